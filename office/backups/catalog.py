"""What the database says of its own tables, keys and triggers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections

LEFT_OUT = frozenset({"django_migrations", "django_session", "django_content_type", "auth_permission"})
"""Migrations stand in the manifest; sessions must not outlive a restore; Django makes the others anew."""

COLUMNS = """
SELECT c.relname, array_agg(a.attname::text ORDER BY a.attnum)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
 GROUP BY c.relname ORDER BY c.relname
"""
FOREIGN_KEYS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
  FROM pg_constraint
 WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace
 ORDER BY 1, 2
"""
TRIGGERS = """
SELECT tgrelid::regclass::text, quote_ident(tgname), tgenabled
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE NOT tgisinternal AND tgparentid = 0 AND tgenabled <> 'D' AND c.relnamespace = 'public'::regnamespace
 ORDER BY 1, 2
"""
SEQUENCES = """
SELECT quote_ident(c.relname), quote_ident(a.attname), pg_get_serial_sequence(quote_ident(c.relname), a.attname)
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
   AND a.attnum > 0 AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""


LIVED_IN = "SELECT EXISTS (SELECT FROM accounts_user WHERE NOT is_system) OR EXISTS (SELECT FROM customers_customer)"


@dataclass(frozen=True)
class Table:
    """A table and its columns in order; generated ones are made anew by the database."""

    name: str
    columns: tuple[str, ...]


Ask = Callable[[str], list[tuple[Any, ...]]]
"""Runs a statement and gives its rows: by a connection of Django's, or by one of one's own."""


def of(alias: str) -> Ask:
    """Ask by a connection of Django's."""

    def ask(statement: str) -> list[tuple[Any, ...]]:
        with connections[alias].cursor() as cursor:
            cursor.execute(statement)
            return list(cursor.fetchall())

    return ask


def tables(ask: Ask) -> list[Table]:
    """All tables that belong into a backup, by name."""
    return [Table(name, tuple(columns)) for name, columns in ask(COLUMNS) if name not in LEFT_OUT]


def migrations(ask: Ask) -> list[tuple[str, str]]:
    """(app, name) of what has been applied, in order."""
    return [(app, name) for app, name in ask("SELECT app, name FROM django_migrations ORDER BY id")]


def has_table(ask: Ask, name: str) -> bool:
    """Whether the table exists: an older base may not have it yet."""
    return any(table.name == name for table in tables(ask))


def is_lived_in(ask: Ask) -> bool:
    """Whether somebody works in this base or has put clients into it; asked without models, of any version."""
    if not {"accounts_user", "customers_customer"} <= {table.name for table in tables(ask)}:
        return False
    return bool(ask(LIVED_IN)[0][0])


def has_tables(ask: Ask) -> bool:
    """Whether anything was ever migrated here."""
    return bool(ask("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1"))
