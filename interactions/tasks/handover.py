"""Open tasks go with the clients of a leaving person."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import sql
from core.registries.handover import HandoverPart, handover_parts
from interactions.tasks.models import Task


def register() -> None:
    """Offer the part."""
    handover_parts.add(HandoverPart(code="tasks", label=_("Open tasks"), count=count, move=move, follow=follow))


def count(user_id: int) -> int:
    """How many open tasks of the person are about clients he keeps."""
    return Task.objects.open().filter(responsible=user_id, customer__responsible=user_id).count()


def follow(clients: Sequence[int], to: int) -> None:
    """Open tasks of whoever keeps the client until now; what others have to do stays theirs."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("interactions", "tasks_follow_clients"), {"clients": list(clients), "to": to})


def move(operation_id: UUID, leaver: int, after: int, upto: int) -> None:
    """To whoever keeps the client now."""
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("interactions", "hand_tasks_over"),
            {"operation": operation_id, "leaver": leaver, "after": after, "upto": upto},
        )
