"""Things the journal speaks of by id that have no history of their own: users, operations, the company.

Tables with history name their rows in `core.registries.operations.tracked_models` already.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registries.operations import Seen
from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class ObjectKind:
    """`code` is the object type that entries carry, such as `accounts.user`."""

    code: str
    label: str | Promise
    seen_by: Callable[[list[str], int], Mapping[str, Seen]] | None = None
    """(object ids, user id): those the user may see."""
    url: Callable[[str], str] | None = None
    """The page of one where names are not asked for; it checks rights itself."""
    weight: int = 100


object_kinds: Registry[ObjectKind] = Registry("object_kinds", "things without history that the journal speaks of")
