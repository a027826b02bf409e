"""Empties the database after a transactional test: as the owner, for the application's role may not TRUNCATE."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.core.management.sql import emit_post_migrate_signal
from django.db import connections
from django.test import TransactionTestCase
from django.test.testcases import _DatabaseFailure

from core.db import OWNER

# Filled by Django after each migration and never changed by us.
KEPT = ("django_migrations", "django_content_type", "auth_permission")


def flush_as_owner(case: TransactionTestCase) -> None:
    """Stands in for Django's `_fixture_teardown`."""
    with owner_allowed(type(case)):
        with connections[OWNER].cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables())} RESTART IDENTITY")
        emit_post_migrate_signal(verbosity=0, interactive=False, db=OWNER)


@cache
def tables() -> tuple[str, ...]:
    """Quoted names of what tests may have filled; partitions go with their parents."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            """
            SELECT quote_ident(relname) FROM pg_class
             WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
               AND relname <> ALL (%s)
             ORDER BY 1
            """,
            [list(KEPT)],
        )
        return tuple(row[0] for row in cursor.fetchall())


@contextmanager
def owner_allowed(case: Any) -> Iterator[None]:
    """A test that did not ask for the owner's connection cannot use it; emptying must."""
    standing = frozenset(case.databases)
    if OWNER in standing:
        yield
        return
    connection = connections[OWNER]
    blocked = {name: getattr(connection, name) for name, _ in case._disallowed_connection_methods}
    for name, refusal in blocked.items():
        setattr(connection, name, refusal.wrapped)
    case.databases = standing | {OWNER}
    try:
        yield
    finally:
        case.databases = standing
        for name, refusal in blocked.items():
            setattr(connection, name, refusal)


def free_owner() -> None:
    """Undo what a test that ended badly has left: a connection refused twice would be refused for ever."""
    connection = connections[OWNER]
    for name, _ in TransactionTestCase._disallowed_connection_methods:  # type: ignore[attr-defined]  # not in stubs
        method = getattr(connection, name)
        while isinstance(method, _DatabaseFailure):
            method = method.wrapped
        setattr(connection, name, method)


def install() -> None:
    setattr(TransactionTestCase, "_fixture_teardown", flush_as_owner)  # noqa: B010  # a name the stubs do not know
