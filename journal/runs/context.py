"""What a running job holds in its hand: `core.registries.jobs.JobContext`."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.models.job import JobRun
from journal.runs.errors import LeaseLost
from journal.runs.heartbeat import Heartbeat
from journal.runs.leases import end_if_frozen, guard

NOTE_LENGTH = 300
Watch = Callable[[int, int], None]
"""Told (done, total) in the process that works."""


class RunContext:
    """Writes for one claim of one run."""

    def __init__(self, run: JobRun, heartbeat: Heartbeat, watch: Watch | None = None) -> None:
        self._watch = watch
        self._run = run
        self._heartbeat = heartbeat
        self._in_step = False
        self._told: tuple[int, int, str] | None = None

    @property
    def job_id(self) -> UUID:
        return self._run.pk

    @property
    def args(self) -> Mapping[str, Any]:
        return dict(self._run.args)

    @property
    def actor_id(self) -> int:
        return self._run.actor_id

    @property
    def actor_name(self) -> str:
        return self._run.actor_name

    @property
    def operation_id(self) -> UUID | None:
        return self._run.operation_id

    @contextmanager
    def step(self) -> Iterator[None]:
        """One transaction, committed only while the claim holds and nobody has asked to stop.

        The run's row is locked by its last statement alone: a lock held through the step would make the heartbeat and
        the button «stop» wait for it. `progress` told inside is committed with the step, so it never runs ahead.
        """
        self._refuse_lost()
        with transaction.atomic(durable=True):
            self._in_step = True
            try:
                end_if_frozen()
                yield
            finally:
                self._in_step = False
            guard(self._run.pk, self._run.fence, self._told)
        self._told = None

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is, in a transaction of its own or in that of the step. What is shown never goes back."""
        self._refuse_lost()
        told = (done, total, note[:NOTE_LENGTH])
        if self._watch is not None:
            self._watch(done, total)
        if self._in_step:
            self._told = told
            return
        self._told = None
        with transaction.atomic(durable=True):
            guard(self._run.pk, self._run.fence, told)

    def _refuse_lost(self) -> None:
        if self._heartbeat.lost.is_set():
            raise LeaseLost
