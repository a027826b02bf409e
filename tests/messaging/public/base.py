"""What tests of the client's own pages share."""

import re
from typing import Any
from urllib.parse import urlsplit

from accounts.services import system_user
from consents.choices import ADVERTISING, MARKETING
from consents.models import ConsentState, Operator
from consents.models.gate import MessageClass
from customers.models import ContactPoint
from messaging.models import ConsentForm, Gateway, Message
from messaging.outbox.writing import Draft, put
from messaging.public import building
from tests.factories.consents import make_document

LINK = re.compile(r"https?://\S+")


def make_gateways() -> None:
    """One of each channel, which every message goes to; nothing leaves in these tests."""
    for channel in ("email", "sms"):
        if Gateway.objects.default_of(channel) is None:
            Gateway.objects.create(
                code=channel, name=channel, channel=channel, adapter="file", sender="Kartoteka", is_default=True
            )


def make_operator() -> None:
    """Who answers for the data: without him no text is published."""
    Operator.objects.update_or_create(pk=1, defaults={"name": "Kartoteka", "inn": "1655000001", "address": "Kazan"})


def make_form(**values: Any) -> ConsentForm:
    """A form with a box for advertising by e-mail."""
    standard: dict[str, Any] = {
        "name": "Site", "asks": ["email"], "languages": ["ru", "en"], "boxes": [(ADVERTISING, "email")],
    }  # fmt: skip
    return building.save(building.Wish(**{**standard, **values}), by=system_user())


def make_texts(**values: Any) -> None:
    """Both texts that advertising needs."""
    for purpose in (MARKETING, ADVERTISING):
        make_document(purpose, **values)


def advertise(point: ContactPoint, channel: str = "email") -> Message:
    """An advertising message in the queue."""
    draft = Draft(
        customer_id=point.customer_id,
        point_id=point.pk,
        channel=channel,
        message_class=MessageClass.ADVERTISING,
        subject="Sale",
        body_text="Come",
        approved_by_id=system_user().pk,
    )
    return put(draft, by=system_user())


def status(point: ContactPoint, purpose: str = ADVERTISING, channel: str = "email") -> str:
    """Of one consent; empty when nobody was ever asked."""
    states = ConsentState.objects.filter(point=point, purpose=purpose, channel=channel)
    return states.values_list("status", flat=True).first() or ""


def path(url: str) -> str:
    """Of an address with a host, as a test client takes it."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def link_in(message: Message) -> str:
    """The page a letter leads to."""
    found = LINK.search(message.body_text)
    assert found, message.body_text
    return path(found[0])
