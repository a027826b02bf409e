"""Letters and SMS of the pages themselves: «was it you?», a fresh link. Nothing in them advertises (rule C-4)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import company
from accounts.models import User
from consents.models import Operator
from consents.models.gate import MessageClass
from core.errors import DomainError
from customers.choices import ContactKind
from customers.models import ContactPoint
from messaging.choices import Carrier, Source
from messaging.models import Message
from messaging.outbox.writing import Draft, put

SERVICE = "service"


@dataclass(frozen=True)
class Sheet:
    """Templates of one letter."""

    text: str
    html: str


QUESTION = Sheet("public/mail/confirm.txt", "public/mail/confirm.html")
FRESH_LINK = Sheet("public/mail/act.txt", "public/mail/act.html")
SETTINGS = Sheet("public/mail/renew.txt", "public/mail/renew.html")
CARRIERS = {ContactKind.EMAIL: Carrier.EMAIL, ContactKind.PHONE: Carrier.SMS}


def carrier_of(point: ContactPoint) -> Carrier:
    """How a contact is written to. Raises DomainError where it cannot be."""
    found = CARRIERS.get(ContactKind(point.kind))
    if found is None or not point.value:
        raise DomainError(_("A confirmation goes by e-mail or SMS only."), code="point")
    return found


def letter(
    point: ContactPoint,
    sheet: Sheet,
    subject: str,
    values: Mapping[str, Any],
    *,
    language: str,
    until: dt.datetime,
    by: User,
) -> Message:
    """Put a letter into the outbox; after `until` it is of no use."""
    with translation.override(language):
        context = {
            **values, "subject": subject, "company": company.current(), "operator": Operator.objects.first(),
            "sender": sender(), "language": language,
        }  # fmt: skip
        text = render_to_string(sheet.text, context)
        html = render_to_string(sheet.html, context)
    return _put(point, Carrier.EMAIL, until, by=by, subject=subject, body_text=text, body_html=html)


def sms(point: ContactPoint, text: str, *, until: dt.datetime, by: User) -> Message:
    """Put an SMS into the outbox."""
    return _put(point, Carrier.SMS, until, by=by, body_text=text)


def sender() -> str:
    """Who writes, in words."""
    operator = Operator.objects.first()
    return company.current().name or (operator.name if operator else "")


def _put(point: ContactPoint, carrier: Carrier, until: dt.datetime, *, by: User, **texts: Any) -> Message:
    draft = Draft(
        customer_id=point.customer_id,
        point_id=point.pk,
        channel=carrier,
        message_class=MessageClass.SERVICE,
        purpose=SERVICE,
        source=Source.CONFIRMATION,
        not_after=until,
        **texts,
    )
    try:
        return put(draft, by=by)
    except DomainError as error:
        if not by.is_system:
            raise
        # A client can do nothing about our gateways.
        raise DomainError(_("We cannot send you a message just now. Please write to us.")) from error
