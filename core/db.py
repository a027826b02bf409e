"""Two database roles, one schema: the application's (`default`) and the owner's (`owner`)."""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from core.registries.ledgers import AppendOnly, append_only, owner_functions

OWNER = "owner"


class OwnerMigrates:
    """Only the owner's role changes the schema; rows are read and written by the application's role."""

    def db_for_read(self, model: type[Model], **hints: object) -> str | None:
        return None

    def db_for_write(self, model: type[Model], **hints: object) -> str | None:
        return None

    def allow_relation(self, left: Model, right: Model, **hints: object) -> bool | None:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool | None:
        return db == OWNER


def prepared(statement: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that is planned once for each connection.

    For what is run for every message, or takes longer to plan than to answer. Its parameters are typed in the statement
    itself where their place does not tell what they are; JSON comes as text. Behind a pooler nothing is prepared: the
    next statement may go by another connection.
    """
    keeps = not settings.DB_POOLER
    connection.ensure_connection()
    raw = connection.connection
    usual, raw.prepare_threshold = raw.prepare_threshold, 0 if keeps else None  # Django lets nothing be prepared
    try:
        with connection.wrap_database_errors, psycopg.Cursor(raw) as cursor:
            return cursor.execute(statement, params, prepare=keeps).fetchall()
    finally:
        raw.prepare_threshold = usual


def grant_application_role() -> None:
    """Give the application's role its rights on every table and sequence; never TRUNCATE or ownership.

    Runs after each migration, so that a server of one's own needs nothing but the two roles. With one
    role for both there is nothing to give. What is append-only is taken back in the same transaction.
    """
    application = str(settings.DATABASES["default"]["USER"])
    if application == settings.DATABASES[OWNER]["USER"]:
        return
    connection = connections[OWNER]
    role = connection.ops.quote_name(application)
    with transaction.atomic(using=OWNER), connection.cursor() as cursor:
        _let_work_in_temporary_tables(cursor, application)
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in append_only:
            _leave_adding_only(cursor, role, table)
        for function in owner_functions:
            if _stands(cursor, "to_regprocedure", function.code):
                cursor.execute(f"GRANT EXECUTE ON FUNCTION {function.code} TO {role}")


def _let_work_in_temporary_tables(cursor: CursorWrapper, application: str) -> None:
    """Databases made by our script before it gave this right lack it."""
    cursor.execute(
        "SELECT current_database(), has_database_privilege(%s, current_database(), 'TEMPORARY')", [application]
    )
    name, may = cursor.fetchone()
    if not may:
        quoted = connections[OWNER].ops.quote_name
        cursor.execute(f"GRANT TEMPORARY ON DATABASE {quoted(name)} TO {quoted(application)}")


def _leave_adding_only(cursor: CursorWrapper, role: str, table: AppendOnly) -> None:
    if not _stands(cursor, "to_regclass", table.code):
        return
    name = connections[OWNER].ops.quote_name(table.code)
    cursor.execute(f"REVOKE ALL ON {name} FROM {role}")
    cursor.execute(f"GRANT SELECT ON {name} TO {role}")
    if table.inserted:
        columns = ", ".join(map(connections[OWNER].ops.quote_name, table.inserted))
        cursor.execute(f"GRANT INSERT ({columns}) ON {name} TO {role}")


def _stands(cursor: CursorWrapper, look_up: str, name: str) -> bool:
    """Whether the migrations that have run made it already."""
    cursor.execute(f"SELECT {look_up}(%s) IS NOT NULL", [name])
    return bool(cursor.fetchone()[0])
