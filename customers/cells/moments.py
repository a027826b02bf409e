"""Moments as people and programs write them: any date with its clock, in the company's zone."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts import company
from core.cells import CellCleaner, Cleaned, Note, Read
from customers.cells.dates import days

CLOCK = re.compile(r"(?:[T\s,]+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?:\s*([AaPp])\.?[Mm])?")
NOON = dt.time(12)


def moments(today: dt.date, order: str = "") -> Read:
    """A reader of moments: the day as any date is written, with its clock; the zone is the company's."""
    zone: ZoneInfo = company.current().zone
    read_day = days(today, order)

    def read(text: str) -> Cleaned:
        found = read_day(text)
        if not isinstance(found.value, dt.date):
            return found
        clock = _clock(text)
        if clock is None:
            return Cleaned(None, (Note("not_a_moment", "left_out"),))
        return Cleaned(dt.datetime.combine(found.value, clock, tzinfo=zone).isoformat(), found.notes)

    return read


def _clock(text: str) -> dt.time | None:
    """A day alone stands for its noon; None when there is no such time."""
    found = CLOCK.search(text)
    if found is None:
        return NOON
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[4] in "Pp" else 0)
    return dt.time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def is_today_without_a_clock(at: dt.datetime, now: dt.datetime) -> bool:
    """A day alone stands for its noon, which in the morning is still to come."""
    return at.time() == NOON and at.date() == now.astimezone(at.tzinfo).date()


def _today() -> Read:
    return moments(timezone.localdate())


CLEANER = CellCleaner(prepare=_today, dated=moments)
