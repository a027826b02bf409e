"""A task out of one line: «завтра 12:00 позвонить Сафиной», "tomorrow 12:00 call Safina". Asks the base nothing."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from interactions.tasks import spoken_words as words
from interactions.tasks.choices import Priority, TaskKind

LONGEST = 500
MOST_WORDS = 8


@dataclass(frozen=True)
class Spoken:
    """What was understood. `flexible`: the day was counted and not named, so a day off may give way."""

    text: str
    day: dt.date
    clock: dt.time | None = None
    kind: TaskKind = TaskKind.OTHER
    priority: Priority = Priority.NORMAL
    repeat: str = ""
    names: tuple[str, ...] = ()
    """Words that may be a client's name, as they were typed."""
    flexible: bool = False
    problems: tuple[str, ...] = ()


@dataclass
class _Reading:
    """The line as far as it is read: what is left, and what was found."""

    rest: str
    now: dt.datetime
    day: dt.date | None = None
    clock: dt.time | None = None
    repeat: str = ""
    flexible: bool = False
    evening: str = ""
    problems: list[str] | None = None

    @property
    def today(self) -> dt.date:
        return self.now.date()

    def cut(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the first match out of the rest."""
        found = pattern.search(self.rest)
        if found:
            self.rest = f"{self.rest[: found.start()]} {self.rest[found.end() :]}"
        return found

    def complain(self, said: str) -> None:
        self.problems = [*(self.problems or []), said]


def parse(text: str, *, now: dt.datetime, language: str = "ru") -> Spoken:
    """Read a line; `now` is aware, in the zone of who types. Both languages are understood whatever `language` is:
    it only says which day stands first in 03/04. Never raises: what cannot be is named in `problems`.
    """
    reading = _Reading(" ".join(text[:LONGEST].split()), now)
    priority = Priority.HIGH if reading.cut(words.URGENT) else Priority.NORMAL
    _repeat(reading)
    for step in STEPS:
        if reading.day is None:
            step(reading, language)
    _clock(reading)
    rest = re.sub(r"\s+([,.!?])", r"\1", " ".join(reading.rest.split())).strip(" ,.;\u2014-")
    spoken = Spoken(
        text=rest[:1].upper() + rest[1:],
        day=_day(reading),
        clock=reading.clock,
        kind=_kind(rest),
        priority=priority,
        repeat=reading.repeat,
        names=_names(rest),
        flexible=reading.flexible,
        problems=tuple(reading.problems or ()),
    )
    return spoken if rest else replace(spoken, problems=(*spoken.problems, _("Say what is to be done.")))


def _day(reading: _Reading) -> dt.date:
    """Without a day it is today; an hour that is over is tomorrow's."""
    if reading.day is not None:
        return reading.day
    if reading.clock is not None and reading.clock <= reading.now.time():
        return reading.today + dt.timedelta(days=1)
    return reading.today


def _relative(reading: _Reading, language: str) -> None:
    found = reading.cut(words.NAMED_DAY)
    if found:
        reading.day = reading.today + dt.timedelta(days=words.NAMED_DAYS[" ".join(found[1].lower().split())])


def _distance(reading: _Reading, language: str) -> None:
    if reading.cut(words.HALF_HOUR):
        _later(reading, dt.timedelta(minutes=30))
        return
    if reading.cut(words.HOUR_AND_HALF):
        _later(reading, dt.timedelta(minutes=90))
        return
    if reading.cut(words.HALF_YEAR):
        reading.day, reading.flexible = _ahead(reading.today, 6, "month"), True
        return
    found = reading.cut(words.DISTANCE)
    if not found:
        if reading.cut(words.NEXT_WEEK):
            reading.day, reading.flexible = _weekday(reading.today, 0), True
        return
    count = words.count(found["n"] or "1")
    unit = words.unit(found["unit"])
    if unit in {"minute", "hour"}:
        _later(reading, dt.timedelta(**{f"{unit}s": count}))
        return
    try:
        reading.day, reading.flexible = _ahead(reading.today, count, unit), True
    except (ValueError, OverflowError):
        reading.complain(_("This is too far ahead: %(text)s.") % {"text": found[0].strip()})


def _later(reading: _Reading, distance: dt.timedelta) -> None:
    """So much real time from now: a change of clocks between does not count."""
    at = (reading.now.astimezone(dt.UTC) + distance).astimezone(reading.now.tzinfo)
    reading.day, reading.clock = at.date(), at.time().replace(second=0, microsecond=0, fold=0)


def _ahead(day: dt.date, count: int, unit: str) -> dt.date:
    if unit in {"day", "week"}:
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(day)


def _of_week(reading: _Reading, language: str) -> None:
    found = reading.cut(words.BY_WEEKDAY) or reading.cut(words.WEEKDAY)
    if found:
        reading.day = _weekday(reading.today, words.weekday(found["day"]))
        following = dt.timedelta(days=7)
        if found["next"] and reading.day - reading.today < following - dt.timedelta(days=reading.today.weekday()):
            reading.day += following


def _end_of(reading: _Reading, language: str) -> None:
    """Friday of the week, the last day of the month or the year."""
    found = reading.cut(words.END_OF)
    if not found:
        return
    today, what = reading.today, (found["ru"] or found["en"]).lower()
    if what in {"недели", "week"}:
        reading.day = today + dt.timedelta(days=max(4 - today.weekday(), 0))
    elif what in {"месяца", "month"}:
        reading.day = _ahead(today.replace(day=1), 1, "month") - dt.timedelta(days=1)
    else:
        reading.day = dt.date(today.year, 12, 31)


def _weekday(today: dt.date, number: int) -> dt.date:
    """The first such day after today."""
    return today + dt.timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _dated(reading: _Reading, language: str) -> None:
    for pattern in (words.ISO, words.DAY_MONTH, words.MONTH_DAY, words.DOTTED, words.SLASHED):
        found = pattern.search(reading.rest)
        if not found:
            continue
        day, month = found["d"], words.month(found["m"])
        if pattern is words.SLASHED and language.startswith("en"):
            day, month = str(month), int(day)
        made = _made(int(day), month, found["y"], reading.today)
        if made is None and pattern is words.DOTTED and words.LIKE_CLOCK.match(found[0]) and not found["y"]:
            continue
        reading.cut(pattern)
        if made is None:
            reading.complain(_("There is no such day: %(text)s.") % {"text": found[0].strip()})
        else:
            reading.day = made
        return


def _made(day: int, month: int, year: str | None, today: dt.date) -> dt.date | None:
    """Without a year it is the next such day."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else range(today.year, today.year + 9)
    for one in years:
        try:
            made = dt.date(one, month, day)
        except ValueError:
            continue
        if year or made >= today:
            return made
    return None


def _of_month(reading: _Reading, language: str) -> None:
    found = reading.cut(words.OF_MONTH)
    if not found:
        return
    number = int(found["d"])
    for ahead in range(13):
        try:
            made = _ahead(reading.today.replace(day=1), ahead, "month").replace(day=number)
        except ValueError:
            continue
        if made >= reading.today:
            reading.day = made
            return
    reading.complain(_("There is no such day: %(text)s.") % {"text": found[0].strip()})


STEPS: tuple[Callable[[_Reading, str], None], ...] = (_relative, _distance, _end_of, _dated, _of_week, _of_month)


def _clock(reading: _Reading) -> None:
    if reading.clock is not None:
        return
    for pattern in (words.EXACT, words.HOUR, words.BARE_HOUR):
        found = reading.cut(pattern)
        if found:
            part = found["part"] or found.groupdict().get("part2") or ""
            clock = words.clock(int(found["h"]), int(found["min"] or 0), part.lower())
            if clock is None:
                reading.complain(_("There is no such hour: %(text)s.") % {"text": found[0].strip()})
            reading.clock = clock
            return
    found = reading.cut(words.PART_OF_DAY)
    if found:
        reading.clock = words.PARTS_OF_DAY[found[1].lower()]


def _repeat(reading: _Reading) -> None:
    found = reading.cut(words.EVERY)
    if found:
        what = found["what"] or found["once"] or words.OFTEN[found["how"].lower()]
        reading.repeat, reading.day = words.rule(what), None
        day = words.weekday_or_none(what)
        if day is not None:
            reading.day = _weekday(reading.today, day)


def _kind(text: str) -> TaskKind:
    return next((kind for kind, pattern in words.KINDS if pattern.search(text)), TaskKind.OTHER)


def _names(text: str) -> tuple[str, ...]:
    """Words with a capital first, then others; the verb and small words are nobody's name."""
    found = [word for word in words.WORD.findall(text) if not words.NOT_A_NAME.fullmatch(word)]
    return tuple(sorted(found[:MOST_WORDS], key=lambda word: not word[:1].isupper()))
