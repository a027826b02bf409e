"""What can be asked of a field of each type, and how that is said in SQL.

A template has `{x}` for the field's expression and `%s` for each value. Absence counts as «not»: «city is not Kazan»
holds for a client without a city, as a person reading the list would expect.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.registries.fields import Field, FieldType

WORDS = frozenset({FieldType.TEXT, FieldType.PHONE, FieldType.EMAIL})
AMOUNTS = frozenset({FieldType.NUMBER, FieldType.MONEY})
TIMES = frozenset({FieldType.DATE, FieldType.MOMENT})
CHOICES = frozenset({FieldType.CHOICE, FieldType.MULTI})
EVERY = frozenset(FieldType) - {FieldType.FLAG}


class Takes(StrEnum):
    """What an operator wants beside the field."""

    NOTHING = "nothing"
    ONE = "one"
    TWO = "two"
    MANY = "many"
    DAYS = "days"
    """A whole number of days, 0 to 36,500."""
    TIMES = "times"
    """How many times, in how many days, then of which things."""


@dataclass(frozen=True)
class Operator:
    """One question. A negative one is the plain denial of `of`, so a pair can never disagree."""

    code: str
    label: str | Promise
    types: frozenset[FieldType]
    takes: Takes
    sql: str = ""
    of: str = ""
    """Code of the operator that this one denies."""


FOLDED = "translate(lower({x}), '\u0451', '\u0435')"
MONTH_DAY = "(extract(month FROM {x})::int * 100 + extract(day FROM {x})::int)"
"""The day of the year without the year; an index on this expression answers «whose birthday is this week»."""

ANNIVERSARY = f"({MONTH_DAY} BETWEEN %s AND %s OR {MONTH_DAY} BETWEEN %s AND %s)"

PERIOD = "{period}"
"""From a day to a day, both included; `core.rules.values.period` says which, so that an index on the column is used."""

ALL = (
    Operator("is", pgettext_lazy("rule", "is"), CHOICES | WORDS, Takes.MANY, "{x} = ANY(%s)"),
    Operator("is_not", pgettext_lazy("rule", "is not"), CHOICES | WORDS, Takes.MANY, of="is"),
    Operator("contains", pgettext_lazy("rule", "contains"), WORDS, Takes.ONE, f"{FOLDED} LIKE %s"),
    Operator("lacks", pgettext_lazy("rule", "does not contain"), WORDS, Takes.ONE, of="contains"),
    Operator("starts", pgettext_lazy("rule", "begins with"), WORDS, Takes.ONE, f"{FOLDED} LIKE %s"),
    Operator("ends", pgettext_lazy("rule", "ends in"), WORDS, Takes.ONE, f"{FOLDED} LIKE %s"),
    Operator("equals", pgettext_lazy("rule", "equals"), AMOUNTS, Takes.ONE, "{x} = %s"),
    Operator("from", pgettext_lazy("rule", "at least"), AMOUNTS, Takes.ONE, "{x} >= %s"),
    Operator("to", pgettext_lazy("rule", "at most"), AMOUNTS, Takes.ONE, "{x} <= %s"),
    Operator("between", pgettext_lazy("rule", "between"), AMOUNTS, Takes.TWO, "{x} BETWEEN %s AND %s"),
    Operator("on", pgettext_lazy("rule", "on"), TIMES, Takes.ONE, PERIOD),
    Operator("since", pgettext_lazy("rule", "not earlier than"), TIMES, Takes.ONE, PERIOD),
    Operator("until", pgettext_lazy("rule", "not later than"), TIMES, Takes.ONE, PERIOD),
    Operator("within", pgettext_lazy("rule", "from … to …"), TIMES, Takes.TWO, PERIOD),
    Operator("last_days", _("in the last … days"), TIMES, Takes.DAYS, PERIOD),
    Operator("older_days", _("more than … days ago"), TIMES, Takes.DAYS, PERIOD),
    Operator("days_ago", _("exactly … days ago"), TIMES, Takes.DAYS, PERIOD),
    Operator("next_days", _("in the next … days"), TIMES, Takes.DAYS, PERIOD),
    Operator("in_days", _("exactly in … days"), TIMES, Takes.DAYS, PERIOD),
    Operator("anniversary", _("day and month in the next … days"), TIMES, Takes.DAYS, ANNIVERSARY),
    Operator("yes", pgettext_lazy("rule", "yes"), frozenset({FieldType.FLAG}), Takes.NOTHING, "{x}"),
    Operator("no", pgettext_lazy("rule", "no"), frozenset({FieldType.FLAG}), Takes.NOTHING, of="yes"),
    Operator("times", _("at least … times in … days"), frozenset(), Takes.TIMES, "{times}"),
    Operator("times_not", _("fewer than … times in … days"), frozenset(), Takes.TIMES, of="times"),
    Operator("filled", pgettext_lazy("rule", "is filled in"), EVERY, Takes.NOTHING, "{filled}"),
    Operator("empty", pgettext_lazy("rule", "is empty"), EVERY, Takes.NOTHING, of="filled"),
)

BY_CODE = {operator.code: operator for operator in ALL}


def for_type(kind: FieldType) -> list[Operator]:
    """The questions a field of this type can be asked, in the order they are offered."""
    return [operator for operator in ALL if kind in operator.types]


def for_field(field: Field) -> list[Operator]:
    """The questions this field can be asked: those of its type, and how often, where that is counted."""
    return [*for_type(field.type), *(operator for operator in ALL if operator.takes == Takes.TIMES and field.counted)]


def meaning(operator: Operator) -> Operator:
    """The operator whose SQL answers: itself, or the one it denies."""
    return BY_CODE[operator.of] if operator.of else operator
