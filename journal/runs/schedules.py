"""What comes round: built-in schedules from the registry, and the moment each is due next."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from core.registries.jobs import DueJob, due_jobs
from journal.models.job import Schedule


def sync(*, using: str, **_signal: object) -> None:
    """After each migration: a row for each built-in schedule, none for those the code has dropped. Idempotent.

    Whether it is on, and its rhythm, belong to the admin once the row stands.
    """
    schedules = Schedule.objects.using(using)
    for due in due_jobs:
        schedules.get_or_create(code=due.code, defaults=_first_values(due))
        schedules.filter(code=due.code).exclude(kind=due.kind, is_built_in=True).update(kind=due.kind, is_built_in=True)
    schedules.filter(is_built_in=True).exclude(code__in=[due.code for due in due_jobs]).delete()


def _first_values(due: DueJob) -> dict[str, object]:
    daily_at = dt.time.fromisoformat(due.daily_at) if due.daily_at else None
    now = timezone.now()
    return {
        "kind": due.kind,
        "every_seconds": due.every_seconds,
        "daily_at": daily_at,
        "is_built_in": True,
        "next_at": now if daily_at is None else next_daily(daily_at, now, ZoneInfo(settings.TIME_ZONE)),
    }


def next_moment(schedule: Schedule, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The first moment after `now` that fits the rhythm; what was missed is not made up for."""
    if schedule.daily_at is not None:
        return next_daily(schedule.daily_at, now, zone)
    rhythm = dt.timedelta(seconds=schedule.every_seconds or 1)
    if schedule.next_at > now:
        return schedule.next_at
    return schedule.next_at + rhythm * ((now - schedule.next_at) // rhythm + 1)


def next_daily(at: dt.time, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The next time the clock of `zone` shows `at`; a time that a change of the clock skips comes an hour later."""
    today = now.astimezone(zone).date()
    for day in (today, today + dt.timedelta(days=1)):
        moment = dt.datetime.combine(day, at, tzinfo=zone).astimezone(dt.UTC)
        if moment > now:
            return moment
    raise AssertionError("unreachable")  # pragma: no cover


def set_on(code: str, *, is_on: bool, zone: ZoneInfo) -> Schedule:
    """Switch a schedule; switched on it waits for its next time. Raises Schedule.DoesNotExist."""
    schedule = Schedule.objects.get(code=code)
    schedule.is_on = is_on
    schedule.next_at = next_moment(schedule, timezone.now(), zone)
    schedule.save(update_fields=["is_on", "next_at"])
    return schedule


def reschedule(zone: ZoneInfo) -> None:
    """The company has moved to another zone: its clock shows the daily times at other moments."""
    now = timezone.now()
    for schedule in Schedule.objects.filter(daily_at__isnull=False):
        schedule.next_at = next_moment(schedule, now, zone)
        schedule.save(update_fields=["next_at"])


def has_short_rhythm() -> bool:
    """Whether something comes round more often than the clock ticks."""
    return Schedule.objects.filter(Q(every_seconds__lt=60), is_on=True).exists()
