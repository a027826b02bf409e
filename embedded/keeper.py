"""The keeper: a small detached process, parent of PostgreSQL and Valkey, that stops them when nobody uses them.

Started by whoever finds the services down: `python -m embedded.keeper VAR REPORT_FD`. On REPORT_FD it writes
one JSON object a line: `{"progress": seconds}`, then `{"ready": true}` or `{"error": code, "params": {…}}`.
"""

import json
import os
import select
import shutil
import signal
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from embedded import cluster, passwords, state
from embedded.errors import ServicesError
from embedded.folders import explained, make_own, require_space
from embedded.home import Home, find_home
from embedded.locks import FileLock
from embedded.paths import Layout
from embedded.postgres import Postgres, is_socket_dir_of
from embedded.valkey import Valkey

POLL_SECONDS = 0.25
GRACE_SECONDS = 2.0
PREDECESSOR_SECONDS = 120
COPY_SECONDS = 20


class Keeper:
    """Owns both servers from start to stop."""

    def __init__(self, layout: Layout, report: int) -> None:
        self.layout = layout
        self.report = report
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        self.notices: list[dict[str, Any]] = []
        self.must_stop = False
        self.in_a_hurry = False
        self._alone = FileLock(layout.keeper_lock)
        self._users = FileLock(layout.users_lock)
        self._wakeup = _wakeup_pipe()

    def run(self) -> None:
        """Start, stay while somebody uses the services or they are pinned, stop in order: queue, then database."""
        if not self._alone.take_within(PREDECESSOR_SECONDS):
            return
        try:
            self._listen_to_signals()
            self._start()
            self._stay()
        finally:
            # Away with the state first: who comes now waits for our end and starts a keeper of his own.
            self.layout.state.unlink(missing_ok=True)
            self._stop()

    def _start(self) -> None:
        self.layout.pin.unlink(missing_ok=True)
        home = find_home(self.layout)
        if home.away:
            self._notice("moved_home", user=home.user.name, path=self.layout.var, home=home.away)
        self._data = FileLock(home.pg.with_name("pg.lock"))
        if not self._data.take_within(COPY_SECONDS):
            raise ServicesError("data_in_use", path=self.layout.pg)
        self._remove_old_socket_dir(home)
        require_space(home.pg)
        secret = self._prepare_data(home)
        self._start_servers(home, secret)
        state.write(
            self.layout,
            state.State(
                run=uuid.uuid4().hex,
                keeper=os.getpid(),
                socket_dir=str(self.postgres.socket_dir) if self.postgres else "",
                valkey_port=self.valkey.port if self.valkey else 0,
                notices=self.notices,
            ),
        )
        self._tell(ready=True)

    def _prepare_data(self, home: Home) -> passwords.Passwords:
        secret = passwords.read(self.layout)
        has_data = cluster.check_data(home, self.layout.pg)
        if has_data:
            cluster.clear_leftovers(home.pg)
        if secret is None:
            secret = passwords.make(self.layout)
            if has_data:
                cluster.set_superuser_password(home, secret.superuser)
        if not has_data:
            cluster.make_cluster(home, secret.superuser)
        return secret

    def _start_servers(self, home: Home, secret: passwords.Passwords) -> None:
        self.valkey = Valkey(home, self.layout.valkey_log, secret.queue)
        self.valkey.launch()
        self.postgres = Postgres(home, self.layout.postgres_log, self.layout.pg)
        self.layout.socket_link.symlink_to(self.postgres.socket_dir)
        self.postgres.start(lambda seconds: self._tell(progress=seconds))
        self.valkey.wait()
        if self.valkey.put_aside:
            self._notice("queue_reset", path=self.valkey.put_aside)

    def _stay(self) -> None:
        idle_since: float | None = None
        while not self.must_stop and self._servers_live():
            if self._users.try_take():
                now = time.monotonic()
                idle_since = idle_since or now
                idle = now - idle_since >= GRACE_SECONDS or self.in_a_hurry
                if idle and not self.layout.pin.exists():
                    return  # with the lock held: nobody can begin to use what is being stopped
                self._users.release()
            else:
                idle_since = None
            self._wait()

    def _servers_live(self) -> bool:
        servers = (self.postgres, self.valkey)
        return all(server and server.process and server.process.poll() is None for server in servers)

    def _stop(self) -> None:
        if self.valkey:
            self.valkey.stop()
        if self.postgres:
            self.postgres.stop()
        self.layout.socket_link.unlink(missing_ok=True)

    def _remove_old_socket_dir(self, home: Home) -> None:
        if self.layout.socket_link.is_symlink():
            old = self.layout.socket_link.readlink()
            if is_socket_dir_of(old, home.pg):
                shutil.rmtree(old, ignore_errors=True)
            self.layout.socket_link.unlink()

    def _listen_to_signals(self) -> None:
        for what in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(what, self._on_stop)
        signal.signal(signal.SIGUSR1, self._on_hurry)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _on_stop(self, number: int, frame: FrameType | None) -> None:
        self.must_stop = True

    def _on_hurry(self, number: int, frame: FrameType | None) -> None:
        self.in_a_hurry = True

    def _wait(self) -> None:
        """Sleep until the next look; a signal or a child's end wakes earlier."""
        if select.select([self._wakeup], [], [], POLL_SECONDS)[0]:
            os.read(self._wakeup, 1024)

    def _notice(self, code: str, **params: object) -> None:
        self.notices.append({"code": code, "params": {name: str(value) for name, value in params.items()}})

    def _tell(self, **message: object) -> None:
        tell(self.report, message)


def tell(report: int, message: dict[str, object]) -> None:
    """Write one line to whoever started us; he may be gone."""
    with suppress(OSError):
        os.write(report, (json.dumps(message) + "\n").encode())


def _wakeup_pipe() -> int:
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    return reading


def main() -> int:
    """Run until nobody needs the services. Returns the exit code."""
    if os.fork():  # our starter waits for this end only: it must not become the parent of a process that outlives it
        return 0
    layout, report = Layout(Path(sys.argv[1])), int(sys.argv[2])
    make_own(layout.logs, 0o700)
    try:
        with explained(layout.var):
            Keeper(layout, report).run()
    except ServicesError as error:
        tell(report, {"error": error.code, "params": error.params})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
