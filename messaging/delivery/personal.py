"""What reports and answers hold about people, and what becomes of them when the trial ends."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from consents.erasure.parts import naming
from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import ErasurePart, OnErase, Person, PersonalModel, erasure_parts, personal_models
from messaging.choices import Carrier, Source
from messaging.delivery.consequences import KINDS
from messaging.models import DeliveryEvent, Inbound, InboxItem

PROOF = _("That a message came through, and when, proves what was sent: 38-FZ 18, part 1.")


def register() -> None:
    """Declare every field."""
    personal_models.add(
        PersonalModel(
            code="messaging.deliveryevent",
            personal=("words", "raw", "status", "at"),
            plain=("id", "gateway", "provider_id", "message", "kind", "code", "price", "received_at"),
            subject="message__customer",
            on_merge="keep",
            on_erase=OnErase.BLANK,
            blanks={"raw": {}},
            stays=("status", "at"),
            basis=PROOF,
        ),
        PersonalModel(
            code="messaging.inbound",
            personal=("sender", "subject", "text", "channel", "heard", "received_at"),
            plain=("id", "gateway", "key", "message", "customer", "interaction_id"),
            subject="customer",
            on_merge="move",
            on_erase=OnErase.DELETE,
        ),
        PersonalModel(
            code="messaging.inboxitem",
            personal=("sender", "address", "subject", "text", "html", "headers", "files", "at"),
            plain=("key", "gateway", "message", "channel"),
            subject="message__customer",
            on_merge="keep",
            on_erase=OnErase.DELETE,
        ),
    )
    demo_tables.add(
        DemoTables(
            code="delivery",
            goes=("messaging.deliveryevent", "messaging.inbound", "messaging.inboxitem"),
            told={"messaging.inbound": _("Answers of clients")},
        )
    )
    erasure_parts.add(
        ErasurePart(
            code="answers",
            label=_("answers, reports and letters of the trial that stand on no card"),
            count=lambda person: sum(rows.count() for rows in _strays(person)),
            erase=_erase,
        )
    )


def _erase(person: Person, act: str) -> int:
    return sum(rows.delete()[0] for rows in _strays(person))


def _strays(person: Person) -> tuple[QuerySet[Any], ...]:
    return _answers(person), _letters(person), _reports(person)


def _answers(person: Person) -> QuerySet[Inbound]:
    rows = Inbound.objects.filter(customer=None)
    return rows.filter(_any_of(person, "sender") | naming(rows, ("subject", "text"), person.pattern))


def _letters(person: Person) -> QuerySet[InboxItem]:
    """What no client was meant to get: trial messages to staff may have been filled with his values."""
    rows = InboxItem.objects.filter(Q(message=None) | Q(message__source=Source.TEST))
    return rows.filter(_any_of(person, "address") | naming(rows, ("subject", "text", "html"), person.pattern))


def _reports(person: Person) -> QuerySet[DeliveryEvent]:
    """Told of a message we do not know: only the report itself says whom it was about."""
    rows = DeliveryEvent.objects.filter(message=None)
    return rows.filter(naming(rows, ("raw", "words"), person.pattern))


def _any_of(person: Person, column: str) -> Q:
    """Rows that carry one of his numbers or addresses; none of them for a person without any."""
    channels = {kind.value: channel for channel, kind in KINDS.items()}
    found = Q(pk__in=[])
    for kind, value in person.values:
        if kind in channels:
            found |= Q(**{"channel": Carrier(channels[kind]), f"{column}__iexact": value})
    return found
