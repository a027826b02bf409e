"""Nothing that still waits goes to a person who is erased; what went out keeps its when and how."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.registries.personal import ErasurePart, Person, erasure_parts
from messaging.choices import Status
from messaging.models import Message


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
        )
    )


def cancel(person: Person, act: str) -> int:
    """Take back all that has not begun; one that is just being handed over cannot be called back."""
    return _waiting(person).update(status=Status.CANCELLED, lease_until=None, lease_by="")


def _waiting(person: Person) -> QuerySet[Message]:
    return Message.objects.filter(
        customer__in=person.customer_ids, status__in=[Status.QUEUED, Status.HELD, Status.LEASED]
    )
