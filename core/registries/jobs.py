"""Kinds of background jobs. Ids in, one service call, idempotent, safe to run twice, safe to kill."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.utils.functional import Promise

from core.registry import Registry


class JobContext(Protocol):
    """What a running job holds. Losing the lease, or a wish to stop, raises at the next call of either method."""

    @property
    def job_id(self) -> UUID: ...

    @property
    def args(self) -> Mapping[str, Any]: ...

    @property
    def actor_id(self) -> int: ...

    @property
    def actor_name(self) -> str: ...

    def step(self) -> AbstractContextManager[None]:
        """One transaction. It commits only while this run still holds its lease (fencing number)."""

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is, in a transaction of its own. Raises journal.runs.JobStopped when asked to stop."""


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """A job that can be started by a person or a schedule."""

    code: str
    label: str | Promise
    run: Callable[[JobContext], None]
    queue: str = "bulk"
    """`interactive`, `bulk` or `send`."""
    max_attempts: int = 5
    """How many times it is started anew after its worker died, before it counts as failed."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class DueJob:
    """A built-in schedule: every so many seconds, or daily at HH:MM of the company's zone."""

    code: str
    kind: str
    every_seconds: int | None = None
    daily_at: str = ""
    weight: int = 100


job_kinds: Registry[JobKind] = Registry("job_kinds", "background jobs")
due_jobs: Registry[DueJob] = Registry("due_jobs", "jobs that come round by themselves")
