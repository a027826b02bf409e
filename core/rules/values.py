"""Values of conditions: from the text of JSON or a form to what the database compares."""

import calendar
import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.registries.fields import Field, FieldType
from core.rules.operators import AMOUNTS, Operator, Takes

MOST_DAYS = 36_500
MOST_VALUES = 1_000
LONGEST = 500
NOT_TEXT = re.compile(r"[\x00\ud800-\udfff]")
"""What no column of text can hold."""
WILDCARDS = re.compile(r"([\\%_])")
MOST_TIMES = 1_000_000
COUNTS = {
    Takes.NOTHING: (0, 0), Takes.ONE: (1, 1), Takes.TWO: (2, 2), Takes.MANY: (1, MOST_VALUES), Takes.DAYS: (1, 1),
    Takes.TIMES: (3, MOST_VALUES + 2),
}  # fmt: skip


def check_count(field: Field, operator: Operator, values: tuple[str, ...]) -> None:
    """Raises DomainError when there are too few or too many values."""
    least, most = COUNTS[operator.takes]
    if not least <= len(values) <= most:
        raise DomainError(
            _("“%(field)s %(operator)s”: the wrong number of values.")
            % {"field": field.label, "operator": operator.label},
            code="rule-values",
        )
    if any(len(value) > LONGEST for value in values):
        raise DomainError(_("“%(field)s”: the value is too long.") % {"field": field.label}, code="rule-values")
    if any(NOT_TEXT.search(value) for value in values):
        shown = ", ".join(NOT_TEXT.sub("?", value) for value in values)
        raise _unknown(field, shown)


def to_sql(field: Field, operator: Operator, values: tuple[str, ...], today: dt.date) -> list[Any]:
    """Parameters in the order of the operator's template; «days» are counted from `today`.

    Raises DomainError saying which value cannot be read.
    """
    check_count(field, operator, values)
    if operator.takes == Takes.MANY:
        return [[_key(field, value) for value in values] if field.is_key else list(values)]
    if operator.takes == Takes.TIMES:
        return list(times(field, operator, values, today))
    if operator.takes == Takes.DAYS:
        return _month_days(today, today + dt.timedelta(days=_days(field, values[0])))
    if field.type in AMOUNTS:
        return [_number(field, value) for value in values]
    return [pattern(operator.code, value) for value in values]


def times(
    field: Field, operator: Operator, values: tuple[str, ...], today: dt.date
) -> tuple[dt.date, list[int] | list[str], int]:
    """Since which day, of which things, how often at least. Raises DomainError saying what cannot be read."""
    check_count(field, operator, values)
    often, days, *things = values
    if not (often.isascii() and often.isdigit() and 1 <= int(often) <= MOST_TIMES):
        raise DomainError(
            _("“%(field)s”: write how many times, 1 or more.") % {"field": field.label}, code="rule-values"
        )
    since = today - dt.timedelta(days=min(_days(field, days), (today - dt.date.min).days))
    keys: list[int] | list[str] = [_key(field, value) for value in things] if field.is_key else list(things)
    return since, keys, int(often)


def pattern(operator: str, value: str) -> str:
    """A LIKE pattern for folded text (lower case, yo as ye)."""
    text = WILDCARDS.sub(r"\\\1", value.lower().replace("\u0451", "\u0435"))
    before = "" if operator == "starts" else "%"
    after = "" if operator == "ends" else "%"
    return f"{before}{text}{after}"


def _key(field: Field, value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) < 2**63:
        return int(value)
    raise _unknown(field, value)


def _unknown(field: Field, value: str) -> DomainError:
    return DomainError(
        _("“%(field)s”: there is no such value as “%(value)s”.") % {"field": field.label, "value": value},
        code="rule-values",
    )


def _days(field: Field, value: str) -> int:
    if value.isascii() and value.isdigit() and int(value) <= MOST_DAYS:
        return int(value)
    raise DomainError(
        _("“%(field)s”: write a number of days, 0 to %(most)s.") % {"field": field.label, "most": MOST_DAYS},
        code="rule-values",
    )


def period(
    field: Field, operator: Operator, values: tuple[str, ...], today: dt.date
) -> tuple[dt.date | None, dt.date | None]:
    """First and last day asked for; None is an open end. Raises DomainError saying what cannot be read."""
    check_count(field, operator, values)
    if operator.takes == Takes.DAYS:
        distance = dt.timedelta(days=_days(field, values[0]))
        return {
            "last_days": (today - distance, today),
            "older_days": (None, today - distance - dt.timedelta(days=1)),
            "days_ago": (today - distance, today - distance),
            "next_days": (today, today + distance),
            "in_days": (today + distance, today + distance),
        }[operator.code]
    days = [read_date(field, value) for value in values]
    return {
        "on": (days[0], days[0]),
        "since": (days[0], None),
        "until": (None, days[0]),
        "within": (days[0], days[-1]),
    }[operator.code]


def _month_days(first: dt.date, last: dt.date) -> list[int]:
    """Bounds of two ranges of month * 100 + day; the second is empty unless the days cross New Year.

    Those born on 29 February have their day on the 28th in common years.
    """
    if last - first >= dt.timedelta(days=365):
        return [101, 1231, 1, 0]
    start, end = _month_day(first), _month_day(last)
    if end == 228 and not calendar.isleap(last.year):
        end = 229
    return [start, end, 1, 0] if start <= end else [start, 1231, 101, end]


def _month_day(day: dt.date) -> int:
    return day.month * 100 + day.day


def _number(field: Field, value: str) -> Decimal:
    text = re.sub(r"[\s\u00a0\u202f]", "", value).replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise DomainError(
            _("“%(field)s”: “%(value)s” is not a number.") % {"field": field.label, "value": value}, code="rule-values"
        )
    return number


def read_date(field: Field, value: str) -> dt.date:
    """A day written as ISO or as Russians write it. Raises DomainError."""
    for shape in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(value.strip(), shape).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise DomainError(
        _("“%(field)s”: there is no date “%(value)s”; write it as 31.12.2026.")
        % {"field": field.label, "value": value},
        code="rule-values",
    )


def is_text(kind: FieldType) -> bool:
    """Whether an empty string of this type means the same as nothing."""
    return kind in {FieldType.TEXT, FieldType.PHONE, FieldType.EMAIL, FieldType.CHOICE, FieldType.MULTI}
