"""Repeats: a small part of RRULE (RFC 5545), always bounded in number and in time."""

import datetime as dt
import re
from typing import Any

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.errors import DomainError
from core.text import moments

FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_TIMES = 500
MOST_INTERVAL = 99
MOST_YEARS = 10
LAST_DAYS = 28
PRESETS = {
    "": gettext_lazy("Does not repeat"),
    "FREQ=DAILY": gettext_lazy("Every day"),
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": gettext_lazy("Every work day"),
    "FREQ=WEEKLY": gettext_lazy("Every week"),
    "FREQ=WEEKLY;INTERVAL=2": gettext_lazy("Every two weeks"),
    "FREQ=MONTHLY": gettext_lazy("Every month"),
    "FREQ=MONTHLY;INTERVAL=3": gettext_lazy("Every quarter"),
    "FREQ=YEARLY": gettext_lazy("Every year"),
}
KEYS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY"})
PART = re.compile(r"([A-Z]+)=([A-Z0-9,]+)", re.ASCII)


def clean(text: str) -> str:
    """The rule as it is kept, in one order of its parts. Raises DomainError on what cannot be a repeat."""
    text = text.strip().upper().removeprefix("RRULE:")
    if not text:
        return ""
    found = parts(text)
    _read(found)
    if found.get("INTERVAL", "").lstrip("0") == "1":
        del found["INTERVAL"]
    return ";".join(f"{key}={found[key]}" for key in ("FREQ", "INTERVAL", "BYDAY", "COUNT", "UNTIL") if key in found)


def next_day(rule: str, start: dt.date, after: dt.date) -> dt.date | None:
    """The first day of the repeat after a day; None when it has ended. A month without a 31st has its last day."""
    if not rule:
        return None
    read = _read(parts(rule))
    ends = min(read.pop("until", dt.date.max), last_day(start))
    if after >= ends:
        return None
    made = rrule(
        dtstart=dt.datetime.combine(start, dt.time()),
        until=dt.datetime.combine(ends, dt.time()),
        **_last_days(read, start),
    )
    if "count" in read:
        days = list(made)[: read["count"]]
        return next((found.date() for found in days if found.date() > after), None)
    found = made.after(dt.datetime.combine(after, dt.time()))
    return found.date() if found else None


def words(rule: str) -> str:
    """The repeat as a person says it: «every two weeks: Mon, Wed, until 01.02.2027»."""
    if not rule:
        return ""
    found = parts(rule)
    base = ";".join(f"{key}={found[key]}" for key in ("FREQ", "INTERVAL", "BYDAY") if key in found)
    said = str(PRESETS.get(base, "")) or _custom(found)
    if "COUNT" in found:
        times = int(found["COUNT"])
        said += ", " + ngettext("%(n)d time", "%(n)d times", times) % {"n": times}
    if "UNTIL" in found:
        said += ", " + _("until %(day)s") % {"day": moments.short_date(_day(found["UNTIL"]))}
    return said


def _custom(found: dict[str, str]) -> str:
    every = int(found.get("INTERVAL", "1"))
    said = {
        "DAILY": ngettext("Every %(n)d day", "Every %(n)d days", every),
        "WEEKLY": ngettext("Every %(n)d week", "Every %(n)d weeks", every),
        "MONTHLY": ngettext("Every %(n)d month", "Every %(n)d months", every),
        "YEARLY": ngettext("Every %(n)d year", "Every %(n)d years", every),
    }[found["FREQ"]] % {"n": every}
    plain = PRESETS.get(";".join(f"{key}={found[key]}" for key in ("FREQ", "INTERVAL") if key in found))
    days = [str(WEEKDAYS_ABBR[DAYS.index(day)]).lower() for day in found.get("BYDAY", "").split(",") if day]
    return f"{plain or said}: {', '.join(days)}" if days else said


def parts(text: str) -> dict[str, str]:
    """Names and values of a rule. Raises DomainError on what is none."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        match = PART.fullmatch(part)
        if match is None or match[1] not in KEYS or match[1] in found:
            raise _unreadable()
        found[match[1]] = match[2]
    return found


def _read(found: dict[str, str]) -> dict[str, Any]:
    if found.get("FREQ") not in FREQUENCIES:
        raise _unreadable()
    read: dict[str, Any] = {"freq": FREQUENCIES[found["FREQ"]]}
    read["interval"] = _number(found.get("INTERVAL", "1"), MOST_INTERVAL)
    if "COUNT" in found:
        read["count"] = _number(found["COUNT"], MOST_TIMES)
    if "UNTIL" in found:
        read["until"] = _day(found["UNTIL"])
    if "BYDAY" in found:
        days = found["BYDAY"].split(",")
        if found["FREQ"] != "WEEKLY" or not set(days) <= set(DAYS):
            raise _unreadable()
        read["byweekday"] = [weekday(DAYS.index(day)) for day in dict.fromkeys(days)]
    return read


def _last_days(read: dict[str, Any], start: dt.date) -> dict[str, Any]:
    """Without `count`, which is counted here; the 29th to 31st is the last day of a shorter month."""
    asked = {key: value for key, value in read.items() if key != "count"}
    asked["count"] = None
    if read["freq"] == MONTHLY and start.day > LAST_DAYS:
        asked |= {"bymonthday": list(range(LAST_DAYS, start.day + 1)), "bysetpos": -1}
    if read["freq"] == YEARLY and (start.month, start.day) == (2, 29):
        asked |= {"bymonth": 2, "bymonthday": [28, 29], "bysetpos": -1}
    return asked


def _number(text: str, most: int) -> int:
    if not text.isdecimal() or len(text) > 4 or not 1 <= int(text) <= most:
        raise DomainError(_("A repeat comes at most %(most)d times, at a distance of at most %(distance)d.")
                          % {"most": MOST_TIMES, "distance": MOST_INTERVAL}, code="repeat")  # fmt: skip
    return int(text)


def _day(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(text[:8], "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone
    except ValueError:
        raise _unreadable() from None


def last_day(start: dt.date) -> dt.date:
    """The last day any repeat that begins on this day can have."""
    return start.replace(year=min(start.year + MOST_YEARS, dt.MAXYEAR), day=min(start.day, LAST_DAYS))


def _unreadable() -> DomainError:
    return DomainError(_("This repeat cannot be read. Choose one of those offered."), code="repeat")
