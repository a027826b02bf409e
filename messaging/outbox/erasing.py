"""Nothing that still waits goes to a person who is erased; what went out keeps its when and how."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consents.erasure.parts import naming
from core.registries.personal import ErasurePart, Person, erasure_parts
from messaging.choices import Source, Status
from messaging.models import Message

TOLD = ("subject", "body_text", "body_html", "values", "error_text")


def register() -> None:
    """Before rows are emptied."""
    erasure_parts.add(
        ErasurePart(
            code="outbox",
            label=_("messages that wait to be sent"),
            count=lambda person: _waiting(person).count(),
            erase=cancel,
            says=_("they are cancelled"),
            weight=5,
        ),
        ErasurePart(
            code="trial_messages",
            label=_("trial messages to staff that name the person"),
            count=lambda person: _trials(person).count(),
            erase=_empty,
            says=_("they are emptied"),
        ),
    )


def cancel(person: Person, act: str) -> int:
    """Take back all that has not begun; one that is just being handed over cannot be called back."""
    return _waiting(person).update(status=Status.CANCELLED, lease_until=None, lease_by="")


def _trials(person: Person) -> QuerySet[Message]:
    """Those that were filled with his values; they stand on no card."""
    trials = Message.objects.filter(source=Source.TEST)
    return trials.filter(naming(trials, TOLD, person.pattern))


def _empty(person: Person, act: str) -> int:
    return _trials(person).update(subject="", body_text="", body_html="", values={}, error_text="")


def _waiting(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(
        customer__in=person.customer_ids, status__in=[Status.QUEUED, Status.HELD, Status.LEASED]
    )
