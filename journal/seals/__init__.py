"""Seals over append-only tables: making them, checking them, raising the era after a restore.

`seal_all()` comes before whatever reads the journal as a whole: verification, backup, export.
"""

from journal.seals.eras import raise_era
from journal.seals.sealing import seal_all
from journal.seals.verifying import verify

__all__ = ["raise_era", "seal_all", "verify"]
