"""What reports and answers hold about people, and what becomes of them when the trial ends."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.registries.demo import DemoTables, demo_tables
from core.registries.personal import ErasurePart, OnErase, Person, PersonalModel, erasure_parts, personal_models
from messaging.choices import Carrier
from messaging.delivery.consequences import KINDS
from messaging.models import Inbound, InboxItem

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
            label=_("answers and letters of the trial that stand on no card"),
            count=lambda person: _answers(person).count() + _letters(person).count(),
            erase=_erase,
        )
    )


def _erase(person: Person, act: str) -> int:
    return _answers(person).delete()[0] + _letters(person).delete()[0]


def _answers(person: Person) -> QuerySet[Inbound]:
    return Inbound.objects.filter(_any_of(person, "sender"), customer=None)


def _letters(person: Person) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(_any_of(person, "address"), message=None)


def _any_of(person: Person, column: str) -> Q:
    """Rows that carry one of his numbers or addresses; none of them for a person without any."""
    channels = {kind.value: channel for channel, kind in KINDS.items()}
    found = Q(pk__in=[])
    for kind, value in person.values:
        if kind in channels:
            found |= Q(**{"channel": Carrier(channels[kind]), f"{column}__iexact": value})
    return found
