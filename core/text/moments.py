"""Moments as people say them: near ones by distance, far ones by date, always in the reader's zone."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

MINUTE = 60
HOUR = 60 * MINUTE


def relative(value: dt.datetime, now: dt.datetime) -> str:
    """«5 minutes ago», «today, 14:05», «12 November», «12.11.2025». Both moments aware."""
    seconds = (now - value).total_seconds()
    if abs(seconds) < HOUR:
        return _minutes(int(seconds))
    local, today = timezone.localtime(value), timezone.localtime(now).date()
    clock = date_format(local, "H:i")
    names = {
        0: gettext("today, %(time)s"),
        -1: gettext("yesterday, %(time)s"),
        1: gettext("tomorrow, %(time)s"),
    }
    named = names.get((local.date() - today).days)
    return named % {"time": clock} if named else relative_day(local.date(), today)


def relative_day(day: dt.date, today: dt.date) -> str:
    """The same for a date without time."""
    names = {0: gettext("today"), -1: gettext("yesterday"), 1: gettext("tomorrow")}
    if named := names.get((day - today).days):
        return named
    return day_and_month(day) if day.year == today.year else short_date(day)


def _minutes(seconds: int) -> str:
    minutes = abs(seconds) // MINUTE
    if minutes == 0:
        return gettext("just now")
    if seconds > 0:
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    return ngettext("in %(n)d minute", "in %(n)d minutes", minutes) % {"n": minutes}


def short_date(value: dt.date) -> str:
    """For columns: every date of one width, the order of parts beyond doubt."""
    return date_format(value, pgettext("date format: short", "j M Y"))


def day_and_month(value: dt.date) -> str:
    """For dates of this year."""
    return date_format(value, pgettext("date format: day and month", "j E"))


def day_on_axis(value: dt.date) -> str:
    """Under a chart: as short as a day can be."""
    return date_format(value, pgettext("format of a day under a chart", "j M"))


def month_on_axis(value: dt.date) -> str:
    """The same for a month."""
    return date_format(value, pgettext("format of a month under a chart", "M Y"))


def full(value: dt.date) -> str:
    """The whole date, and for a moment the time with the zone's distance from Greenwich."""
    day = date_format(value, pgettext("date format: full", "j E Y"))
    if not isinstance(value, dt.datetime):
        return day
    local = timezone.localtime(value)
    day = date_format(local, pgettext("date format: full", "j E Y"))
    return f"{day}, {date_format(local, 'H:i')} ({utc_offset(local)})"


def utc_offset(local: dt.datetime) -> str:
    """The distance from Greenwich, such as UTC+3 or UTC+5:30."""
    text = local.strftime("%z")
    sign, hours, minutes = text[0], int(text[1:3]), text[3:5]
    return f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
