"""The database backend: Django loads `DatabaseWrapper` from here."""

from functools import partial
from typing import Any

from django.db.backends.postgresql import base
from psycopg import Connection, OperationalError
from psycopg_pool import ConnectionPool


class DatabaseWrapper(base.DatabaseWrapper):
    """Finds one connection broken: takes all that wait in the pool for broken too.

    A restarted server breaks them all. The pool by itself finds that out one by one, waiting twice as long after each:
    with five of eight it gives up, and a person is told of an error though the server is there.
    """

    @property
    def pool(self) -> "ConnectionPool[Any] | None":
        """Made by Django at the first call; the same for all threads."""
        pool: ConnectionPool[Any] | None = super().pool
        if pool is not None and not isinstance(pool._check, partial):  # noqa: SLF001  # Django leaves no other way
            pool._check = partial(_check, pool)  # noqa: SLF001
        return pool


def _check(pool: "ConnectionPool[Any]", connection: "Connection[Any]") -> None:
    try:
        ConnectionPool.check_connection(connection)
    except OperationalError:
        pool.drain()
        raise
