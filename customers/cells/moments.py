"""Moments as people and programs write them: any date with its clock, in the company's zone."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts import company
from core.cells import CellCleaner, Cleaned, Note, Read
from customers.cells.dates import days

CLOCK = re.compile(
    r"(?:[T\s,]+)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?(?:\s*([AaPp])\.?[Mm])?"
    r"\s*(?:(Z|UTC)|([+-])(\d{2}):?(\d{2}))?"
)
NOON = dt.time(12)


def moments(today: dt.date, order: str = "") -> Read:
    """A reader of moments: any date with its clock; the zone is the company's if none is said."""
    zone: ZoneInfo = company.current().zone
    read_day = days(today, order)

    def read(text: str) -> Cleaned:
        found = read_day(text)
        if not isinstance(found.value, dt.date):
            return found
        clock = CLOCK.search(text)
        try:
            at = dt.datetime.combine(found.value, _time(clock), tzinfo=_zone(clock) or zone).astimezone(zone)
        except (ValueError, OverflowError):
            return Cleaned(None, (Note("not_a_moment", "left_out"),))
        return Cleaned(at.isoformat(), found.notes)

    return read


def _time(found: re.Match[str] | None) -> dt.time:
    """A day alone stands for its noon. Raises ValueError when there is no such time."""
    if found is None:
        return NOON
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[4] in "Pp" else 0)
    return dt.time(hour, minute, second)


def _zone(found: re.Match[str] | None) -> dt.tzinfo | None:
    """How far from Greenwich the writer said he was, as programs do; None when he did not."""
    if found is None or not (found[5] or found[6]):
        return None
    away = dt.timedelta(hours=int(found[7] or 0), minutes=int(found[8] or 0))
    return dt.timezone(-away if found[6] == "-" else away)


def is_today_without_a_clock(at: dt.datetime, now: dt.datetime) -> bool:
    """A day alone stands for its noon, which in the morning is still to come."""
    return at.time() == NOON and at.date() == now.astimezone(at.tzinfo).date()


def _today() -> Read:
    return moments(timezone.localdate())


CLEANER = CellCleaner(prepare=_today, dated=moments)
