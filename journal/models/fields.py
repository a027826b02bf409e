"""A column type of PostgreSQL that Django does not know, and what the database fills in by itself."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class Xid8Field(models.Field[int, int]):
    """The number of a transaction: `xid8`, a whole number to Python."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> int | None:
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> str | None:
        """PostgreSQL casts no number to xid8, but reads it from text."""
        return None if value is None else str(int(value))

    def get_placeholder(self, value: Any, compiler: Any, connection: BaseDatabaseWrapper) -> str:
        return "%s::xid8"


class CurrentTransaction(models.Func):
    """The number of the transaction that asks."""

    function = "pg_current_xact_id"
    output_field = Xid8Field()


class CurrentEra(models.Func):
    """The number in the one row of `Era`."""

    function = "journal_current_era"
    output_field = models.IntegerField()


class ClockTime(models.Func):
    """The database's clock: one for all machines, and going on within a transaction."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()
