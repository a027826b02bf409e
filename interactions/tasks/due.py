"""When a task is due: a day in somebody's zone, or an hour. Safe where clocks are moved."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError

YEARS_AHEAD = 10
YEARS_BACK = 1
MORNING = dt.time(9)
BEFORE_THE_HOUR = dt.timedelta(minutes=15)


@dataclass(frozen=True)
class Due:
    """`at` is None for the whole day; `ends_at` is the moment after which it is late."""

    day: dt.date
    at: dt.datetime | None
    zone: str
    ends_at: dt.datetime

    @property
    def clock(self) -> dt.time | None:
        """The hour in the zone it was meant in."""
        return self.at.astimezone(ZoneInfo(self.zone)).time() if self.at else None

    def columns(self) -> dict[str, object]:
        """As the row keeps it."""
        return {"due_on": self.day, "due_at": self.at, "zone": self.zone, "ends_at": self.ends_at}


def due(day: dt.date, clock: dt.time | None, zone: str) -> Due:
    """A day, or an hour of it. An hour that a change of clocks leaves out comes an hour later; of two, the first."""
    refuse_far(day)
    if clock is None:
        return Due(day, None, zone, _moment(day + dt.timedelta(days=1), dt.time(), zone))
    at = _moment(day, clock.replace(tzinfo=None), zone)
    return Due(at.astimezone(ZoneInfo(zone)).date(), at, zone, at)


def of_moment(at: dt.datetime, zone: str) -> Due:
    """An hour that is known as a moment."""
    local = at.astimezone(ZoneInfo(zone))
    refuse_far(local.date())
    return Due(local.date(), at, zone, at)


def usual_reminder(when: Due) -> dt.datetime:
    """A quarter of an hour before; for a whole day, in its morning."""
    return when.at - BEFORE_THE_HOUR if when.at else _moment(when.day, MORNING, when.zone)


def refuse_far(day: dt.date) -> None:
    """Raises DomainError on a day that can only be a slip of the hand."""
    today = timezone.localdate()
    if day < _years(today, -YEARS_BACK):
        raise DomainError(_("This day is more than a year ago: tasks are for what is ahead."), code="due")
    if day > _years(today, YEARS_AHEAD):
        raise DomainError(_("This day is more than ten years ahead. Check the year."), code="due")


def _years(day: dt.date, years: int) -> dt.date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _moment(day: dt.date, clock: dt.time, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, clock, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC)
