"""Dates as people and programs write them."""

import datetime as dt
import re
from collections.abc import Iterable

from core.cells import Cleaned, Note, Read, left_out
from customers.cells.text import BROKEN, says_nothing, tidy

FIRST_SERIAL, LAST_SERIAL = 20_000, 60_000
SERIAL_ZERO = dt.date(1899, 12, 30)
OLDEST_YEARS = 120
EARLIEST_BIRTH = dt.date(1850, 1, 1)
TIME = r"(?:(?:,?\s+|T)\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
NUMBERS = re.compile(rf"(\d{{1,2}})\s*([./\-\s])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}})\s*(?:г\.?|года)?{TIME}")
ISO = re.compile(rf"(\d{{4}})([-./])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
RUN = re.compile(r"(\d{4})(\d{2})(\d{2})")
WORDS = re.compile(
    rf"(\d{{1,2}})[\s.-]+([а-яёa-z]+)\.?,?(?:[\s.-]+(\d{{4}}|\d{{2}})\s*(?:г\.?|года?)?)?{TIME}", re.IGNORECASE
)
AMERICAN_WORDS = re.compile(rf"([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){TIME}", re.IGNORECASE)
WITHOUT_YEAR = re.compile(r"(?:--)?\d{1,2}[./-]\d{1,2}\.?")
EMPTY = re.compile(r"0{1,4}([./-])0{1,2}\1(?:0{1,4})(?:[ T]0{1,2}:00(?::00)?)?")
SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
MONTHS = {
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "май": 5, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10,
    "ноя": 11, "дек": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip


def birth_dates(today: dt.date, order: str = "") -> Read:
    """A reader of days of birth: none after `today`, none of more than 120 years ago."""
    earliest = max(EARLIEST_BIRTH, years_before(today, OLDEST_YEARS))
    read = days(today, order)

    def read_birth(text: str) -> Cleaned:
        found = read(text)
        return found if found.value is None else _possible(found, earliest, today)

    return read_birth


def days(today: dt.date, order: str = "") -> Read:
    """A reader of any days. `order` says which of two small numbers with slashes is the day: dmy, mdy, or ''."""

    def read(text: str) -> Cleaned:
        text, notes = tidy(text)
        if says_nothing(text) or EMPTY.fullmatch(text):
            return Cleaned(None, notes)
        found = _read(text, today, order)
        return Cleaned(found.value, (*notes, *found.notes)) if notes else found

    return read


def order_of(texts: Iterable[str]) -> str:
    """What a whole column says: «mdy» when some date can only be so and none only the other way; «mixed» when both.

    Empty when nothing tells; Russian order is then meant.
    """
    seen: set[str] = set()
    for text in texts:
        found = NUMBERS.fullmatch(text.strip())
        if not found or found[2] != "/":
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 >= second:
            seen.add("dmy")
        elif second > 12 >= first:
            seen.add("mdy")
    return "mixed" if len(seen) == 2 else next(iter(seen), "")


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day that many years ago; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _possible(found: Cleaned, earliest: dt.date, today: dt.date) -> Cleaned:
    if found.value > today:
        return left_out("birth_in_future", day=found.value.strftime("%d.%m.%Y"))
    if found.value < earliest:
        return left_out("birth_too_long_ago", day=found.value.strftime("%d.%m.%Y"), years=OLDEST_YEARS)
    return found


def _read(text: str, today: dt.date, order: str) -> Cleaned:
    if found := NUMBERS.fullmatch(text):
        return _numbers(found, today, order)
    if found := ISO.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := RUN.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := SERIAL.fullmatch(text):
        return _serial(int(found[1]))
    if found := WORDS.fullmatch(text):
        return _words(found[1], found[2], found[3], today)
    if found := AMERICAN_WORDS.fullmatch(text):
        return _words(found[2], found[1], found[3], today)
    if WITHOUT_YEAR.fullmatch(text):
        return left_out("date_without_year")
    return left_out("broken_formula" if text in BROKEN else "not_a_date")


def _numbers(found: re.Match[str], today: dt.date, order: str) -> Cleaned:
    first, second = int(found[1]), int(found[3])
    american = found[2] == "/" and (order == "mdy" or (order in {"", "mixed"} and first <= 12 < second))
    if american and first > 12 >= second:
        american = False
    elif found[2] == "/" and order == "dmy" and first <= 12 < second:
        american = True
    if found[2] == "/" and order == "mixed" and first <= 12 and second <= 12 and first != second:
        return left_out("date_of_two_readings")
    day, month = (second, first) if american else (first, second)
    year, notes = _year(found[4], today)
    read = _day(year, month, day)
    if read.value is None or not notes:
        return read
    return Cleaned(read.value, (Note("short_year", "fixed", read.value.strftime("%d.%m.%Y")),))


def _year(text: str, today: dt.date) -> tuple[int, bool]:
    """Of two digits the year that is not in the future."""
    year = int(text)
    if len(text) == 4:
        return year, False
    century = today.year - today.year % 100
    return (century + year if century + year <= today.year else century - 100 + year), True


def _serial(number: int) -> Cleaned:
    """A day as spreadsheets count them."""
    if FIRST_SERIAL <= number <= LAST_SERIAL:
        return Cleaned(SERIAL_ZERO + dt.timedelta(days=number))
    return left_out("not_a_date")


def _words(day: str, word: str, year: str | None, today: dt.date) -> Cleaned:
    month = MONTHS.get(word.lower()[:3])
    if month is None:
        return left_out("not_a_date")
    if year is None:
        return left_out("date_without_year")
    full, short = _year(year, today)
    read = _day(full, month, int(day))
    if read.value is not None and short:
        return Cleaned(read.value, (Note("short_year", "fixed", read.value.strftime("%d.%m.%Y")),))
    return read


def _day(year: int, month: int, day: int) -> Cleaned:
    try:
        return Cleaned(dt.date(year, month, day))
    except ValueError:
        return left_out("no_such_day")
