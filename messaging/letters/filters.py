"""Filters of templates: a short list, each bounded, so that no chain of them can fill the memory."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, DecimalException
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from liquid import Markup, escape
from liquid.exceptions import FilterArgumentError
from liquid.undefined import Undefined

from core.text import moments
from messaging.letters.values import Amount, Day, Money

LONGEST = 20_000
"""Characters of what a filter may give."""
Filter = Callable[..., Any]


class RefusedError(FilterArgumentError):
    """What a filter cannot do, in words for a person."""

    def __init__(self, words: str) -> None:
        super().__init__(words, token=None)


def is_gone(value: object) -> bool:
    """Whether a template names what there is not. Such a value forbids even to be asked for its class."""
    return issubclass(type(value), Undefined)


def default(value: object, other: object = "", **_named: object) -> object:
    """The value, or another where there is none: an empty card, a field deleted since."""
    empty = is_gone(value) or value is None or value is False or value == "" or value == []
    return other if empty else value


def date(value: object, style: object = "full") -> str:
    """A day: `full`, `short`, `day` (without the year), `year`, or signs such as %d.%m.%Y."""
    day = _day(value)
    if day is None:
        return ""
    said = str(style)
    styles: dict[str, Callable[[], str]] = {
        "full": lambda: str(Day.of(day)),
        "short": lambda: moments.short_date(day),
        "day": lambda: moments.day_and_month(day),
        "year": lambda: str(day.year),
    }
    if said in styles:
        return styles[said]()
    if "%" not in said or len(said) > 40:
        raise RefusedError(_("A date is written “full”, “short”, “day”, “year” or by signs such as %d.%m.%Y."))
    signs = {"%d": "d", "%m": "m", "%Y": "Y", "%y": "y", "%B": "E", "%e": "j", "%A": "l"}
    for sign, ours in signs.items():
        said = said.replace(sign, date_format(day, ours))
    return said


def _day(value: object) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return Day.of(value)
    if isinstance(value, dt.date):
        return value
    try:
        return parse_date(str(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def money(value: object) -> object:
    """A sum with the sign of the currency."""
    if isinstance(value, Money):
        return value
    found = number_of(value)
    return "" if found is None else Money(found)


def number(value: object) -> object:
    """A number with its thousands apart, without a sign."""
    found = number_of(value)
    return "" if found is None else Amount(found)


def number_of(value: object) -> Decimal | None:
    """What can be counted with; None of what cannot."""
    if is_gone(value) or value in (None, "") or isinstance(value, bool):
        return None
    try:
        found = Decimal(value) if isinstance(value, Decimal) else Decimal(str(value).replace(",", "."))
    except DecimalException:
        raise RefusedError(_("This is not a number: “%(value)s”.") % {"value": str(value)[:40]}) from None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 18 else None


def _counted(count: Callable[[Decimal, Decimal], Decimal]) -> Filter:
    def act(value: object, other: object = 0) -> object:
        left, right = number_of(value), number_of(other)
        if left is None or right is None:
            return ""
        try:
            found = count(left, right)
        except DecimalException:
            raise RefusedError(_("This cannot be counted.")) from None
        return Money.of(found, value.sign) if isinstance(value, Money) else Amount(found)

    return act


def _worded(change: Callable[..., str]) -> Filter:
    """Of text: bounded, and escaped where the letter is HTML."""

    def act(value: object, *arguments: object) -> str:
        text = "" if value is None or is_gone(value) else value
        safe = isinstance(text, Markup)
        plain = [_text(one, safe=safe) for one in arguments]
        found = change(text if isinstance(text, str) else str(text), *plain)
        if len(found) > LONGEST:
            raise RefusedError(_("This text is too long."))
        return found

    return act


def _text(value: object, *, safe: bool) -> str:
    """Of a text that stands in a page, parts put into it are escaped too."""
    text = value if isinstance(value, str) else str(value)
    return escape(text) if safe else text


def _truncate(text: str, length: str = "50", end: str = "…") -> str:
    most = int(length) if length.isdecimal() and len(length) < 6 else 50
    return text if len(text) <= most else text[: max(0, most - len(end))] + end


def _replace(text: str, what: str, by: str = "") -> str:
    if not what or len(text) * (len(by) + 1) > LONGEST * LONGEST // 10:
        return text
    return text.replace(what, by)


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _listed(value: object) -> list[object]:
    return value[:500] if isinstance(value, list) else []


def join(value: object, between: object = ", ") -> str:
    """Several values in a row: tags, dates."""
    return str(between)[:20].join(str(one) for one in _listed(value)) if isinstance(value, list) else str(value or "")


def first(value: object) -> object:
    """The first of several, or nothing."""
    found = _listed(value)
    return found[0] if found else ""


def last(value: object) -> object:
    """The last of several, or nothing."""
    found = _listed(value)
    return found[-1] if found else ""


def size(value: object) -> int:
    """How many there are; letters of a text."""
    return len(value) if isinstance(value, (list, str)) else 0


FILTERS: dict[str, Filter] = {
    "default": default,
    "date": date,
    "money": money,
    "number": number,
    "plus": _counted(lambda left, right: left + right),
    "minus": _counted(lambda left, right: left - right),
    "times": _counted(lambda left, right: left * right),
    "divided_by": _counted(lambda left, right: left / right),
    "round": lambda value, places=0: _rounded(value, places),
    "upcase": _worded(lambda text: text.upper()),
    "downcase": _worded(lambda text: text.lower()),
    "capitalize": _worded(_capitalize),
    "strip": _worded(lambda text: text.strip()),
    "append": _worded(lambda text, more="": text + more),
    "prepend": _worded(lambda text, more="": more + text),
    "replace": _worded(_replace),
    "truncate": _worded(_truncate),
    "join": join,
    "first": first,
    "last": last,
    "size": size,
}


def _rounded(value: object, places: object) -> object:
    found, digits = number_of(value), number_of(places)
    if found is None:
        return ""
    rounded = Decimal(round(found, int(min(max(digits or Decimal(0), Decimal(0)), Decimal(4)))))
    return Money.of(rounded, value.sign) if isinstance(value, Money) else Amount(rounded)
