"""Ends the process of a worker at a chosen statement of a chosen run, as a lost machine would.

Real workers include this module. A test leaves its aims in a file: the kind of job and, for one attempt after another,
the number of the statement after which the process is killed, its transaction still open. An aim is taken off before
it is fired, so the next process goes on to the next one. Batches are made small here: the middle of a job of thousands
of rows is to be found in a base of hundreds.
"""

import importlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from celery.signals import task_postrun, task_prerun
from django.conf import settings
from django.db import connections

from journal.models import JobRun
from journal.runs.waking import TASK

AT_THE_END = -1
"""When everything is done and the end of the run is being written down."""
SMALL = (
    ("journal.operations.running", "BATCH", 60),
    ("campaigns.sending.filling", "BATCH", 20),
    ("campaigns.triggers.passing", "BATCH", 20),
    ("consents.documents.reconsent", "BATCH", 20),
    ("consents.erasure.services", "AT_ONCE", 5),
    ("consents.ledger.expiring", "BATCH", 40),
    ("crm.jobs", "BATCH", 10),
    ("files.jobs", "BATCH", 5),
    ("customers.attached.purging", "BATCH", 3),
    ("imports.keeping", "AT_ONCE", 20),
    ("imports.staging.checking", "BATCH", 25),
    ("interactions.tasks.jobs", "BATCH", 5),
    ("journal.keeping", "ITEMS_AT_ONCE", 40),
    ("journal.runs.builtin", "BATCH", 10),
    ("journal.seals.verifying", "SEALS_AT_ONCE", 2),
    ("listing.exports.freezing", "CHUNK", 50),
    ("messaging.delivery.jobs", "BATCH", 10),
    ("messaging.public.reminding", "BATCH", 5),
    ("quality.cleaning.scanning", "AT_ONCE", 60),
    ("quality.matching.keeping", "AT_ONCE", 60),
    ("quality.search.finding", "IN_BATCH", 60),
    ("sales.values", "AT_ONCE", 60),
    ("segmentation.scores.touched", "AT_ONCE", 60),
)


def aims_file() -> Path:
    return Path(settings.VAR_DIR) / "aims.json"


def counted_file() -> Path:
    return Path(settings.VAR_DIR) / "counted.txt"


def busy_file() -> Path:
    return Path(settings.VAR_DIR) / "busy"


def is_busy() -> bool:
    """Whether a run is worked on: what is done after the commit of its end is done in it, too."""
    return busy_file().exists()


def aim(kind: str, at: list[int]) -> None:
    """Called by the test before the run begins."""
    counted_file().unlink(missing_ok=True)
    _write(aims_file(), json.dumps({"kind": kind, "at": at}))


def aims_left() -> int:
    return len(json.loads(aims_file().read_text())["at"])


def counted() -> int:
    """Statements of the attempt that nobody killed. A message that came twice has few of its own."""
    return int(counted_file().read_text())


class Marksman:
    """Counts the statements of one attempt, on all connections of its process, and fires when its aim is reached."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.count = 0

    def __call__(self, execute: Callable[..., Any], statement: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(statement, params, many, context)
        self.count += 1
        if self.count == self.at or (self.at == AT_THE_END and _writes_the_end(str(statement), params)):
            self.fire()
        return answer

    def fire(self) -> None:
        aims = json.loads(aims_file().read_text())
        _write(aims_file(), json.dumps(aims | {"at": aims["at"][1:]}))
        os.kill(os.getpid(), signal.SIGKILL)


def _writes_the_end(statement: str, params: Any) -> bool:
    return statement.startswith('UPDATE "journal_jobrun"') and "done" in (params or ())


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    part.write_text(text)
    part.replace(path)


_standing: list[Marksman] = []


def take_aim(task: Any = None, args: Any = (), **_others: Any) -> None:
    """Before a worker looks at a run."""
    if task.name != TASK:
        return
    busy_file().touch()
    if not aims_file().exists():
        return
    aims = json.loads(aims_file().read_text())
    if JobRun.objects.filter(pk=args[0], kind=aims["kind"]).exists():
        _standing.append(Marksman(aims["at"][0] if aims["at"] else None))
        for connection in connections.all():
            connection.execute_wrappers.append(_standing[-1])


def stand_down(task: Any = None, **_others: Any) -> None:
    """After it."""
    for marksman in _standing:
        for connection in connections.all():
            connection.execute_wrappers.remove(marksman)
        most = int(counted_file().read_text()) if counted_file().exists() else 0
        _write(counted_file(), str(max(most, marksman.count)))
    _standing.clear()
    if task.name == TASK:
        busy_file().unlink(missing_ok=True)


def make_small() -> None:
    for module, name, size in SMALL:
        place = importlib.import_module(module)
        assert isinstance(getattr(place, name), int), f"{module}.{name} is gone"
        setattr(place, name, size)


if os.environ.get("KARTOTEKA_TEST_FAULTS"):
    task_prerun.connect(take_aim)
    task_postrun.connect(stand_down)
    make_small()
