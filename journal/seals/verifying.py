"""Makes all digests anew and says where they differ from the seals."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from core import sql
from core.registries.ledgers import Ledger, ledgers
from journal.seals.columns import parts, quoted
from journal.seals.eras import END_OF_ERA, FIRST_ERA, current_era
from journal.seals.report import Break, Fault, Report, StreamReport
from journal.seals.sealing import last_position, seal

SEALS_AT_ONCE = 500
COUNT_SEALED = "SELECT coalesce(sum(count), 0), coalesce(max(n), 0) FROM journal_seal WHERE stream = %s"


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
    values: dict[str, Any] = {"stream": ledger.code, "after": after, "up_to": up_to, "seals": SEALS_AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("journal", "check_seals", parts(ledger)), values)
        return [SealRow.read(row) for row in cursor.fetchall()]


def _faults(ledger: Ledger, before: SealRow | None, row: SealRow) -> Iterator[Break]:
    """Everything that is wrong at one seal, the plainest first."""
    at = Break(
        ledger.code,
        _place_fault(before, row) or _rows_fault(row) or Fault.NONE,
        seal=row.n,
        sealed_at=row.at,
        sealed_after=before.at if before else None,
        count=row.count,
        found=row.found,
        first_id=row.first_id,
        last_id=row.last_id,
    )
    if at.fault is not Fault.NONE:
        yield at
    if row.forged is not None:
        yield replace(at, fault=Fault.DETAILS_CHANGED, first_id=row.forged, last_id=row.forged)


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
