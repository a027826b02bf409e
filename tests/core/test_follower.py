"""A real replica by streaming: read while it keeps up, left alone when it is late, silent, or on its own."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from embedded import wheels
from scripts.postgres15 import free_port, running, unprivileged
from tests.harness.environment import PROJECT, clean_environment

pytestmark = [pytest.mark.nightly, pytest.mark.alone]
PROBE = PROJECT / "tests" / "core" / "follower_probe.py"
SECONDS = 30


@pytest.fixture
def place() -> Iterator[Path]:
    """Not pytest's own: the servers' user must get there."""
    with tempfile.TemporaryDirectory(prefix="kartoteka-follower-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


class Probe:
    """A process of the product between the two servers."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def tells(self, line: str = "look") -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def comes_to(self, **wanted: object) -> dict[str, Any]:
        """Ask until these are told."""
        deadline = time.monotonic() + SECONDS
        while True:
            told = self.tells()
            if told.items() >= wanted.items() or time.monotonic() > deadline:
                return told
            time.sleep(0.2)


def program(name: str) -> str:
    return str(wheels.postgres_bin(wheels.postgres_package()) / name)


def make(folder: Path) -> Path:
    """A folder that the servers' user may enter."""
    folder.mkdir()
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    return folder


@contextmanager
def served(data: Path, port: int, *more: str) -> Iterator[str]:
    """A server on this folder; yields its address."""
    command = [program("postgres"), "-D", str(data), "-p", str(port), "-k", "", "-c", "listen_addresses=127.0.0.1"]
    with running(unprivileged([*command, "-c", "fsync=off", *more]), data.parent):
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                psycopg.connect(url).close()
                break
            except psycopg.OperationalError:
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield url


@contextmanager
def probing(main: str, follower: str) -> Iterator[Probe]:
    environment = clean_environment() | {
        "DJANGO_SETTINGS_MODULE": "crm.settings", "PYTHONPATH": str(PROJECT), "KARTOTEKA_REPLICA_LAG_SECONDS": "2",
        "DATABASE_URL": main, "DATABASE_REPLICA_URL": follower, "KARTOTEKA_VAR": os.environ["KARTOTEKA_VAR"],
    }  # fmt: skip
    with subprocess.Popen(
        [sys.executable, str(PROBE)], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Probe(process)
        process.kill()


@pytest.mark.timeout(300)
def test_replica_that_follows(place: Path) -> None:
    first, second = make(place / "first"), make(place / "second")
    made = [program("initdb"), "-D", str(first / "data"), "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run(unprivileged([*made, "--locale=C"]), cwd=first, check=True, stdout=subprocess.DEVNULL)
    with served(first / "data", free_port()) as main, ExitStack() as later:
        copied = [program("pg_basebackup"), "-d", main, "-D", str(second / "data"), "-R", "-X", "stream", "--no-sync"]
        subprocess.run(unprivileged([*copied, "-c", "fast"]), cwd=second, check=True)
        port = free_port()
        url = later.enter_context(served(second / "data", port))
        with probing(main, url) as probe:
            probe.tells("write")
            assert probe.comes_to(by_replica=True, lag=0.0) == {
                "by_replica": True, "fault": "", "lag": 0.0, "health": "ok",
            }  # fmt: skip

            with psycopg.connect(url, autocommit=True) as there:
                there.execute("SELECT pg_wal_replay_pause()")
                probe.tells("write")
                late = probe.comes_to(fault="late")
                assert (late["by_replica"], late["health"]) == (False, "warn")
                assert late["lag"] > 2
                there.execute("SELECT pg_wal_replay_resume()")
            assert probe.comes_to(by_replica=True)["fault"] == ""

            later.close()
            silent = probe.tells("write")
            assert (silent["by_replica"], silent["fault"], silent["health"]) == (False, "silent", "warn")

            later.enter_context(served(second / "data", port))
            assert probe.comes_to(by_replica=True)["fault"] == ""
            with psycopg.connect(url, autocommit=True) as there:
                there.execute("SELECT pg_promote()")
            assert probe.comes_to(fault="alone")["by_replica"] is False
