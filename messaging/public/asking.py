"""A copy of his data, an erasure, a correction: asked for on the page of settings, by a client without a password.

A forwarded letter carries its link to settings along. So a copy and an erasure come true only by a fresh link, sent to
the contact at that moment: it proves who asks as much as a code does.
"""

import datetime as dt
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import system_user
from consents.models import SubjectBundle, SubjectRequest
from consents.requests import copying
from consents.requests import services as requests
from consents.requests.choices import Identity, Outcome, RequestKind, Via
from core import limits
from core.errors import DomainError
from customers.choices import ContactKind
from customers.models import ContactPoint
from journal.operations import items
from messaging.models import AskedRequest
from messaging.public import letters, links
from messaging.public.links import Aim

AGAIN = dt.timedelta(minutes=10)
RENEWED_WITHIN = dt.timedelta(days=1)
LONGEST_TEXT = 4000
NAMES = {RequestKind.ACCESS: "copy", RequestKind.ERASE: "erase"}


@transaction.atomic
def correct(own: ContactPoint, text: str) -> SubjectRequest:
    """Write down what is wrong on the card. Raises DomainError when nothing is said."""
    said = text.replace("\0", "").strip()
    if not said:
        raise DomainError(_("Say what is wrong and how it should be."), code="text")
    return _receive(own, RequestKind.CORRECT, text=said[:LONGEST_TEXT], by=system_user())


@transaction.atomic
def ask(own: ContactPoint, kind: RequestKind, *, language: str) -> AskedRequest:
    """Send a link by which the request comes true. Raises DomainError when one was sent a moment ago."""
    items.lock(ContactPoint.objects.filter(pk=own.pk))
    recent = AskedRequest.objects.filter(point=own, kind=kind, asked_at__gt=timezone.now() - AGAIN, done_at=None)
    if recent.exists():
        raise DomainError(_("The link has been sent a moment ago. Look into the messages."), code="again")
    asked = AskedRequest.objects.create(point=own, kind=kind)
    url, until = links.address("act", Aim.ACT, asked.pk.bytes), asked.asked_at + links.LIVES[Aim.ACT]
    by = system_user()
    if own.kind == ContactKind.EMAIL:
        subject = _("Your request about your data")
        values = {"kind": NAMES[kind], "url": url}
        letters.letter(own, letters.FRESH_LINK, subject, values, language=language, until=until, by=by)
    else:
        said = _("%(sender)s: your request about your data, go on here: %(url)s")
        letters.carrier_of(own)
        letters.sms(own, said % {"sender": letters.sender(), "url": url}, until=until, by=by)
    return asked


def renew(own: ContactPoint, *, language: str) -> None:
    """Send a new link to settings to the contact itself. Raises DomainError when one was sent a moment ago."""
    if not limits.spend("public_renew", str(own.pk), amount=1, seconds=int(AGAIN.total_seconds())):
        raise DomainError(_("The link has been sent a moment ago. Look into the messages."), code="again")
    url, until = links.preferences_url(own.customer_id, own.pk), timezone.now() + RENEWED_WITHIN
    if own.kind == ContactKind.EMAIL:
        subject = _("Your settings")
        by = system_user()
        letters.letter(own, letters.SETTINGS, subject, {"url": url}, language=language, until=until, by=by)
    else:
        letters.carrier_of(own)
        said = _("%(sender)s: your settings: %(url)s") % {"sender": letters.sender(), "url": url}
        letters.sms(own, said, until=until, by=system_user())


@transaction.atomic
def perform(asked_id: UUID) -> AskedRequest:
    """The fresh link is used: the request is received, a copy begun. Twice is once."""
    rows = AskedRequest.objects.select_for_update(of=("self",), no_key=True).select_related("point__customer", "bundle")
    asked = rows.get(pk=asked_id)
    if asked.done_at is not None:
        return asked
    by, bundle = system_user(), None
    request = _receive(asked.point, RequestKind(asked.kind), identity=Identity.CODE, by=by)
    if asked.kind == RequestKind.ACCESS:
        bundle = copying.ask(asked.customer, by=by, request=request)
    asked.mark_done(request=request, bundle=bundle)
    return asked


@transaction.atomic
def take(bundle: SubjectBundle) -> BinaryIO:
    """The copy, once; with it in his hands the request for it is answered. Raises DomainError when it is gone."""
    by = system_user()
    content = copying.take(bundle, by=by)
    if bundle.request is not None and bundle.request.is_open:
        text = _("The copy was taken by the link sent to the client.")
        requests.answer(bundle.request, by=by, outcome=Outcome.DONE, text=text)
    return content


def _receive(own: ContactPoint, kind: RequestKind, *, by: User, text: str = "", identity: str = "") -> SubjectRequest:
    note = _("by a link sent to a contact of the card") if identity else ""
    return requests.receive(
        by=by,
        customer=own.customer,
        kind=kind,
        via=Via.SITE,
        applicant=own.customer.title[:300] or own.value,
        contact=own.value[:300],
        text=text,
        identity=identity,
        identity_note=note,
    )
