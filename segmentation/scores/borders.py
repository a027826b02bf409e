"""From which value each grade and each class begins. Stored with a run: between nightly runs borders stand still."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from core import sql
from segmentation.choices import Measure, Method
from segmentation.models import ScoreSettings

MONEY = {Measure.TOTAL: "i.w_total", Measure.PROFIT: "i.w_profit", Measure.NUMBER: "i.w_number"}
YEAR = "i.year_total"
LAST, NUMBER = "i.last_on", "i.w_number"


@dataclass(frozen=True)
class Border:
    """The first one who is over it: a value and, where equals are told apart, the id of the client."""

    value: Decimal | dt.date
    customer: int = 0

    def as_json(self) -> list[Any]:
        """For `ScoreRun.borders`."""
        return [str(self.value), self.customer]


@dataclass(frozen=True)
class Borders:
    """Of grades 2, 3, … of each axis, None where nobody has the grade; of classes B and C where there are such."""

    r: Sequence[Border | None] = ()
    f: Sequence[Border | None] = ()
    m: Sequence[Border | None] = ()
    abc: Mapping[str, Border] = field(default_factory=dict)
    abc_year: Mapping[str, Border] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """For `ScoreRun.borders`."""
        axes = {axis: [one and one.as_json() for one in getattr(self, axis)] for axis in ("r", "f", "m")}
        classes = {kind: {code: one.as_json() for code, one in getattr(self, kind).items()} for kind in CLASSES}
        return {**axes, **classes}


CLASSES = ("abc", "abc_year")


def from_json(stored: Mapping[str, Any]) -> Borders:
    """What a run has kept."""
    axes = {
        axis: [None if one is None else _border(one, is_day=axis == "r") for one in stored.get(axis, ())]
        for axis in ("r", "f", "m")
    }
    classes = {kind: {code: _border(one) for code, one in stored.get(kind, {}).items()} for kind in CLASSES}
    return Borders(**axes, **classes)  # type: ignore[arg-type]  # both by name


def _border(stored: Sequence[Any], *, is_day: bool = False) -> Border:
    value, customer = stored
    return Border(dt.date.fromisoformat(value) if is_day else Decimal(value), int(customer))


def find(settings: ScoreSettings, source: str, as_of: dt.date) -> Borders:
    """Of these clients (`source` is a table of inputs), by the settings."""
    shares = {"a": settings.abc_a, "b": settings.abc_b}
    return Borders(
        **_axes(settings, source, as_of),
        abc=_classes(source, MONEY[Measure(settings.abc_measure)], shares),
        abc_year=_classes(source, YEAR, shares),
    )


def _axes(settings: ScoreSettings, source: str, as_of: dt.date) -> dict[str, Sequence[Border | None]]:
    if settings.method == Method.FIXED:
        return _fixed(settings, as_of)
    name = "find_tiled" if settings.method == Method.NTILE else "find_ranked"
    values = {"r": LAST, "f": NUMBER, "m": MONEY[Measure(settings.measure)]}
    return {axis: _grades(name, source, value, settings.grades) for axis, value in values.items()}


def _grades(name: str, source: str, value: str, grades: int) -> list[Border | None]:
    rows = _ask(name, source, value, {"grades": grades})
    found = {grade: Border(first, customer) for grade, first, customer in rows}
    # A grade that nobody has begins where the next one does.
    return [next((found[at] for at in range(grade, grades + 1) if at in found), None) for grade in range(2, grades + 1)]


def _fixed(settings: ScoreSettings, as_of: dt.date) -> dict[str, Sequence[Border | None]]:
    """A number of days that reaches beyond the calendar lets everybody in."""
    r = [Border(_days_before(as_of, int(days))) for days in settings.fixed["r"]]
    f, m = ([Border(Decimal(str(one))) for one in settings.fixed[axis]] for axis in ("f", "m"))
    return {"r": r, "f": f, "m": m}


def _days_before(day: dt.date, days: int) -> dt.date:
    return day - dt.timedelta(days=min(days, (day - dt.date.min).days))


def _classes(source: str, value: str, shares: Mapping[str, Decimal]) -> dict[str, Border]:
    rows = _ask("find_classes", source, value, shares)
    return {code: Border(first, customer) for code, first, customer in rows if code != "A"}


def _ask(name: str, source: str, value: str, params: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", name, {"value": value, "source": source}), params)
        found: list[Any] = cursor.fetchall()
    return found


def grade(value: str, axis: str, borders: Sequence[Border | None]) -> tuple[str, dict[str, Any]]:
    """An expression that gives the grade of `i`, and what it needs."""
    parts = ["1"]
    params: dict[str, Any] = {}
    for place, one in enumerate(borders):
        if one is None:
            break
        name = f"{axis}{place}"
        parts.append(f"(({value}, i.customer_id) >= (%({name})s, %({name}_id)s))::int")
        params |= {name: one.value, f"{name}_id": one.customer}
    return "(" + " + ".join(parts) + ")", params


def letter(value: str, kind: str, borders: Mapping[str, Border]) -> tuple[str, dict[str, Any]]:
    """An expression that gives the class of `i`, and what it needs; what is not above nought is C."""
    parts = [f"CASE WHEN {value} <= 0 THEN 'C'"]
    params: dict[str, Any] = {}
    for code in ("C", "B"):
        if code in borders:
            name = f"{kind}_{code}"
            parts.append(f"WHEN (-{value}, i.customer_id) >= (-%({name})s, %({name}_id)s) THEN '{code}'")
            params |= {name: borders[code].value, f"{name}_id": borders[code].customer}
    return " ".join(parts) + " ELSE 'A' END", params
