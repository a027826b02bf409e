"""A copy of the database that follows it (streaming replication), for reports: heavy, and none the worse for seconds.

`read(work)` runs `work` on the replica when one is named in DATABASE_REPLICA_URL, answers, and is not far behind; else
on the database itself. Whoever has a transaction open reads the database itself: he may have written in it.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

REPLICA = "replica"
LOOKED_AT = 2.0
"""Seconds what was found of the replica is believed."""
LEFT_ALONE = 15.0
"""Seconds one that did not answer is not asked again: nobody waits for it twice."""
CANCELLED = "57014"
"""SQLSTATE of what took longer than statement_timeout: the database itself would be no quicker."""
STARTED = "SELECT pg_postmaster_start_time(), pg_is_in_recovery(), pg_last_wal_replay_lsn()"
BEHIND = """
SELECT CASE WHEN %(there)s::pg_lsn >= %(here)s::pg_lsn THEN 0
            ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END
"""
"""Nothing is missing, or it stands where it stood at the last transaction it has heard of."""

T = TypeVar("T")
log = structlog.get_logger(__name__)
_reading: ContextVar[bool] = ContextVar("reading_the_replica", default=False)


@dataclass(frozen=True)
class State:
    """How the replica is."""

    lag: float | None
    """Seconds behind; None: it cannot be told."""
    fault: str = ""
    """Why it is not read from: silent, late, alone (it follows nobody any more)."""


@dataclass
class _Found:
    """What this process saw last."""

    state: State = State(None, "silent")
    until: float = 0


_found = _Found()


class ReadsReplica:
    """Models read in `read` come from the replica; whatever was read there is written to the database itself."""

    def db_for_read(self, model: type[Model], instance: Model | None = None, **hints: object) -> str | None:
        if _reading.get():
            return REPLICA
        return _home(instance)

    def db_for_write(self, model: type[Model], instance: Model | None = None, **hints: object) -> str | None:
        return _home(instance)


def is_set() -> bool:
    """Whether a replica is named."""
    return REPLICA in connections


def read(work: Callable[[], T]) -> T:
    """What `work` finds. It only reads, and may be run twice: on the database itself when the replica fails it."""
    if not is_set() or _reading.get() or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return work()
    if looked_at().fault:
        return work()
    try:
        with _from_replica():
            return work()
    except (OperationalError, InterfaceError) as error:
        if getattr(error.__cause__, "sqlstate", None) == CANCELLED:
            raise
        connections[REPLICA].close()
        _note(State(None, "silent"))
    return work()


def cursor() -> CursorWrapper:
    """For SQL of reports: of the replica within `read`."""
    return connections[REPLICA if _reading.get() else DEFAULT_DB_ALIAS].cursor()


def looked_at() -> State:
    """How it is, asked every few seconds at most."""
    if time.monotonic() >= _found.until:
        _note(look())
    return _found.state


def look() -> State:
    """Ask both servers now. Raises what the database itself raises, nothing of the replica's."""
    with connections[DEFAULT_DB_ALIAS].cursor() as here:
        here.execute("SELECT pg_postmaster_start_time(), pg_current_wal_lsn()")
        started, written = here.fetchone()
    try:
        with connections[REPLICA].cursor() as there:
            there.execute(STARTED)
            own_start, follows, replayed = there.fetchone()
            if not follows:
                # Another address of the same server is up to date; one that was made a server of its own is not.
                return State(0) if own_start == started else State(None, "alone")
            there.execute(BEHIND, {"here": written, "there": replayed})
            told = there.fetchone()[0]
    except (OperationalError, InterfaceError):
        connections[REPLICA].close()
        return State(None, "silent")
    lag = None if told is None else float(told)
    return State(lag, "" if lag is not None and lag <= settings.REPLICA_LAG_SECONDS else "late")


def forget() -> None:
    """Ask anew at the next reading."""
    _found.until = 0


def _note(state: State) -> None:
    if state.fault and state.fault != _found.state.fault:
        log.warning("replica_not_read", why=state.fault, lag=state.lag)
    elif _found.state.fault and not state.fault:
        log.info("replica_read", lag=state.lag)
    _found.state = state
    _found.until = time.monotonic() + (LEFT_ALONE if state.fault == "silent" else LOOKED_AT)


@contextmanager
def _from_replica() -> Iterator[None]:
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def _home(instance: Model | None) -> str | None:
    """Django would go on with the connection a row came by."""
    return DEFAULT_DB_ALIAS if instance is not None and instance._state.db == REPLICA else None  # noqa: SLF001
