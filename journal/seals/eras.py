"""Eras: a restored base counts transactions anew, so its older rows are marked as final by a higher era."""

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from core.db import OWNER

FIRST_ERA = 1
END_OF_ERA = 2**63 - 1
"""A transaction number beyond all that can be: the seal that ends here closes its era."""

RAISE = """
INSERT INTO journal_era (id, number) VALUES (1, 2)
ON CONFLICT (id) DO UPDATE SET number = journal_era.number + 1
RETURNING number
"""


def current_era(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """The era in which rows are written now."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT journal_current_era()")
        return int(cursor.fetchone()[0])


def raise_era(*, using: str = OWNER) -> int:
    """The new era. For `restore`, after the rows are back and before anybody writes: as the owner."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(RAISE)
        return int(cursor.fetchone()[0])


def ensure_era(*, using: str, **_signal: object) -> None:
    """After each migration: the one row. A base emptied by tests gets it back."""
    with connections[using].cursor() as cursor:
        cursor.execute("INSERT INTO journal_era (id, number) VALUES (1, 1) ON CONFLICT DO NOTHING")
