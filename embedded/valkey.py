"""Starts and stops Valkey, the queue and cache, as a child of the keeper."""

import io
import signal
import socket
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path

from embedded import wheels
from embedded.errors import ServicesError
from embedded.folders import NEEDED_MB, explained, make_own
from embedded.home import Home
from embedded.locks import FileLock
from embedded.processes import die_with_parent

HOST = "127.0.0.1"
ATTEMPTS = 5
START_SECONDS = 60
STOP_SECONDS = 15
POLL_SECONDS = 0.02
CONFIG = """
bind {host}
port {port}
requirepass {password}
databases 128
dir ./
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
tcp-backlog 128
daemonize no
"""
# Nothing in the queue is missed when lost (the work stands in PostgreSQL), so a damaged file is put aside.
DAMAGE = (
    "Bad file format",
    "Unexpected end of file",
    "error reading",
    "Error reading",
    "corrupt",
    "Fatal error loading",
)


class Valkey:
    """One server on 127.0.0.1 with a password, on a port that was free."""

    def __init__(self, home: Home, log: Path, password: str) -> None:
        self.home = home
        self.log = log
        self.password = password
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.put_aside: Path | None = None
        self._log_starts_at = 0
        self._files = FileLock(home.valkey.with_name("valkey.lock"))

    def launch(self) -> None:
        """Start without waiting; `wait` tells when it answers."""
        with explained(self.home.valkey):
            if not self.home.valkey.exists():
                make_own(self.home.valkey, 0o700)
                self.home.user.own(self.home.valkey)
        self.port = free_port()
        self._log_starts_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                # The configuration goes through stdin: a password among the arguments is seen by everybody.
                [self.home.valkey_server, "-"],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.home.valkey,
                env=wheels.plain_environment(),
                # The server holds the lock as long as it lives: a new one never opens the files of a dying one.
                pass_fds=(self._take_files(),),
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - the keeper has one thread
                **self.home.user.for_process(),
            )
        config = CONFIG.format(host=HOST, port=self.port, password=self.password)
        with suppress(BrokenPipeError), closing(self.process.stdin or io.BytesIO()) as stdin:
            stdin.write(config.encode())

    def wait(self) -> None:
        """Wait until it answers; try another port or an empty queue when that is why it ended."""
        for _ in range(ATTEMPTS):
            said = self._wait_for_answer()
            if said is None:
                return
            if "No space left" in said:
                raise ServicesError("disk_full", path=self.home.valkey, need=NEEDED_MB)
            if any(word in said for word in DAMAGE) and self.put_aside is None:
                self._put_aside()
            elif "Address already in use" not in said:
                break
            self.launch()
        reason = (said.strip().splitlines() or ["?"])[-1] if said else "?"
        raise ServicesError("start_failed", server="Valkey", reason=reason, log=self.log)

    def stop(self) -> None:
        """Stop and let it write its file."""
        if self.process is None:
            return
        for what, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 5)):
            if self.process.poll() is not None:
                return
            self.process.send_signal(what)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                continue

    def _wait_for_answer(self) -> str | None:
        """Return None when it answers, or what it said before it ended."""
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.port, self.password):
            if self.process is None or self.process.poll() is not None:
                with self.log.open("rb") as log:
                    log.seek(self._log_starts_at)
                    return log.read().decode("utf-8", errors="replace")
            if time.monotonic() > deadline:
                raise ServicesError("start_stalled", server="Valkey", seconds=START_SECONDS, log=self.log)
            time.sleep(POLL_SECONDS)
        return None

    def _take_files(self) -> int:
        if not self._files.take_within(STOP_SECONDS):
            raise ServicesError("start_stalled", server="Valkey", seconds=STOP_SECONDS, log=self.log)
        return self._files.descriptor

    def _put_aside(self) -> None:
        self.put_aside = self.home.valkey.with_name(f"valkey-damaged-{int(time.time())}")
        self.home.valkey.rename(self.put_aside)


def free_port() -> int:
    """Return a port of 127.0.0.1 that is free at this moment."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def answers(port: int, password: str) -> bool:
    """Say whether a server with this password answers there and has loaded its data."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            said = b""
            while b"PONG" not in said and b"-" not in said:
                part = connection.recv(256)
                if not part:
                    return False
                said += part
    except OSError:
        return False
    return b"PONG" in said
