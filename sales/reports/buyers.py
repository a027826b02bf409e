"""New, returned and regular buyers, step by step."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core import sql
from core.registries.reports import (
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)  # fmt: skip
from sales.reports.asking import (
    SalesForm,
    asked,
    behind_url,
    grain,
    lines_of,
    may,
    rows,
    step_name,
    steps,
)  # fmt: skip

CODE = "buyers"
SILENCE = 180
"""Days without a purchase after which a buyer counts as returned."""
KINDS = ("new", "returned", "regular")
Found = dict[tuple[dt.date, str], tuple[int, int, Any]]


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("New and returned buyers"),
            about=gettext_lazy("Who bought for the first time, who came back after a long silence, who keeps coming."),
            build=build,
            behind=behind,
            form=SalesForm,
            rule=gettext_lazy(
                "A buyer is counted once in each day, week or month. New: the first purchase of all falls into it. "
                "Returned: 180 days or more had passed since the purchase before. The others are regular. Returns of "
                "goods and invoices do not count. Only your clients are counted."
            ),
            icon="user-plus",
            usual_days=365,
            weight=40,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Two statements: these days and as many before."""
    found, before = _found(ask), _found(ask.before())
    return ReportResult(tiles=_tiles(found, before), charts=_charts(ask, found), tables=[_table(ask, found)])


def _kinds(ask: ReportAsk) -> dict[str, str]:
    return {"kinds": sql.statement("sales", "report_buyers_kinds", {"asked": asked(ask)})}


def _found(ask: ReportAsk) -> Found:
    lines = rows(ask, "report_buyers", _kinds(ask), silence=SILENCE)
    return {(step, kind): (buyers, number, total) for step, kind, buyers, number, total in lines}


def _names() -> dict[str, str]:
    return {
        "new": pgettext("buyers", "New"),
        "returned": pgettext("buyers", "Returned"),
        "regular": pgettext("buyers", "Regular"),
    }


def _tiles(found: Found, before: Found) -> list[Tile]:
    now, earlier = _by_kind(found), _by_kind(before)
    return [Tile(label=name, value=now[kind], before=earlier[kind]) for kind, name in _names().items()]


def _by_kind(found: Found) -> dict[str, int]:
    counted: dict[str, int] = defaultdict(int)
    for (_step, kind), (buyers, *_rest) in found.items():
        counted[kind] += buyers
    return counted


def _charts(ask: ReportAsk, found: Found) -> list[Chart]:
    days, labels = steps(ask), [step_name(ask, day) for day in steps(ask)]
    nothing = (0, 0, 0)
    people = [(name, [found.get((day, kind), nothing)[0] for day in days]) for kind, name in _names().items()]
    if not found:
        return []
    charts = [Chart(code="buyers", title=_("Buyers"), kind=ChartKind.STACKED, labels=labels, series=people)]
    if may(ask, "total"):
        money = [(name, [float(found.get((day, kind), nothing)[2]) for day in days]) for kind, name in _names().items()]
        title = _("What they brought")
        charts.append(
            Chart(code="sums", title=title, kind=ChartKind.STACKED, labels=labels, series=money, measure=Measure.MONEY)
        )
    return charts


def _table(ask: ReportAsk, found: Found) -> Table:
    heading = {"day": _("Day"), "week": _("Week from"), "month": _("Month from")}[grain(ask)]
    columns = [Column(code="step", label=heading, measure=Measure.DATE), Column(code="buyers", label=_("Buyers"))]
    columns += [Column(code=kind, label=name) for kind, name in _names().items()]
    if may(ask, "total"):
        said = {"new": _("Sum of new"), "returned": _("Sum of returned"), "regular": _("Sum of regular")}
        columns += [Column(code=f"{kind}_sum", label=said[kind], measure=Measure.MONEY) for kind in KINDS]
    lines = [_row(ask, found, day) for day in reversed(steps(ask)) if any((day, kind) in found for kind in KINDS)]
    return Table(code="steps", title=_("By time"), columns=columns, rows=lines)


def _row(ask: ReportAsk, found: Found, day: dt.date) -> Row:
    cells = {"step": Cell(day)}
    altogether = 0
    for kind in KINDS:
        buyers, _number, total = found.get((day, kind), (0, 0, 0))
        altogether += buyers
        cells[kind] = Cell(buyers, behind_url(ask, CODE, f"{kind}:{day.isoformat()}") if buyers else "")
        cells[f"{kind}_sum"] = Cell(total)
    return Row(cells | {"buyers": Cell(altogether)})


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<kind>:<first day of the step>`: the purchases by which these buyers came."""
    kind, _colon, day = key.partition(":")
    try:
        at = parse_date(day)
    except ValueError:
        at = None
    if kind not in KINDS or at is None:
        raise LookupError(key)
    found = rows(ask, "report_buyers_behind", _kinds(ask), silence=SILENCE, kind=kind, at=at, most=limit + 1)
    return lines_of(ask, f"{_names()[kind]}, {step_name(ask, at)}", [one for (one,) in found], limit)
