"""A whole copy of the product in a folder of its own, started and watched from outside like a person would."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from embedded import cluster
from embedded.home import away_folder
from embedded.locks import is_held
from embedded.paths import Layout
from tests.harness.environment import PROJECT, clean_environment

SECONDS = 90
OPEN = re.compile(r"http://[\w.]+:(\d+)")


def eventually(what: Callable[[], Any], *, seconds: float = SECONDS, why: str) -> Any:
    """Return the first true answer of `what`; fail when none comes in time."""
    deadline = time.monotonic() + seconds
    while True:
        if found := what():
            return found
        assert time.monotonic() < deadline, why
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Product:
    """One copy: where its code and data stand and who runs it."""

    var: Path
    code: Path = PROJECT
    python: str = sys.executable
    environment: dict[str, str] = field(default_factory=dict)
    uid: int | None = None
    started: list["Up"] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        return Layout(self.var)

    def run(self, *words: str, environment: Mapping[str, str] | None = None) -> Run:
        """Run a command of `manage.py` to its end."""
        done = subprocess.run(
            [self.python, "manage.py", *words],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            **self._how(environment),
        )
        return Run(done.returncode, done.stdout, done.stderr)

    def begin(self, *words: str) -> "subprocess.Popen[str]":
        """Start a command and leave it running."""
        return subprocess.Popen(
            [self.python, "manage.py", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **self._how(None),
        )

    def up(self, *words: str, environment: Mapping[str, str] | None = None) -> "Up":
        """Start `up` on a free port without waiting."""
        up = Up(self, words if "--port" in words else (*words, "--port", str(free_port())), environment)
        self.started.append(up)
        return up

    def processes(self) -> dict[int, str]:
        """Every process of this copy: whatever names its folder, works in it, or is a server on its data."""
        mark, title = os.fsencode(self.var), f"postgres: {cluster.cluster_name(self.layout.pg.resolve())}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                words, looks = _look_at(entry)
                if words and (mark in looks or words.startswith(title)):
                    found[int(entry.name)] = words.replace(b"\0", b" ").decode(errors="replace")
        return found

    def pids(self, word: str) -> list[int]:
        """Return this copy's processes whose command line contains a word."""
        return [pid for pid, words in self.processes().items() if word in words]

    def assert_nothing_left(self, seconds: float = 20) -> None:
        """No process and no lock may outlive the product."""
        eventually(lambda: not self.processes(), seconds=seconds, why=f"still running: {self.processes()}")
        held = [lock.name for lock in self.var.glob("*.lock") if is_held(lock)]
        assert held == []

    def remove(self) -> None:
        """End what a failed test has left and remove its folders."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.layout.socket_link.is_symlink():
            shutil.rmtree(self.layout.socket_link.readlink(), ignore_errors=True)
        away = away_folder(self.layout)
        shutil.rmtree(self.var, ignore_errors=True)
        shutil.rmtree(away, ignore_errors=True)

    def _how(self, environment: Mapping[str, str] | None) -> dict[str, Any]:
        who = {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}
        given = {"KARTOTEKA_VAR": str(self.var), **self.environment, **(environment or {})}
        return {"cwd": self.code, "env": {**clean_environment(), **given}, **who}


class Up:
    """A running `manage.py up`."""

    def __init__(self, product: Product, words: tuple[str, ...], environment: Mapping[str, str] | None) -> None:
        self.product = product
        self.output = product.var.with_name(f"{product.var.name}.{len(product.started)}.out")
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [product.python, "manage.py", "up", *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                **product._how({"PYTHONUNBUFFERED": "1", **(environment or {})}),
            )

    @property
    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_open(self) -> "Up":
        """Wait until it says where it is open."""
        eventually(lambda: self.process.poll() is not None or "Ctrl-C" in self.said, why=f"not open: {self.said}")
        assert self.process.poll() is None, self.said
        return self

    @property
    def port(self) -> int:
        found = OPEN.search(self.said)
        assert found, self.said
        return int(found[1])

    def get(self, path: str) -> tuple[int, str]:
        """Return the status and text of a page."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            response = connection.getresponse()
            return response.status, response.read().decode()

    def stop(self, what: signal.Signals = signal.SIGINT) -> int:
        """Ask it to stop; returns its exit code."""
        self.process.send_signal(what)
        return self.process.wait(SECONDS)

    def wait(self) -> int:
        return self.process.wait(SECONDS)


def _look_at(entry: Path) -> tuple[bytes, bytes]:
    """Return a process's command line, and that together with its environment and folder."""
    parts = []
    for name in ("cmdline", "environ"):
        try:
            parts.append((entry / name).read_bytes())
        except OSError:
            parts.append(b"")
    try:
        parts.append(os.fsencode((entry / "cwd").readlink()))
    except OSError:
        parts.append(b"")
    return parts[0], b"\0".join(parts)
