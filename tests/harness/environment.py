"""The environment of one test process. Settings read nothing else, so it must stand before they load."""

import fcntl
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit, urlunsplit

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
# Kept between runs: the embedded servers' data and the template database.
TESTS_VAR = PROJECT / "var" / "tests"
# What a developer's own shell may hold and no test may see.
FOREIGN = ("KARTOTEKA_", "DATABASE_", "REDIS_", "EMAIL_", "CELERY_")
OURS = ("KARTOTEKA_TEST_", "KARTOTEKA_HYPOTHESIS", "KARTOTEKA_SERVICE_USER")
REDIS_NUMBERS = range(1, 16)


@dataclass(frozen=True)
class Servers:
    """Addresses of the servers, without a database of one's own."""

    application_url: str
    owner_url: str
    redis_url: str


def with_path(url: str, path: str) -> str:
    """The same server, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{path}"))


def clean_environment() -> dict[str, str]:
    """Our environment without anything that tells the product where its servers and files are.

    For tests that start whole copies of the product.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept


@dataclass
class Own:
    """What belongs to this process alone; given back by `release`."""

    run: str
    worker: str
    redis_lock: IO[str]

    @property
    def name(self) -> str:
        return f"kartoteka_test_{self.run}_{self.worker}"

    @property
    def var(self) -> Path:
        return TESTS_VAR / "processes" / f"{self.run}-{self.worker}"

    def release(self) -> None:
        shutil.rmtree(self.var, ignore_errors=True)
        self.redis_lock.close()


def claim(servers: Servers, *, run: str, worker: str) -> Own:
    """Take a Valkey database of our own and set every variable the settings read."""
    number, lock = claim_redis_number()
    own = Own(run, worker, lock)
    own.var.mkdir(parents=True, exist_ok=True)
    for name in [name for name in os.environ if name.startswith(FOREIGN) and not name.startswith(OURS)]:
        del os.environ[name]
    os.environ |= {
        "DATABASE_URL": with_path(servers.application_url, own.name),
        "DATABASE_OWNER_URL": with_path(servers.owner_url, own.name),
        "REDIS_URL": with_path(servers.redis_url, str(number)),
        "KARTOTEKA_REDIS_PREFIX": own.name,
        "KARTOTEKA_VAR": str(own.var),
        "KARTOTEKA_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "KARTOTEKA_TESTING": "1",
        # Servers of tests stand on this machine.
        "KARTOTEKA_PRIVATE_HOSTS": "127.0.0.1,::1",
        # Tests open many connections side by side, and the server of journeys keeps some of its own.
        "KARTOTEKA_DB_POOL": "24",
    }
    return own


def sweep_folders() -> None:
    """Remove what killed runs left; a run's number is that of its main process."""
    for folder in (TESTS_VAR / "processes").glob("*-*"):
        if not has_process(folder.name.partition("-")[0]):
            shutil.rmtree(folder, ignore_errors=True)


def has_process(run: str) -> bool:
    """Whether the run goes on; where processes cannot be looked up, it does."""
    processes = Path("/proc")
    return not processes.exists() or (processes / run).exists()


def claim_redis_number() -> tuple[int, IO[str]]:
    """The first number nobody holds, other runs in the same tree included: emptying the cache empties the number."""
    folder = TESTS_VAR / "redis"
    folder.mkdir(parents=True, exist_ok=True)
    for number in REDIS_NUMBERS:
        lock = (folder / f"{number}.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return number, lock
    raise pytest.UsageError(f"All {len(REDIS_NUMBERS)} Valkey databases are taken by test processes that run now.")
