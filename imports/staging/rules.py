"""What a person decided about a file, as the engine reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from customers.custom.bringing import OwnTarget

KEYS = ("external_id", "inn", "phone", "email", "name_birth_date", "similar")
DEFAULT_KEYS = ("external_id", "inn", "phone", "email", "similar")
MODES = ("upsert", "create", "update")
CONFLICTS = ("fill", "overwrite", "keep")


@dataclass(frozen=True)
class Rules:
    """Keys in order, what may be written, what every row gets."""

    match: tuple[str, ...] = DEFAULT_KEYS
    mode: str = "upsert"
    on_conflict: str = "fill"
    conflicts: Mapping[str, str] = field(default_factory=dict)
    source: str = "main"
    responsible_id: int | None = None
    tag: str = ""
    own: Mapping[str, OwnTarget] = field(default_factory=dict)
    """Own fields of the company that a table may fill, by target."""
    closed: frozenset[str] = frozenset()
    """Attributes of known clients that the importer's role may not change, and so may not read from a preview."""

    def policy(self, target: str) -> str:
        """What is done with an attribute of a known client."""
        return "keep" if target in self.closed else self.conflicts.get(target, self.on_conflict)
