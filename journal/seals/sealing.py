"""Seals what is final: by ranges of transactions, never of ids, so that writers wait for nobody."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import sql
from core.errors import DomainError
from core.registries.ledgers import Ledger, ledgers
from journal.seals.columns import parts
from journal.seals.eras import END_OF_ERA, FIRST_ERA, current_era

LAST = "SELECT n, era, to_tx::text, digest FROM journal_seal WHERE stream = %s ORDER BY n DESC LIMIT 1"
# Two sealers of one stream: the second waits for the first and then finds little or nothing to do.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('journal.seal:' || %s, 0))"
FINAL = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"


@dataclass(frozen=True)
class Position:
    """Up to where a stream is sealed."""

    n: int
    era: int
    to_tx: int
    digest: bytes


def seal_all() -> int:
    """Seal every ledger; how many rows were sealed. What transactions still open have written waits for the next."""
    return sum(seal(ledger) for ledger in ledgers)


@transaction.atomic
def seal(ledger: Ledger) -> int:
    """Seal one ledger up to the oldest open transaction; how many rows were sealed.

    Raises DomainError when the base was copied into another cluster and its era was not raised.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [ledger.code])
    rows, era, position = 0, current_era(), last_position(ledger)
    while position.era < era:
        closed, position = _close_era(ledger, position)
        rows += closed
    _refuse_counter_gone_back(position)
    sealed, _position = _seal_range(ledger, position, to_tx=None)
    return rows + sealed


def last_position(ledger: Ledger) -> Position:
    """Where the next seal begins; in the first era before the first transaction when there is none yet."""
    with connection.cursor() as cursor:
        cursor.execute(LAST, [ledger.code])
        row = cursor.fetchone()
    if row is None:
        return Position(0, FIRST_ERA, 0, b"")
    n, era, to_tx, digest = row
    if int(to_tx) == END_OF_ERA:
        return Position(n, era + 1, 0, bytes(digest))
    return Position(n, era, int(to_tx), bytes(digest))


def _close_era(ledger: Ledger, position: Position) -> tuple[int, Position]:
    """Rows of an earlier era are final, all of them; nothing may be added to it any more."""
    rows, closed = _seal_range(ledger, position, to_tx=END_OF_ERA)
    return rows, closed


def _seal_range(ledger: Ledger, position: Position, *, to_tx: int | None) -> tuple[int, Position]:
    values: dict[str, Any] = {
        "stream": ledger.code,
        "n": position.n + 1,
        "era": position.era,
        "from_tx": str(position.to_tx),
        "to_tx": None if to_tx is None else str(to_tx),
        "prev": position.digest,
        "at": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("journal", "seal_rows", parts(ledger)), values)
        row = cursor.fetchone()
    return (0 if row is None else int(row[0])), last_position(ledger)


def _refuse_counter_gone_back(position: Position) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FINAL)
        final = int(cursor.fetchone()[0])
    if final < position.to_tx:
        raise DomainError(
            _(
                "The journal cannot be sealed: this base was copied from another server without the command restore. "
                "Restore it from a backup, or raise the era."
            ),
            code="counter_went_back",
        )
