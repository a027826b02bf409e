"""What a verification finds."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """What is wrong with a seal or the rows it covers."""

    NONE = ""
    ROWS_MISSING = "rows_missing"
    ROWS_ADDED = "rows_added"
    CHANGED = "changed"
    """A sealed column of some row, or the seal itself."""
    DETAILS_CHANGED = "details_changed"
    SEAL_MISSING = "seal_missing"
    SEAL_MOVED = "seal_moved"
    """It does not begin where the seal before ends, or does not cover that seal's digest."""
    ERA_AHEAD = "era_ahead"
    """Rows of an era that has not begun."""


@dataclass(frozen=True)
class Break:
    """Where the proof fails: the seal, the rows under it, what was sealed and what was found."""

    stream: str
    fault: Fault
    seal: int = 0
    sealed_at: datetime | None = None
    sealed_after: datetime | None = None
    """When the seal before was made: what is wrong was written after it."""
    count: int = 0
    found: int = 0
    first_id: int | None = None
    last_id: int | None = None
    """The changed row alone, or the first and the last of those the seal covers."""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class StreamReport:
    """What was found in one ledger."""

    stream: str
    checked: int = 0
    """Rows under the seals that were checked."""
    seals: int = 0
    unsealed: int = 0
    breaks: int = 0
    first_break: Break | None = None
    last_digest: str = ""
    """Of the last seal: written down elsewhere, it proves that no seals were cut off the end."""


@dataclass
class Report:
    """What was found in all ledgers."""

    streams: list[StreamReport] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return self.first_break is None

    @property
    def checked(self) -> int:
        return sum(stream.checked for stream in self.streams)

    @property
    def unsealed(self) -> int:
        return sum(stream.unsealed for stream in self.streams)

    @property
    def first_break(self) -> Break | None:
        return next((stream.first_break for stream in self.streams if stream.first_break), None)

    def as_json(self) -> dict[str, Any]:
        """The keys of `verify_journal --json`."""
        first = self.first_break
        return {
            "ok": self.ok,
            "checked": self.checked,
            "unsealed": self.unsealed,
            "first_break": first.as_json() if first else None,
            "streams": [asdict(stream) for stream in self.streams],
        }
