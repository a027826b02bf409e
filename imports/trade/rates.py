"""Rates of foreign money: of the row, else of its day; where neither is known a person is asked."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import F, Max, Min
from django.db.models.functions import TruncDate

from accounts import company
from core.cells import Note
from imports.cleaning.columns import problem_of
from imports.cleaning.rows import ROW, CleanRow
from sales.models import Purchase
from sales.money import MOST

Day = tuple[str, dt.date]
"""A currency on a day of the company's calendar."""


def rated(rows: Sequence[CleanRow]) -> list[CleanRow]:
    """Rows with the rate of their money; one in the company's own money has none, whatever the file says."""
    ours = company.current()
    foreign = {row.number: _day(row, ours.zone) for row in rows if _is_foreign(row, ours.currency)}
    asked = {foreign[row.number] for row in rows if row.number in foreign and "rate" not in row.values}
    known = rates_of_days(asked, ours.zone) if asked else {}
    return [_rated(row, foreign[row.number], known) if row.number in foreign else _plain(row) for row in rows]


def rates_of_days(asked: set[Day], zone: ZoneInfo) -> Mapping[Day, str]:
    """Rates that purchases of the base have; a day that has several is no answer."""
    first = dt.datetime.combine(min(day for _currency, day in asked), dt.time(), tzinfo=zone)
    last = dt.datetime.combine(max(day for _currency, day in asked), dt.time.max, tzinfo=zone)
    standing = Purchase.objects.filter(
        purchased_at__gte=first, purchased_at__lte=last, currency__in={currency for currency, _day in asked}
    )
    days = standing.annotate(day=TruncDate("purchased_at", tzinfo=zone)).values("currency", "day")
    one = days.annotate(least=Min("rate"), rate=Max("rate")).filter(least=F("rate")).order_by("currency", "day")
    return {(currency, day): f"{rate:f}" for currency, day, rate in one.values_list("currency", "day", "rate")}


def _is_foreign(row: CleanRow, ours: str) -> bool:
    return not row.rejected and row.values.get("currency", ours) != ours


def _day(row: CleanRow, zone: ZoneInfo) -> Day:
    at = dt.datetime.fromisoformat(str(row.values["purchased_at"]))
    return str(row.values["currency"]), at.astimezone(zone).date()


def _plain(row: CleanRow) -> CleanRow:
    if "currency" not in row.values and "rate" not in row.values:
        return row
    return row._replace(values={code: value for code, value in row.values.items() if code not in {"currency", "rate"}})


def _rated(row: CleanRow, day: Day, known: Mapping[Day, str]) -> CleanRow:
    if "rate" in row.values:
        return _of_sense(row)
    if day in known:
        return _of_sense(row._replace(values={**row.values, "rate": known[day]}))
    problem = problem_of(Note("no_rate", "rejects"), ROW, "rate", day[0])
    return row._replace(rejected="no_rate", problems=(*row.problems, problem))


def _of_sense(row: CleanRow) -> CleanRow:
    """The row, refused when its sum in the company's money is beyond what a column holds."""
    price, quantity, rate = (Decimal(str(row.values[name])) for name in ("price", "quantity", "rate"))
    if abs(price * quantity) * rate < MOST:
        return row
    problem = problem_of(Note("sum_too_large", "rejects"), ROW, "rate", f"{rate:f}")
    return row._replace(rejected="sum_too_large", problems=(*row.problems, problem))
