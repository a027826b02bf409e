"""When a message may come: days and open hours of each zone around a moment, as instants that SQL can compare too."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from accounts.zones import RUSSIA
from consents.models.gate import QuietHours
from core.workdays import WorkCalendar

PAST, AHEAD = 31, 45
"""Days before today, for limits of a month; days after, for a month and the longest holidays."""
UNKNOWN = ""
"""The zone of a client of whom nobody has told where he lives."""
MOSCOW = "Europe/Moscow"
ALSO_RUSSIAN = frozenset(
    {
        "Europe/Simferopol", "Europe/Kirov", "Europe/Volgograd", "Europe/Astrakhan", "Europe/Saratov",
        "Europe/Ulyanovsk", "Asia/Barnaul", "Asia/Tomsk", "Asia/Novokuznetsk", "Asia/Chita", "Asia/Khandyga",
        "Asia/Ust-Nera", "Asia/Sakhalin", "Asia/Srednekolymsk", "Asia/Anadyr",
    }
)  # fmt: skip
Moments = tuple[dt.datetime | None, ...]


@dataclass(frozen=True)
class Days:
    """Days of one zone, `PAST` of them before today: of each its midnight, and when messages may come."""

    starts: tuple[dt.datetime, ...]
    opens: Moments
    closes: Moments

    def number(self, at: dt.datetime) -> int:
        """Which of the days a moment lies in."""
        return bisect_right(self.starts, at) - 1

    def since(self, length: int) -> dt.datetime:
        """When the first of so many days began, the last of which is today."""
        return self.starts[PAST - length + 1]

    def freed(self, at: dt.datetime, length: int) -> dt.datetime:
        """When a message of that moment counts no more among those of so many days."""
        return self.starts[min(self.number(at) + length, len(self.starts) - 1)]

    def is_open(self, at: dt.datetime) -> bool:
        """Whether a message may come at this moment: from the first minute on, not at the last."""
        return self.first_open(at) == at

    def first_open(self, at: dt.datetime) -> dt.datetime | None:
        """The moment itself or the first after it at which a message may come; None: none within reach."""
        day = self.number(at)
        opens, closes = self.opens[day], self.closes[day]
        if opens is not None and closes is not None and at < closes:
            return max(at, opens)
        return next((opens for opens in self.opens[day + 1 :] if opens is not None), None)


class Clock:
    """Days of any zone around one moment, under one rule of hours."""

    def __init__(self, now: dt.datetime, hours: QuietHours | None, calendar: WorkCalendar, home: str) -> None:
        self.now = now
        self._hours, self._calendar = hours, calendar
        self._home = home
        self._days: dict[str, Days] = {}

    def days(self, zone: str) -> Days:
        """An unknown zone is the company's own; in Russia, where it may be any of eleven, what suits them all."""
        if zone not in self._days:
            self._days[zone] = self._common() if zone == UNKNOWN and is_russian(self._home) else self._of(zone)
        return self._days[zone]

    def _of(self, zone: str) -> Days:
        return self._made(zone or self._home, [zone or self._home])

    def _common(self) -> Days:
        """By default 10:00 to 12:00 in Moscow, when it is 9 in Kaliningrad and 21 in Kamchatka (rule G-2)."""
        return self._made(MOSCOW, RUSSIA)

    def _made(self, zone: str, all_of: Iterable[str]) -> Days:
        today = self.now.astimezone(zone_info(zone)).date()
        dates = [today + dt.timedelta(days=number) for number in range(-PAST, AHEAD + 1)]
        starts = tuple(moment(day, dt.time(), zone) for day in dates)
        windows = [self._window(day, zone, all_of) if day >= today else (None, None) for day in dates]
        return Days(starts, tuple(opens for opens, _ in windows), tuple(closes for _, closes in windows))

    def _window(self, day: dt.date, own: str, zones: Iterable[str]) -> tuple[dt.datetime | None, dt.datetime | None]:
        """From the latest opening to the earliest close, nothing where they miss each other; without hours the whole
        day, by the clock whose days are counted.
        """
        if self._hours is None:
            return moment(day, dt.time(), own), moment(day + dt.timedelta(days=1), dt.time(), own)
        hours, works = self._hours, self._calendar.is_work(day)
        opens = max(moment(day, hours.opens if works else hours.opens_off, zone) for zone in zones)
        closes = min(moment(day, hours.closes if works else hours.closes_off, zone) for zone in zones)
        return (opens, closes) if opens < closes else (None, None)


def is_russian(zone: str) -> bool:
    """Whether the zone is one of Russia's."""
    return zone in RUSSIA or zone in ALSO_RUSSIAN


@cache
def zone_info(name: str) -> ZoneInfo:
    """The zone of this name."""
    return ZoneInfo(name)


@cache
def _local(day: dt.date, at: dt.time, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, at, zone_info(zone)).astimezone(dt.UTC)


def moment(day: dt.date, at: dt.time, zone: str) -> dt.datetime:
    """An hour of a day by the clock of a zone. An hour that the clock jumps over is the one it jumps to."""
    return _local(day, at, zone)
