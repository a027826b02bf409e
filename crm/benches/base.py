"""A base of its own for a measurement: nobody's data is touched, nothing is left behind."""

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.db import OWNER

END = dt.date(2026, 11, 21)
"""Every bench measures the same people whatever the day."""


@contextmanager
def fresh_bases(*labels: str) -> Iterator[Callable[[str], None]]:
    """Migrate an empty database for each label on the configured server; drop them at the end.

    Yields what makes one of them the base in use: to compare two sizes fairly both must be measured by turns.
    """
    home = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
    names = {label: f"kartoteka_bench_{os.getpid()}_{label}" for label in labels}
    try:
        for name in names.values():
            _as_owner(f"CREATE DATABASE {name} TEMPLATE template0")
        for name in names.values():
            _use(dict.fromkeys(home, name))
            call_command("migrate", database=OWNER, verbosity=0, interactive=False)
        yield lambda label: _use(dict.fromkeys(home, names[label]))
    finally:
        _use(home)
        for name in names.values():
            _drop(name)


@contextmanager
def fresh_base() -> Iterator[None]:
    """Migrate one empty database and use it; drop it at the end."""
    with fresh_bases("one") as use:
        use("one")
        yield


def seed(customers: int, purchases: int = 0) -> None:
    """Fill the base in use."""
    call_command("seed_demo", customers=customers, purchases=purchases, end_date=END, json=True, stdout=Nowhere())


def settle() -> None:
    """Do at once what autovacuum does within minutes of a large write; only the owner may."""
    _as_owner("VACUUM (ANALYZE)")


class Nowhere:
    """Takes what a command prints."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing waits to be written."""


def _drop(name: str) -> None:
    """By force only where a session of ours is left: forced, it is refused while the server cleans the base."""
    try:
        _as_owner(f"DROP DATABASE IF EXISTS {name}")
    except OperationalError:
        _as_owner(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _as_owner(statement: str) -> None:
    with connections[OWNER].cursor() as cursor:
        cursor.execute(statement)


def _use(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connection = connections[alias]
        if connection.settings_dict["NAME"] == name:
            continue
        connection.close()
        _close_pool(connection)
        connection.settings_dict["NAME"] = name


def _close_pool(connection: BaseDatabaseWrapper) -> None:
    close = getattr(connection, "close_pool", None)
    if close is not None:
        close()
