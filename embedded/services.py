"""The handle through which a process uses the embedded services."""

import os
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from embedded import passwords, state
from embedded.errors import ServicesError
from embedded.folders import make_var, write_private
from embedded.launch import OnProgress, ensure_running
from embedded.locks import FileLock, is_held
from embedded.paths import Layout, var_dir

STOP_SECONDS = 90
STILL_USED_SECONDS = 1.5
POLL_SECONDS = 0.05


@dataclass
class Services:
    """Running services, kept running until `release`; usable as a context manager."""

    database_url: str
    database_owner_url: str
    redis_url: str
    keeper: int
    layout: Layout
    notices: list[dict[str, Any]] = field(default_factory=list)
    _lock: FileLock | None = None

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables by which the product finds its servers."""
        return {
            "DATABASE_URL": self.database_url,
            "DATABASE_OWNER_URL": self.database_owner_url,
            "REDIS_URL": self.redis_url,
        }

    def pin(self) -> None:
        """Let the services stay without users until `stop`."""
        write_private(self.layout.pin, "")

    def release(self, *, at_once: bool = False) -> bool:
        """Stop using the services; the keeper stops them a moment after their last user has gone.

        With `at_once` wait for that and return False when somebody else still uses them.
        """
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        return wait_for_stop(self.layout) if at_once else True

    def __enter__(self) -> "Services":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


@dataclass(frozen=True)
class Status:
    """What `status` found without starting anything."""

    running: bool
    database_url: str | None = None
    database_owner_url: str | None = None
    redis_url: str | None = None
    keeper: int | None = None


def acquire(var: Path | None = None, *, on_progress: OnProgress = lambda _: None) -> Services:
    """Use the services of this copy, starting them if they are down. Raises ServicesError.

    `on_progress` gets the seconds waited so far when the database takes long to start.
    """
    from embedded.provision import provision  # psycopg is slow to import and not needed for `status`

    layout = Layout(var or var_dir())
    make_var(layout)
    users = FileLock(layout.users_lock)
    users.share()
    try:
        with FileLock(layout.start_lock):
            running = ensure_running(layout, on_progress)
            known = passwords.read(layout)
            if known is None:
                raise ServicesError("keeper_lost", log=layout.keeper_log)
            provision(running.socket_dir, known)
    except BaseException:
        users.release()
        raise
    return _handle(layout, running, known, users)


def status(var: Path | None = None) -> Status:
    """Say what runs, without starting it."""
    layout = Layout(var or var_dir())
    running = state.read(layout)
    known = passwords.read(layout) if running else None
    if running is None or known is None:
        return Status(running=False)
    handle = _handle(layout, running, known, None)
    return Status(running=True, keeper=handle.keeper, **{name.lower(): url for name, url in handle.environment.items()})


def stop(var: Path | None = None) -> bool:
    """Take the pin out and stop the services unless somebody uses them; returns False then."""
    layout = Layout(var or var_dir())
    layout.pin.unlink(missing_ok=True)
    return wait_for_stop(layout)


def wait_for_stop(layout: Layout) -> bool:
    """Ask the keeper to stop now if nobody uses the services; returns False when it stays."""
    running = state.read(layout)
    if running is None:
        return _gone(layout)
    with suppress(ProcessLookupError, PermissionError):
        os.kill(running.keeper, signal.SIGUSR1)
    deadline = time.monotonic() + STILL_USED_SECONDS
    while state.read(layout) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return _gone(layout)


def _gone(layout: Layout) -> bool:
    deadline = time.monotonic() + STOP_SECONDS
    while is_held(layout.keeper_lock):
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _handle(layout: Layout, running: state.State, known: passwords.Passwords, lock: FileLock | None) -> Services:
    socket = running.socket_dir
    return Services(
        database_url=state.database_url(socket, state.APPLICATION_ROLE, known.application),
        database_owner_url=state.database_url(socket, state.OWNER_ROLE, known.owner),
        redis_url=state.redis_url(running, known),
        keeper=running.keeper,
        layout=layout,
        notices=running.notices,
        _lock=lock,
    )
