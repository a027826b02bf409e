"""Kinds of background jobs. Ids in, one service call, idempotent, safe to run twice, safe to kill."""

import re
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

    @property
    def operation_id(self) -> UUID | None: ...

    def step(self) -> AbstractContextManager[None]:
        """One transaction. It commits only while this run still holds its lease (fencing number)."""

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is: inside `step` together with it, else in a transaction of its own.

        Raises journal.runs.JobStopped, no Exception, when asked to stop or when the lease is lost: let it pass.
        `done` counts the whole job, what earlier attempts did included; what is shown never goes back.
        """


SLUG = re.compile(r"[-\w]+", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class JobEnd:
    """How a run ended: `state` is done, failed or cancelled; `fault` is refused, defect or worker_lost."""

    job_id: UUID
    operation_id: UUID | None
    state: str
    error: str
    fault: str


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
    ended: Callable[[JobEnd], None] | None = None
    """Called in the transaction that writes down the end, whoever does: the worker, the button «stop», `tick`."""
    tells_itself: bool = False
    """Its person hears of a good end from the kind, in better words than «finished»."""
    weight: int = 100


def _refuse_other_than_slug(code: str) -> None:
    """Raises ValueError unless the code is letters, digits, hyphens and underscores."""
    if not SLUG.fullmatch(code):
        raise ValueError(f"{code!r} must be letters, digits, - and _ only")


@dataclass(frozen=True, kw_only=True)
class DueJob:
    """A built-in schedule: every so many seconds, or daily at HH:MM of the company's zone.

    Raises ValueError on a code that cannot stand in the address of its page.
    """

    code: str
    kind: str
    every_seconds: int | None = None
    daily_at: str = ""
    weight: int = 100

    def __post_init__(self) -> None:
        _refuse_other_than_slug(self.code)


job_kinds: Registry[JobKind] = Registry("job_kinds", "background jobs")
due_jobs: Registry[DueJob] = Registry("due_jobs", "jobs that come round by themselves")
