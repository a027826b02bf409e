"""Starts and stops PostgreSQL as a child of the keeper."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from embedded import cluster, wheels
from embedded.errors import ServicesError
from embedded.home import Home
from embedded.processes import die_with_parent

PORT = 5432
SOCKET_LIMIT = 107
SOCKET_PREFIX = "kartoteka-"
POLL_SECONDS = 0.02
STALL_SECONDS = 120
STOP_SECONDS = 60
LEVELS = ("PANIC", "FATAL", "ERROR")
DAMAGE = ("could not read", "invalid", "corrupt", "could not locate", "could not open", "missing", "could not access")


class Postgres:
    """One server on one data folder. It listens on a Unix socket only, in a folder nobody else may enter."""

    def __init__(self, home: Home, log: Path, shown: Path) -> None:
        self.home = home
        self.log = log
        self.shown = shown
        self.socket_dir = make_socket_dir(home)
        self.process: subprocess.Popen[bytes] | None = None
        self._log_starts_at = 0

    def start(self, on_progress: Callable[[int], None]) -> None:
        """Start and wait until connections are accepted; a long recovery is waited for while it moves on.

        `on_progress` gets the seconds waited, once a second. Raises ServicesError.
        """
        self._log_starts_at = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.home.postgres_bin / "postgres", "-D", self.home.pg, *self._settings()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=wheels.plain_environment(),
                # SIGINT is the fast and clean stop, so that even the keeper's sudden death loses nothing.
                preexec_fn=die_with_parent(signal.SIGINT),  # noqa: PLW1509 - the keeper has one thread
                **self.home.user.for_process(),
            )
        self._wait_until_ready(self.process, on_progress)

    def stop(self) -> None:
        """Stop cleanly; hard only when that takes longer than a minute."""
        if self.process is not None:
            for what, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
                if self.process.poll() is not None:
                    break
                self.process.send_signal(what)
                try:
                    self.process.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
        shutil.rmtree(self.socket_dir, ignore_errors=True)

    def _wait_until_ready(self, process: subprocess.Popen[bytes], on_progress: Callable[[int], None]) -> None:
        began = moved = time.monotonic()
        told, size = 0, 0
        while not self._is_ready(process.pid):
            if process.poll() is not None:
                raise self._why_it_ended()
            time.sleep(POLL_SECONDS)
            now = time.monotonic()
            if (current := self.log.stat().st_size) != size:
                size, moved = current, now
            if now - moved > STALL_SECONDS:
                raise ServicesError("start_stalled", server="PostgreSQL", seconds=STALL_SECONDS, log=self.log)
            if int(now - began) > told:
                told = int(now - began)
                on_progress(told)

    def _is_ready(self, pid: int) -> bool:
        """Read what the server itself writes into its pid file (pg_ctl does the same)."""
        try:
            lines = (self.home.pg / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _why_it_ended(self) -> ServicesError:
        with self.log.open("rb") as log:
            log.seek(self._log_starts_at)
            said = log.read().decode("utf-8", errors="replace")
        if "No space left on device" in said or "Disk quota exceeded" in said:
            return ServicesError("disk_full", path=self.shown, need=1024)
        found = [match[1] for level in LEVELS for match in re.finditer(rf"{level}: +(.+)", said)]
        reason = found[0] if found else (said.strip().splitlines() or ["?"])[-1]
        if any(word in reason for word in DAMAGE):
            return ServicesError("data_damaged", path=self.shown, reason=reason, log=self.log)
        return ServicesError("start_failed", server="PostgreSQL", reason=reason, log=self.log)

    def _settings(self) -> list[str]:
        values = {
            "listen_addresses": "",
            "port": PORT,
            "unix_socket_directories": self.socket_dir,
            "unix_socket_permissions": "0700",
            "cluster_name": cluster.cluster_name(self.home.pg),
            "update_process_title": "on",
            **MEMORY_AND_DISK,
            **memory_settings(),
            **LOGGING,
            "timezone": "UTC",
        }
        return [word for name, value in values.items() for word in ("-c", f"{name}={value}")]


MEMORY_AND_DISK: dict[str, object] = {
    # A trial of some ten people: bulk loads and reports matter more than many connections.
    "max_connections": 100,
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "2GB",
    "min_wal_size": "80MB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "wal_level": "minimal",  # no replicas here; backups are logical
    "max_wal_senders": 0,
    "random_page_cost": 1.1,
    "jit": "off",
    "huge_pages": "off",
}
LOGGING: dict[str, object] = {
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    # Statements, values of rows and errors that quote them are personal data: the application reports its errors.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_startup_progress_interval": "5s",
    "log_checkpoints": "off",
}


def memory_settings() -> dict[str, object]:
    """Return settings that follow the size of the machine: an eighth of memory for buffers, 128 MB to 1 GB."""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20
    settings: dict[str, object] = {
        "shared_buffers": f"{min(max(total // 8, 128), 1024)}MB",
        "effective_cache_size": f"{max(total // 2, 256)}MB",
    }
    if not Path("/dev/shm").is_dir() or shutil.disk_usage("/dev/shm").free < 512 * 2**20:  # noqa: S108 - only measured
        settings["dynamic_shared_memory_type"] = "mmap"  # containers give it 64 MB, a parallel query wants more
    return settings


def make_socket_dir(home: Home) -> Path:
    """Make a private folder with a short name: the path of a Unix socket is limited to 107 bytes."""
    for parent in (None, "/tmp", "/var/tmp"):  # noqa: S108 - mkdtemp makes a private folder
        folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=parent))
        short = len(os.fsencode(folder / f".s.PGSQL.{PORT}.lock")) <= SOCKET_LIMIT
        if short and home.user.can(folder.parent, os.X_OK):
            home.user.own(folder)
            return folder
        folder.rmdir()
    raise ServicesError("start_failed", server="PostgreSQL", reason="no short temporary folder", log=folder)


def is_socket_dir_of(folder: Path, pg: Path) -> bool:
    """Say whether a folder was made for a server on `pg`: a copied `var` names the folder of its original."""
    if not folder.name.startswith(SOCKET_PREFIX):
        return False
    try:
        lines = (folder / f".s.PGSQL.{PORT}.lock").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return len(lines) > 1 and lines[1] == str(pg)
