"""A run begins as a row; the worker hears of it after the commit."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import translation

from core.registries.jobs import job_kinds
from journal.actors import Actor
from journal.models.job import JobRun
from journal.runs.waking import wake

TRIES = 5


def start(
    kind: str,
    *,
    by: Actor,
    args: Mapping[str, Any] | None = None,
    operation_id: UUID | None = None,
    unique_key: str = "",
    total: int = 0,
    wake_up: bool = True,
) -> JobRun:
    """Queue a run of `kind` and wake a worker after commit; returns the live run that has the key already, if any.

    `args` are ids, never personal data. `wake_up=False` is for commands, which go on with `run_here`.
    Raises KeyError when nobody has registered the kind.
    """
    queue = job_kinds.get(kind).queue
    for attempt in range(TRIES):
        run = JobRun(
            kind=kind,
            args=dict(args or {}),
            queue=queue,
            unique_key=unique_key,
            actor_id=by.pk,
            actor_name=by.full_name,
            language=translation.get_language() or "",
            operation_id=operation_id,
            total=total,
        )
        try:
            with transaction.atomic():
                run.save(force_insert=True)
        except IntegrityError:
            standing = JobRun.objects.live().filter(unique_key=unique_key).first() if unique_key else None
            if standing is not None:
                return standing
            if not unique_key or attempt == TRIES - 1:
                raise
            continue  # the one with the key has just ended
        if wake_up:
            transaction.on_commit(partial(wake, [(run.pk, queue)]))
        return run
    raise AssertionError("unreachable")  # pragma: no cover
