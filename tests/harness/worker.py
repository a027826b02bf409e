"""A real Celery worker beside the test, on this process's database and queues."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.harness.environment import PROJECT

QUEUES = "interactive,bulk,send"
STARTED: list["Worker"] = []
"""By the test that is going on."""
START_SECONDS = 90
STOP_SECONDS = 45
"""Celery may take half a minute to end when a message came in just before; the product itself waits ten seconds."""


@dataclass
class Worker:
    """A running worker and its log."""

    process: subprocess.Popen[bytes]
    log: Path

    def wait_until(self, condition: Callable[[], bool], *, seconds: float = 15) -> None:
        """Ask again and again. Fails with the worker's log when it has died or the time is over."""
        deadline = time.monotonic() + seconds
        while not condition():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"the worker did not do it:\n{self.text()[-4000:]}")
            time.sleep(0.05)

    def text(self) -> str:
        """The log so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """As the machine's power would end it."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(STOP_SECONDS)


def end_all() -> None:
    """Of a test that failed before it stopped its own: one left would take the jobs of the next, or of a second try."""
    while STARTED:
        STARTED.pop().kill()


def start(
    folder: Path,
    *,
    queues: str = QUEUES,
    name: str = "worker",
    include: tuple[str, ...] = (),
    variables: Mapping[str, str] | None = None,
) -> Worker:
    """Returns when the worker takes jobs. `include`: modules with kinds of jobs for tests; killed, no child is left."""
    log = folder / f"{name}.log"
    command = [sys.executable, "-m", "celery", "--app", "crm", "worker", "--queues", queues]
    command += ["--concurrency", "1", "--loglevel", "INFO", "--hostname", f"{name}@{os.getpid()}", "--without-gossip"]
    command += ["--include", ",".join(("crm.supervisor.pool", *include))]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=PROJECT,
            env={**os.environ, **(variables or {})},
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
        )
    worker = Worker(process, log)
    STARTED.append(worker)
    try:
        worker.wait_until(lambda: "ready" in worker.text(), seconds=START_SECONDS)
    except BaseException:
        worker.kill()
        raise
    return worker
