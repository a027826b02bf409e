"""Makes all digests anew and says where they differ from the seals."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection

from core import sql
from core.registries.ledgers import Ledger, ledgers
from journal.seals.columns import parts, quoted
from journal.seals.eras import END_OF_ERA, FIRST_ERA, current_era
from journal.seals.sealing import last_position, seal

SEALS_AT_ONCE = 500
COUNT_SEALED = "SELECT coalesce(sum(count), 0), coalesce(max(n), 0) FROM journal_seal WHERE stream = %s"


class Fault(StrEnum):
    """What is wrong with a seal or the rows it covers."""

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


Progress = Callable[[int, int], None]
"""Called with rows checked so far and rows in all."""


def verify(*, seal_first: bool = True, progress: Progress | None = None) -> Report:
    """Check the seals of every ledger. Seals what is final first, so that little stays unproved.

    Raises DomainError when sealing does; with `seal_first=False` nothing is written.
    """
    chosen = list(ledgers)
    if seal_first:
        for ledger in chosen:
            seal(ledger)
    ends = {ledger.code: _sealed(ledger) for ledger in chosen}
    total, done, report = sum(rows for rows, _n in ends.values()), 0, Report()
    for ledger in chosen:
        stream = StreamReport(ledger.code)
        for rows in _check(ledger, stream, up_to=ends[ledger.code][1]):
            done += rows
            if progress is not None:
                progress(done, total)
        report.streams.append(stream)
    return report


def _sealed(ledger: Ledger) -> tuple[int, int]:
    """Rows under seals, number of the last seal."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_SEALED, [ledger.code])
        rows, n = cursor.fetchone()
        return int(rows), int(n)


@dataclass(frozen=True)
class SealRow:
    """A line of journal/sql/check_seals.sql."""

    n: int
    era: int
    from_tx: int
    to_tx: int
    count: int
    prev: bytes
    digest: bytes
    at: datetime
    found: int
    computed: bytes
    forged: int | None
    first_id: int | None
    last_id: int | None

    @classmethod
    def read(cls, row: tuple[Any, ...]) -> "SealRow":
        n, era, from_tx, to_tx, count, prev, digest, at, found, computed, forged, first_id, last_id = row
        return cls(
            n, era, int(from_tx), int(to_tx), count, bytes(prev), bytes(digest), at,
            found, bytes(computed), forged, first_id, last_id,
        )  # fmt: skip


def _check(ledger: Ledger, report: StreamReport, *, up_to: int) -> Iterator[int]:
    """Fill the report; yields how many rows were read, batch by batch."""
    before: SealRow | None = None
    while rows := _batch(ledger, after=before.n if before else 0, up_to=up_to):
        for row in rows:
            for found in _faults(ledger, before, row):
                _note(report, found)
            before = row
        report.seals += len(rows)
        checked = sum(row.found for row in rows)
        report.checked += checked
        yield checked
    report.last_digest = before.digest.hex() if before else ""
    if up_to and (before is None or before.n < up_to):
        _note(report, Break(ledger.code, Fault.SEAL_MISSING, seal=up_to))
    report.unsealed = _unsealed(ledger)
    if ahead := _ahead(ledger):
        _note(report, Break(ledger.code, Fault.ERA_AHEAD, found=ahead))


def _note(report: StreamReport, found: Break) -> None:
    report.breaks += 1
    report.first_break = report.first_break or found


def _batch(ledger: Ledger, *, after: int, up_to: int) -> list[SealRow]:
    values = {"stream": ledger.code, "after": after, "up_to": up_to, "seals": SEALS_AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("journal", "check_seals", parts(ledger)), values)
        return [SealRow.read(row) for row in cursor.fetchall()]


def _faults(ledger: Ledger, before: SealRow | None, row: SealRow) -> Iterator[Break]:
    """Everything that is wrong at one seal, the plainest first."""
    fault = _place_fault(before, row) or _rows_fault(row)
    told = {
        "seal": row.n,
        "sealed_at": row.at,
        "sealed_after": before.at if before else None,
        "count": row.count,
        "found": row.found,
    }
    if fault is not None:
        yield Break(ledger.code, fault, first_id=row.first_id, last_id=row.last_id, **told)
    if row.forged is not None:
        yield Break(ledger.code, Fault.DETAILS_CHANGED, first_id=row.forged, last_id=row.forged, **told)


def _place_fault(before: SealRow | None, row: SealRow) -> Fault | None:
    if row.n != (before.n + 1 if before else 1):
        return Fault.SEAL_MISSING
    if row.prev != (before.digest if before else b""):
        return Fault.SEAL_MOVED
    if before is None:
        begins = (FIRST_ERA, 0)
    elif before.to_tx == END_OF_ERA:
        begins = (before.era + 1, 0)
    else:
        begins = (before.era, before.to_tx)
    return None if (row.era, row.from_tx) == begins else Fault.SEAL_MOVED


def _rows_fault(row: SealRow) -> Fault | None:
    if row.found < row.count:
        return Fault.ROWS_MISSING
    if row.found > row.count:
        return Fault.ROWS_ADDED
    return None if row.computed == row.digest else Fault.CHANGED


def _unsealed(ledger: Ledger) -> int:
    position = last_position(ledger)
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("journal", "count_unsealed", parts(ledger)),
            {"era": position.era, "to_tx": str(position.to_tx)},
        )
        return int(cursor.fetchone()[0])


def _ahead(ledger: Ledger) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {quoted(ledger.table)} WHERE era > %s", [current_era()])  # noqa: S608
        return int(cursor.fetchone()[0])
