"""The Russian work calendar: days off, moved days, and what the administrator made otherwise."""

import datetime as dt
from collections.abc import Mapping
from functools import cache

import holidays

from core.registries.workdays import own_days

MOST_DAYS_OFF = 60
"""In a row: longer than any holidays, so that no setting can make a search endless."""


@cache
def _state(year: int) -> holidays.HolidayBase:
    """The calendar of one year; the law of later years is not known, their feasts are."""
    return holidays.country_holidays("RU", years=year, language="ru")


class WorkCalendar:
    """Answers for one request: the administrator's days are read once."""

    def __init__(self, own: Mapping[dt.date, bool] | None = None) -> None:
        self._own = dict(own or {})

    def is_work(self, day: dt.date) -> bool:
        """Whether people work on this day."""
        if day in self._own:
            return self._own[day]
        return bool(_state(day.year).is_working_day(day))

    def name(self, day: dt.date) -> str:
        """What the state calls the day off; empty for others."""
        return str(_state(day.year).get(day, ""))

    def next_work(self, day: dt.date) -> dt.date:
        """The day itself, or the first work day after it."""
        for ahead in range(MOST_DAYS_OFF):
            found = day + dt.timedelta(days=ahead)
            if self.is_work(found):
                return found
        return day

    def after(self, day: dt.date, days: int) -> dt.date:
        """So many work days after a day."""
        for _ in range(max(days, 0)):
            day = self.next_work(day + dt.timedelta(days=1))
        return day


def calendar() -> WorkCalendar:
    """The calendar as the company keeps it. One query."""
    return WorkCalendar({day: is_work for entry in own_days for day, is_work in entry.read().items()})
