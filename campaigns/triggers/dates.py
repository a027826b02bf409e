"""Dates of a client that can set a message off: of the catalogue, own fields and dates beside his birth included."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.field_rights import may_read
from accounts.models import User
from core.registries.fields import Field, FieldType, catalogue, find
from customers.choices import DateKind

BESIDE = "dates."
"""Before the kind of a date that is not a field of its own: `dates.wedding`."""
OF_KIND = (
    "SELECT make_date(COALESCE(d.year, 1904), d.month, 1) + d.day - 1 FROM customers_customerdate d"
    " WHERE d.customer_id = c.id AND d.kind = '%s'"
)
"""Without a year: one that had a 29 February, long ago."""
LEFT_OUT = {"updated_at"}
"""Changes with every look at the card: nothing anybody would write about."""
WHOLE_YEAR = (101, 1231)


@dataclass(frozen=True)
class Choice:
    """One date."""

    code: str
    label: str | Promise


def choices(reader: User) -> list[Choice]:
    """Those the person may read, in the order of the card."""
    found = [Choice(one.code, one.label) for one in catalogue().values() if _is_date(one) and may_read(reader, one)]
    beside = find("dates")
    if beside is not None and may_read(reader, beside):
        found += [Choice(f"{BESIDE}{kind}", label) for kind, label in DateKind.choices]
    return found


def label(code: str) -> str:
    """What it is called; the code itself when it is gone."""
    if code.startswith(BESIDE):
        return str(dict(DateKind.choices).get(code.removeprefix(BESIDE), code))
    field = find(code)
    return str(field.label) if field is not None else code


def is_known(code: str) -> bool:
    """Whether there is such a date now."""
    if code.startswith(BESIDE):
        return code.removeprefix(BESIDE) in DateKind.values
    field = find(code)
    return field is not None and _is_date(field)


def value_query(code: str, zone: str) -> str:
    """SQL that gives the dates of the client `c`; of a moment its day in the company's zone."""
    if code.startswith(BESIDE):
        return OF_KIND % DateKind(code.removeprefix(BESIDE))
    field = find(code)
    assert field is not None
    value = field.sql.replace("{c}", "c").replace("%", "%%")
    if field.type == FieldType.MOMENT:
        value = f"({value} AT TIME ZONE '{zone}')::date"
    if not field.within:
        return f"SELECT {value}"
    around = field.within.replace("{c}", "c").replace("%", "%%").replace("{test}", f"{value} IS NOT NULL")
    return around.replace("SELECT 1", f"SELECT {value}", 1)


def span(since: dt.datetime, until: dt.datetime, days: int, *, is_yearly: bool) -> dict[str, Any]:
    """The days whose events may fall due in a span: a day more at both ends, for zones."""
    first = since.date() - dt.timedelta(days=days + 1)
    last = until.date() + dt.timedelta(days=1 - days)
    (from_1, to_1), (from_2, to_2) = _months(first, last) if is_yearly else (WHOLE_YEAR, WHOLE_YEAR)
    return {
        "first": first, "last": last, "years": list(range(first.year, last.year + 1)),
        "from_1": from_1, "to_1": to_1, "from_2": from_2, "to_2": to_2,
    }  # fmt: skip


def _is_date(field: Field) -> bool:
    return field.type in (FieldType.DATE, FieldType.MOMENT) and field.code not in LEFT_OUT


def _months(first: dt.date, last: dt.date) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two ranges of month × 100 + day; those born on 29 February are looked for on the 28th too."""
    if (last - first).days >= 365:
        return WHOLE_YEAR, WHOLE_YEAR
    begin, end = first.month * 100 + first.day, last.month * 100 + last.day
    end = 229 if end == 228 else end
    if begin <= end:
        return (begin, end), (begin, end)
    return (begin, WHOLE_YEAR[1]), (WHOLE_YEAR[0], end)
