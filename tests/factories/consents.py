"""Texts of consents and what clients agreed to, by the services that people use."""

import datetime as dt
from typing import Any

from accounts.services import system_user
from consents import services
from consents.choices import ADVERTISING, MARKETING, Method
from consents.documents import publishing
from consents.ledger.checking import Wish, kind_of
from consents.ledger.writing import Evidence
from consents.models import ConsentDocument
from customers.models import ContactPoint

PAIR = (MARKETING, ADVERTISING)
SAID = Evidence(reason="сказал по телефону")


def make_document(purpose: str = MARKETING, *, channel: str = "sms", **values: Any) -> ConsentDocument:
    """A published text; a second one of the same kind and purpose is its next version."""
    values.setdefault("title", f"Согласие: {purpose}")
    values.setdefault("label", "Я согласен")
    values.setdefault("body", "Я, клиент, даю согласие.")
    draft = publishing.save_draft(by=system_user(), kind=kind_of(purpose, channel), purpose=purpose, **values)
    return publishing.publish(by=system_user(), pk=draft.pk)


def grant_pair(point: ContactPoint, channel: str = "sms", *, at: dt.datetime | None = None) -> int:
    """Both consents that advertising needs; texts are published if there are none."""
    for purpose in PAIR:
        kind = kind_of(purpose, channel)
        if not ConsentDocument.objects.filter(kind=kind, purpose=purpose, valid_from__isnull=False).exists():
            make_document(purpose, channel=channel)
    return services.grant(
        by=system_user(),
        customer=point.customer,
        wishes=wishes(point, channel),
        method=Method.MANUAL,
        evidence=SAID,
        occurred_at=at,
    )


def withdraw_pair(point: ContactPoint, channel: str = "sms", *, at: dt.datetime | None = None) -> int:
    """Both withdrawn."""
    return services.withdraw(
        by=system_user(),
        customer=point.customer,
        wishes=wishes(point, channel),
        method=Method.MANUAL,
        evidence=SAID,
        occurred_at=at,
    )


def wishes(point: ContactPoint, channel: str = "sms") -> list[Wish]:
    """Both consents, as they are asked of the services."""
    return [Wish(point.pk, purpose, channel) for purpose in PAIR]
