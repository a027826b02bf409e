"""What becomes of rows when two cards are made one: beside «move» of the personal declarations, the fine points.

Rows of a model declared `on_merge="move"` go to the survivor by one statement. A rule is needed where some of them
cannot go, or do not go as they are; a test asks for one wherever a constraint of the table could refuse.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.registry import Registry


@dataclass(frozen=True)
class Joining:
    """One card becoming a part of another, inside the merge's transaction; both are locked."""

    survivor: int
    duplicate: int
    operation: UUID
    by: Any
    """`accounts.User`."""

    def params(self) -> dict[str, Any]:
        """Values that every statement of a merge knows."""
        return {"survivor": self.survivor, "duplicate": self.duplicate, "operation": self.operation}


@dataclass(frozen=True, kw_only=True)
class MergeRule:
    """Of one model; `code` is its label, as in the personal declarations.

    `stays` and `sets` are SQL over `m`, the row that would move, and know `%(survivor)s`, `%(duplicate)s`.
    """

    code: str
    stays: str = ""
    """Condition: the survivor has this already. Such a row stays on the merged card, and is counted."""
    sets: Mapping[str, str] = field(default_factory=dict)
    """Other columns of rows that move, and what they become."""
    before: Callable[[Joining], None] | None = None
    """Done before the rows move, such as telling the survivor's row what the other knew."""
    run: Callable[[Joining], int] | None = None
    """Instead of moving: returns how many rows, or values, the survivor has taken over."""
    weight: int = 100
    """Contact points first: others point at them."""


merge_rules: Registry[MergeRule] = Registry("merge_rules", "how rows of a table move when two clients become one")
