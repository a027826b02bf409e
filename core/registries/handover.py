"""What follows a client to the person he is handed over to: open tasks, promised dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class HandoverPart:
    """Rows of another package that go with the clients of an operation `customers.handover`."""

    code: str
    label: str | Promise
    count: Callable[[int], int]
    """(user id): how many would go, for the page before the act. One statement."""
    move: Callable[[UUID, int, int, int], None]
    """(operation id, user id of who leaves, after seq, up to seq): within the batch's transaction.

    The clients of these items that are still `frozen` have their new responsible already. One statement; what it
    changes is tracked, so that the operation's undo takes it back.
    """
    follow: Callable[[Sequence[int], int], None] | None = None
    """(ids of clients, user id of their next responsible): a bulk edit is about to give them to him; one statement.

    What goes is what whoever keeps them now has; it is tracked, as in `move`.
    """
    weight: int = 100


handover_parts: Registry[HandoverPart] = Registry("handover_parts", "what goes with clients handed over")
