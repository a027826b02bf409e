"""A trial message to oneself: as the next client would see it, or with made-up values."""

from django.utils.translation import gettext as _

from accounts.models import User
from campaigns import rights
from campaigns.audience.sending import gateway_of, version_of
from campaigns.models import Campaign
from consents.models.gate import MessageClass
from core.errors import DomainError
from customers.choices import ContactKind
from customers.normalise.contacts import normalise_contact
from messaging.choices import Carrier, Source
from messaging.letters import previews
from messaging.letters.rendering import source_of
from messaging.letters.signatures import company_signature
from messaging.outbox.writing import Draft, put


def send(campaign: Campaign, *, by: User, address: str = "") -> str:
    """Put it out to the person's own e-mail, or to the number he names; returns where to. Raises DomainError."""
    rights.refuse(campaign, by)
    version = version_of(campaign)
    if version is None:
        raise DomainError(_("Choose a template."), code="template")
    to = by.email if campaign.channel == Carrier.EMAIL else _number(address)
    made = previews.rendered(source_of(version, signature=company_signature()), by, None)
    if made.fault:
        raise DomainError(made.fault, code="template")
    put(
        Draft(
            channel=campaign.channel, message_class=MessageClass(campaign.message_class), source=Source.TEST,
            address=to, subject=made.subject, body_text=made.text, body_html=made.html,
            gateway_id=gateway_of(campaign).pk,
        ),
        by=by,
    )  # fmt: skip
    return to


def _number(typed: str) -> str:
    """In its one form, however it was typed. Raises DomainError on what is none."""
    if not typed.strip():
        raise DomainError(_("Say to which number."), code="address")
    found = normalise_contact(ContactKind.PHONE, typed.strip())
    if not found.value:
        raise DomainError(_("This is not a phone number."), code="address")
    return found.value
