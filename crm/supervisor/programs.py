"""The command lines of web server, workers and clock."""

import sys
from pathlib import Path

from crm.supervisor.children import Program

CELERY = [sys.executable, "-m", "celery", "-A", "crm"]
LOUDNESS = ["--loglevel", "INFO"]
WORKER = [*LOUDNESS, "--without-gossip", "--without-mingle", "--include"]
POOL, GIVE_WAY = "crm.supervisor.pool", "crm.supervisor.give_way"
STATEMENT_TIMEOUT_MS = "5000"
"""A page that the database works on for longer is of no use to the person who waits."""


def web(socket: int, processes: int) -> Program:
    """Return the web server on a listening socket."""
    return Program(
        name="web",
        command=[sys.executable, "-m", "gunicorn", "-c", "python:crm.supervisor.gunicorn_conf", "crm.wsgi"],
        environment={
            "KARTOTEKA_WEB_SOCKET": str(socket),
            "KARTOTEKA_WEB_PROCESSES": str(processes),
            "KARTOTEKA_STATEMENT_TIMEOUT_MS": STATEMENT_TIMEOUT_MS,
        },
        descriptors=(socket,),
    )


def worker(name: str, queues: str, processes: int, *, gives_way: bool = False) -> Program:
    """Return a worker of some queues; who gives way takes what the others leave of the machine."""
    included = f"{POOL},{GIVE_WAY}" if gives_way else POOL
    return Program(
        name=f"worker-{name}",
        command=[*CELERY, "worker", "-n", f"{name}@%h", "-Q", queues, "-c", str(processes), *WORKER, included],
    )


def beat(var: Path) -> Program:
    """Return the clock."""
    return Program(name="beat", command=[*CELERY, "beat", *LOUDNESS, "--schedule", str(var / "beat-schedule")])
