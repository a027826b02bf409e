"""Scores in plain Python, client by client: what the statements are compared with."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from segmentation.models import ScoreSettings
from segmentation.scores.cells import by_grades

SHARES = (("A", "abc_a"), ("B", "abc_b"))


@dataclass(frozen=True)
class Bought:
    """A purchase, or a return."""

    day: dt.date
    total: Decimal
    profit: Decimal
    is_return: bool = False


@dataclass
class Told:
    """What the scores of a client should be."""

    last_on: dt.date | None = None
    frequency: int = 0
    monetary: Decimal = Decimal(0)
    r: int = 0
    f: int = 0
    m: int = 0
    rfm_segment: str = ""
    abc: str = ""
    xyz: str = ""
    lifecycle: str = "cold"
    own: dict[str, Any] = field(default_factory=dict)


def scores(clients: Mapping[int, Sequence[Bought]], ours: ScoreSettings, as_of: dt.date) -> dict[int, Told]:
    """Of everybody, as of a day; there are no talks, tasks or contacts."""
    found = {pk: _facts([one for one in bought if one.day <= as_of], ours, as_of) for pk, bought in clients.items()}
    graded = {pk: told for pk, told in found.items() if told.frequency}
    for axis, value in (("r", "last_on"), ("f", "frequency"), ("m", "monetary")):
        values = {pk: getattr(one, value) for pk, one in graded.items()}
        for pk, grade in _grades(values, ours, axis, as_of).items():
            setattr(found[pk], axis, grade)
    cells = by_grades(ours)
    for told in graded.values():
        told.rfm_segment = cells[f"{told.r}{told.f}{told.m}"]
    there = {pk: one.own["abc"] for pk, one in found.items() if one.frequency or one.own["total"]}
    for pk, code in _classes(there, ours).items():
        found[pk].abc = code
    year = _classes({pk: one.own["year"] for pk, one in found.items()}, ours)
    for pk, told in found.items():
        told.lifecycle = _lifecycle(told, ours, as_of, is_a=year[pk] == "A")
    return found


def _facts(bought: Sequence[Bought], ours: ScoreSettings, as_of: dt.date) -> Told:
    since = dt.date.min if ours.window_days is None else as_of - dt.timedelta(days=ours.window_days - 1)
    window = [one for one in bought if one.day >= since]
    summed = [one for one in window if ours.is_net or not one.is_return]
    days = sorted(one.day for one in bought if not one.is_return)
    measures = {
        "total": sum((one.total for one in summed), Decimal(0)),
        "profit": sum((one.profit for one in summed), Decimal(0)),
        "number": Decimal(sum(1 for one in window if not one.is_return)),
    }
    own = {
        "abc": measures[ours.abc_measure],
        "total": measures["total"],
        "year": sum((one.total for one in bought if one.day > as_of - dt.timedelta(days=365)), Decimal(0)),
        "number": len(days),
        "interval": Decimal((days[-1] - days[0]).days) / (len(days) - 1) if len(days) > 1 else Decimal(0),
    }
    return Told(
        last_on=days[-1] if days else None, frequency=int(measures["number"]), monetary=measures[ours.measure],
        xyz=_evenness(bought, ours, as_of), own=own,
    )  # fmt: skip


def _grades(values: Mapping[int, Any], ours: ScoreSettings, axis: str, as_of: dt.date) -> dict[int, int]:
    if ours.method == "fixed" and axis == "r":
        return {pk: 1 + sum((as_of - day).days <= most for most in ours.fixed["r"]) for pk, day in values.items()}
    if ours.method == "fixed":
        return {pk: 1 + sum(value >= least for least in ours.fixed[axis]) for pk, value in values.items()}
    order = sorted(values, key=lambda pk: (values[pk], pk))
    if ours.method == "ntile":
        size, rest = divmod(len(order), ours.grades)
        sizes = [size + (number < rest) for number in range(ours.grades)]
        tiles = [number + 1 for number, count in enumerate(sizes) for _one in range(count)]
        return dict(zip(order, tiles, strict=True))
    found = {}
    for pk in order:
        less = sum(1 for other in values.values() if other < values[pk])
        share = Fraction(less, max(len(order) - 1, 1))
        found[pk] = min(ours.grades, 1 + math.floor(ours.grades * share))
    return found


def _classes(values: Mapping[int, Decimal], ours: ScoreSettings) -> dict[int, str]:
    whole = sum((value for value in values.values() if value > 0), Decimal(0))
    found, before = {}, Decimal(0)
    for pk in sorted(values, key=lambda pk: (-values[pk], pk)):
        found[pk] = "C"
        if values[pk] > 0:
            reached = (code for code, name in SHARES if before * 100 < whole * getattr(ours, name))
            found[pk] = next(reached, "C")
            before += values[pk]
    return found


def _evenness(bought: Sequence[Bought], ours: ScoreSettings, as_of: dt.date) -> str:
    after = (as_of + dt.timedelta(days=1)).replace(day=1)
    last = after.year * 12 + after.month - 2
    sums: dict[int, Decimal] = defaultdict(Decimal)
    sold = set()
    for one in bought:
        month = one.day.year * 12 + one.day.month - 1
        if last - ours.xyz_months < month <= last:
            sums[month] += one.total if ours.is_net or not one.is_return else 0
            if not one.is_return:
                sold.add(month)
    mean = Fraction(sum(sums.values(), Decimal(0))) / ours.xyz_months
    if len(sold) < ours.xyz_least or mean <= 0:
        return ""
    of_months = [Fraction(sums.get(last - place, Decimal(0))) for place in range(ours.xyz_months)]
    square = sum((one - mean) ** 2 for one in of_months) / ours.xyz_months / mean**2 * 10_000
    return "X" if square <= Fraction(ours.xyz_x) ** 2 else "Y" if square <= Fraction(ours.xyz_y) ** 2 else "Z"


def _lifecycle(told: Told, ours: ScoreSettings, as_of: dt.date, *, is_a: bool) -> str:
    number = told.own["number"]
    if told.last_on is None:
        return "cold"
    silent = (as_of - told.last_on).days
    if is_a and number >= ours.vip_number:
        return "vip"
    if number > ours.permanent_number and silent <= max(
        ours.permanent_days, ours.permanent_intervals * told.own["interval"]
    ):
        return "permanent"
    if silent <= ours.hot_days:
        return "hot"
    if silent <= ours.warm_bought_days:
        return "warm"
    return "dead" if silent >= ours.dead_days else "cold"


def cohorts(
    clients: Mapping[int, Sequence[Bought]], since: dt.date, until: dt.date
) -> dict[tuple[dt.date, int], tuple[int, Decimal]]:
    """Buyers and money by month of the first purchase and months since; first purchases of these days alone."""
    buyers: dict[tuple[dt.date, int], set[int]] = defaultdict(set)
    money: dict[tuple[dt.date, int], Decimal] = defaultdict(Decimal)
    for pk, bought in clients.items():
        first = min((one.day for one in bought if not one.is_return), default=None)
        if first is None or not since <= first <= until:
            continue
        for one in bought:
            after = (one.day.year - first.year) * 12 + one.day.month - first.month
            if after < 0 or one.day > until:
                continue
            money[first.replace(day=1), after] += one.total
            buyers[first.replace(day=1), after] |= set() if one.is_return else {pk}
    return {key: (len(buyers[key]), total) for key, total in money.items()}
