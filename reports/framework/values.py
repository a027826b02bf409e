"""Values of a report as people read them."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.registries.reports import Measure
from core.text import moments
from core.text.numbers import money, number, percent

MINUTE, HOUR, DAY = 60, 3600, 86_400
THOUSANDS, MILLIONS = 10_000, 1_000_000
DASH = "\u2014"


def said(value: Any, measure: Measure) -> str:
    """The value in the reader's language; what is not known is a dash."""
    if value is None:
        return DASH
    if measure == Measure.NUMBER:
        return number(value, 0 if float(value).is_integer() else 1)
    if measure == Measure.MONEY:
        return money(value)
    if measure in (Measure.SHARE, Measure.PART):
        return percent(value, 1)
    if measure == Measure.SECONDS:
        return length(float(value))
    if isinstance(value, dt.datetime):
        return moments.full(timezone.localtime(value))
    return moments.short_date(value) if isinstance(value, dt.date) else str(value)


def on_axis(value: float, measure: Measure) -> str:
    """The value beside a line of a chart: large amounts in thousands or millions."""
    if measure != Measure.MONEY or value < THOUSANDS:
        return said(value, measure)
    if value < MILLIONS:
        return _("%(n)s k") % {"n": number(value / 1_000, 0)}
    millions = value / MILLIONS
    return _("%(n)s m") % {"n": number(millions, 0 if float(millions).is_integer() else 1)}


def length(seconds: float) -> str:
    """«40 s», «4 min», «1 h 20 min», «2 d 3 h»: two parts at most."""
    whole = round(seconds)
    if whole < MINUTE:
        return _("%(n)s s") % {"n": whole}
    if whole < HOUR:
        return _("%(n)s min") % {"n": round(whole / MINUTE)}
    if whole < DAY:
        hours, minutes = divmod(round(whole / MINUTE), 60)
        told = _("%(n)s h") % {"n": hours}
        return told + (" " + _("%(n)s min") % {"n": minutes} if minutes else "")
    days, hours = divmod(round(whole / HOUR), 24)
    told = _("%(n)s d") % {"n": days}
    return told + (" " + _("%(n)s h") % {"n": hours} if hours else "")


def growth(now: Any, before: Any) -> float | None:
    """Change in per cent; None where it says nothing."""
    if now is None or not before:
        return None
    return round(100 * (float(now) - float(before)) / float(before), 1)
