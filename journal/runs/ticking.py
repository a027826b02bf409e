"""What the clock does: starts what is due, takes up what its worker dropped, wakes what nobody came for.

Every row is claimed by SKIP LOCKED in a transaction of its own, so two clocks at once do each thing once.
"""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from django.db import DatabaseError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from core.registries.jobs import job_kinds
from journal.actors import Actor
from journal.models.job import JobFault, JobRun, JobState, Schedule
from journal.runs import clock, ending
from journal.runs.schedules import next_moment
from journal.runs.starting import start
from journal.runs.waking import wake

logger = logging.getLogger(__name__)

AT_ONCE = 100
FORGOTTEN = dt.timedelta(seconds=55)
"""A waiting run is told of again after this; just under the clock's minute."""
REUSED_UP_TO = 3600
"""Schedules of a shorter rhythm (seconds) keep one row, used again: a seal each 10 s would fill the history."""


@dataclass(frozen=True)
class Ticked:
    """How many runs were started, put back and told of again."""

    started: int
    recovered: int
    woken: int


def tick(*, by: Actor, zone: ZoneInfo, now: dt.datetime | None = None) -> Ticked:
    """One beat of the clock; `by` starts what is due, daily times are those of `zone`."""
    moment = now or timezone.now()
    if set_back := clock.mend(zone, moment):
        logger.warning("clock.set_back", extra={"times": set_back})
    return Ticked(
        started=_each(partial(_start_one_due, by, zone, moment)),
        recovered=_each(_recover_one_lost),
        woken=wake_forgotten(moment),
    )


def _each(take_one: Callable[[], bool]) -> int:
    """Call until there is nothing left, or enough for one beat."""
    count = 0
    while count < AT_ONCE and take_one():
        count += 1
    return count


@transaction.atomic(durable=True)
def _start_one_due(by: Actor, zone: ZoneInfo, now: dt.datetime) -> bool:
    due = Schedule.objects.select_for_update(skip_locked=True, no_key=True).filter(is_on=True, next_at__lte=now)
    schedule = due.order_by("next_at", "code").first()
    if schedule is None:
        return False
    if schedule.kind in job_kinds:
        schedule.last_job = run_schedule(schedule, by=by).pk
    else:
        logger.warning("schedule.unknown_kind", extra={"schedule": schedule.code, "kind": schedule.kind})
    schedule.next_at = next_moment(schedule, now, zone)
    schedule.save(update_fields=["last_job", "next_at"])
    return True


def run_schedule(schedule: Schedule, *, by: Actor) -> JobRun:
    """The run of a schedule: the one that still goes on, its last one used again, or a new one."""
    again = _again(schedule)
    if again is not None:
        transaction.on_commit(partial(wake, [(again.pk, again.queue)]))
        return again
    return start(schedule.kind, by=by, args=schedule.args, unique_key=f"schedule:{schedule.code}")


def _again(schedule: Schedule) -> JobRun | None:
    """One that failed is left for people to see."""
    if schedule.last_job is None or not schedule.every_seconds or schedule.every_seconds > REUSED_UP_TO:
        return None
    last = JobRun.objects.select_for_update(no_key=True).filter(pk=schedule.last_job, kind=schedule.kind)
    run = last.filter(state__in=[JobState.DONE, JobState.CANCELLED]).first()
    if run is None:
        return None
    last.update(
        state=JobState.QUEUED, attempts=0, done=0, total=0, note="", cancel_asked=False,
        args=schedule.args, queued_at=Now(), woken_at=Now(), started_at=None, finished_at=None,
    )  # fmt: skip
    return run


def _recover_one_lost() -> bool:
    """Put back one run whose worker is silent. Its kind may fail to hear of the end; the run must end all the same."""
    with transaction.atomic(durable=True):
        run = (
            JobRun.objects.lost().select_for_update(skip_locked=True, no_key=True).order_by("lease_until", "id").first()
        )
        if run is None:
            return False
        logger.warning("job.worker_lost", extra={"job": str(run.pk), "kind": run.kind, "attempts": run.attempts})
        try:
            with transaction.atomic():
                ending.requeue(run.pk, fence=run.fence)
        except DatabaseError:
            raise
        except Exception:
            logger.exception("job.ended_hook_failed", extra={"job": str(run.pk), "kind": run.kind})
            JobRun.objects.filter(pk=run.pk).update(
                state=JobState.FAILED, fault=JobFault.DEFECT, lease_until=None, finished_at=Now()
            )
        transaction.on_commit(partial(wake, [(run.pk, run.queue)]))
    return True


def wake_forgotten(now: dt.datetime) -> int:
    """Tell workers again of runs that wait: their message may be lost, or expired in a long queue."""
    with transaction.atomic(durable=True):
        waiting = JobRun.objects.select_for_update(skip_locked=True, no_key=True).filter(state=JobState.QUEUED)
        runs = list(waiting.filter(woken_at__lte=now - FORGOTTEN).order_by("woken_at", "id")[:AT_ONCE])
        JobRun.objects.filter(pk__in=[run.pk for run in runs]).update(woken_at=now)
    return wake([(run.pk, run.queue) for run in runs])
