"""Append-only tables: sealed by `journal.seals`, and refused to the application's role beyond reading and adding."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise

from core.registry import Registry


class SealedType(StrEnum):
    """How a sealed column becomes bytes. Fixed for good: another form would break all seals made before."""

    BIGINT = "bigint"
    MOMENT = "timestamptz"
    TEXT = "text"
    """Its UTF-8 bytes, whatever the length of the column or the encoding of the connection."""
    BYTES = "bytea"
    UUID = "uuid"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A stream of rows that seals cover.

    The table has `id bigint`, `era integer DEFAULT journal_current_era()` and `tx xid8 DEFAULT pg_current_xact_id()`,
    an index on (tx, id), and the trigger `journal_guard` (see journal/migrations/0003).
    """

    code: str
    label: str | Promise
    table: str
    sealed: Mapping[str, SealedType]
    """Columns in the order they are sealed in."""
    has_details: bool = False
    """Whether it has erasable `details jsonb` and `salt bytea` proved by a sealed `details_hmac`."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class AppendOnly:
    """A table whose rows the application's role may read and add, never change or delete.

    `code` is the table. `inserted` are the columns it may name; empty: it only reads.
    """

    code: str
    inserted: tuple[str, ...] = field(default=())
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class OwnerFunction:
    """A SECURITY DEFINER function of the owner that the application may call; `code` is its name with types."""

    code: str
    weight: int = 100


ledgers: Registry[Ledger] = Registry("ledgers", "append-only tables that are sealed")
append_only: Registry[AppendOnly] = Registry("append_only", "tables the application may not change or delete from")
owner_functions: Registry[OwnerFunction] = Registry("owner_functions", "acts the owner does for the application")
