"""Repeat purchases: how often people buy, and how many of the new ones come again."""

import datetime as dt
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from sales.reports.asking import SalesForm, behind_url, each, lines_of, may, month_name, rows, share

CODE = "repeat-purchases"
WITHIN = (30, 90, 180, 365)


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Repeat purchases"),
            about=gettext_lazy("How often people buy, and how many of the new buyers come a second time."),
            build=build,
            behind=behind,
            form=SalesForm,
            rule=gettext_lazy(
                "The first table divides buyers by the number of their purchases in the period. The second takes those "
                "whose first purchase of all fell into a month, and counts who bought again within so many days of "
                "it; in young months there was no time for that yet. Returns of goods take from sums only; invoices "
                "do not count. Only your clients are counted."
            ),
            icon="refresh",
            usual_days=365,
            weight=50,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Two statements."""
    bands, cohorts = rows(ask, "report_repeats"), rows(ask, "report_cohorts")
    return ReportResult(
        tiles=_tiles(bands), charts=_charts(bands, cohorts), tables=[_bands(ask, bands), _cohorts(ask, cohorts)]
    )


def _names() -> dict[int, str]:
    return {1: _("once"), 2: _("twice"), 3: _("3–4 times"), 5: _("5–9 times"), 10: _("10 times and more")}


def _tiles(bands: list[Any]) -> list[Tile]:
    buyers = sum(row[1] for row in bands)
    again = sum(row[1] for row in bands if row[0] > 1)
    number = sum(row[2] for row in bands)
    return [
        Tile(label=_("Buyers"), value=buyers),
        Tile(label=_("Bought more than once"), value=again),
        Tile(label=_("Share of repeat buyers"), value=share(again, buyers), measure=Measure.SHARE),
        Tile(label=_("Purchases of one buyer"), value=each(number, buyers)),
    ]


def _charts(bands: list[Any], cohorts: list[Any]) -> list[Chart]:
    charts = []
    if bands:
        labels = [_names()[row[0]] for row in bands]
        series = [(_("Buyers"), [row[1] for row in bands])]
        title = _("Buyers by the number of purchases")
        charts.append(
            Chart(code="bands", title=title, kind=ChartKind.BARS, labels=labels, series=series, wide=not cohorts)
        )
    if cohorts:
        labels = [month_name(row[0]) for row in cohorts]
        series = [
            (_("within %(n)s days") % {"n": days}, [share(row[2 + at], row[1]) or 0.0 for row in cohorts])
            for at, days in enumerate(WITHIN[1:3], start=1)
        ]
        title = _("Came a second time, per cent")
        charts.append(
            Chart(
                code="cohorts", title=title, kind=ChartKind.LINES, labels=labels, series=series,
                measure=Measure.SHARE, wide=not bands,
            )
        )  # fmt: skip
    return charts


def _bands(ask: ReportAsk, bands: list[Any]) -> Table:
    columns = [
        Column(code="band", label=_("Bought in the period"), measure=Measure.TEXT),
        Column(code="buyers", label=_("Buyers")),
        Column(code="share", label=_("Share of buyers"), measure=Measure.SHARE),
        Column(code="number", label=_("Purchases")),
    ]
    if may(ask, "total"):
        columns += [
            Column(code="total", label=_("Sum"), measure=Measure.MONEY),
            Column(code="of_sum", label=_("Share of the sum"), measure=Measure.SHARE),
        ]
    columns += [Column(code="profit", label=_("Profit"), measure=Measure.MONEY)] if may(ask, "profit") else []
    buyers, total = sum(row[1] for row in bands), sum(row[3] for row in bands)
    lines = []
    for row in bands:
        url = behind_url(ask, CODE, f"band:{row[0]}")
        cells = {"band": Cell(_names()[row[0]]), "buyers": Cell(row[1], url), "share": Cell(share(row[1], buyers))}
        cells |= {"number": Cell(row[2], url), "total": Cell(row[3]), "of_sum": Cell(share(row[3], total))}
        lines.append(Row(cells | {"profit": Cell(row[4])}))
    return Table(code="bands", title=_("How often they buy"), columns=columns, rows=lines)


def _cohorts(ask: ReportAsk, cohorts: list[Any]) -> Table:
    columns = [
        Column(code="month", label=_("Month of the first purchase"), measure=Measure.TEXT),
        Column(code="buyers", label=_("New buyers")),
    ]
    for days in WITHIN:
        label = _("within %(n)s days") % {"n": days}
        columns += [Column(code=f"n{days}", label=label), Column(code=f"s{days}", label="%", measure=Measure.SHARE)]
    lines = []
    for month, buyers, *again in reversed(cohorts):
        first = behind_url(ask, CODE, f"first:{month.isoformat()}:0")
        cells = {"month": Cell(date_format(month, "YEAR_MONTH_FORMAT")), "buyers": Cell(buyers, first)}
        for days, n in zip(WITHIN, again, strict=True):
            url = behind_url(ask, CODE, f"first:{month.isoformat()}:{days}") if n else ""
            cells |= {f"n{days}": Cell(n, url), f"s{days}": Cell(share(n, buyers))}
        lines.append(Row(cells))
    return Table(code="cohorts", title=_("Who came a second time"), columns=columns, rows=lines)


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `band:<number>`, or `first:<month>:<days>`: the purchases by which they came, or came again."""
    kind, *parts = key.split(":")
    names = _names()
    if kind == "band" and len(parts) == 1 and parts[0].isdecimal() and int(parts[0][:3]) in names:
        band = int(parts[0][:3])
        found = rows(ask, "report_repeats_behind", band=band, most=limit + 1)
        return lines_of(ask, names[band], [one for (one,) in found], limit)
    month, days = _cohort(parts) if kind == "first" else (None, 0)
    if month is None:
        raise LookupError(key)
    found = rows(ask, "report_cohorts_behind", month=month, days=days, most=limit + 1)
    said = date_format(month, "YEAR_MONTH_FORMAT")
    title = _("%(month)s, within %(n)s days") % {"month": said, "n": days} if days else said
    return lines_of(ask, title, [one for (one,) in found], limit)


def _cohort(parts: list[str]) -> tuple[dt.date | None, int]:
    """The month and the days of a key; no month where it is not one of ours."""
    month, days = parts if len(parts) == 2 else ("", "")
    try:
        at = parse_date(month)
    except ValueError:
        at = None
    known = {"0": 0, **{str(one): one for one in WITHIN}}
    return (at, known[days]) if at is not None and days in known else (None, 0)
