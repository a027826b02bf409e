"""Where clients come from, and what they have brought since."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.reports import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Hint,
    Measure,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)  # fmt: skip
from customers import rights
from sales.reports.asking import each, may, rows, seen, share

CODE = "sources"
IN_CHART = 8
OF_ALL = 6
"""Where the numbers of all sources begin in a row."""


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Sources of clients"),
            about=gettext_lazy("Where the clients of a period came from, and what they have brought to this day."),
            build=build,
            rule=gettext_lazy(
                "Clients added to the base in the period, without those in the archive, by the source on their card; "
                "beside them all their purchases to this day, not of the period alone. A buyer has at least one "
                "purchase. Only your clients are counted."
            ),
            icon="sitemap",
            usual_days=365,
            weight=60,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """One statement. Whoever may not read the source is told so."""
    if not rights.may_read(ask.user, "source"):
        return ReportResult(hints=[Hint(_("Your role does not see the source of a client."))])
    found = rows(ask, "report_sources", {"seen": seen(ask, "c.id")})
    clients, buyers, _number, total, _profit = _of_all(found)
    tiles = [
        Tile(label=_("Clients"), value=clients, url=_url(ask)),
        Tile(label=_("Buyers"), value=buyers),
        Tile(label=_("Became buyers"), value=share(buyers, clients), measure=Measure.SHARE),
    ]
    if may(ask, "total"):
        tiles.append(Tile(label=_("Brought"), value=total, measure=Measure.MONEY))
    return ReportResult(tiles=tiles, charts=_charts(ask, found), tables=[_table(ask, found)])


def _charts(ask: ReportAsk, found: list[Any]) -> list[Chart]:
    top = found[:IN_CHART]
    labels = [_name(row[0])[:18] for row in top]
    if not top:
        return []
    people = [(_("Clients"), [row[1] for row in top]), (_("Buyers"), [row[2] for row in top])]
    charts = [Chart(code="people", title=_("Clients and buyers"), kind=ChartKind.BARS, labels=labels, series=people)]
    if may(ask, "total"):
        money = [(_("Brought"), [max(float(row[4]), 0.0) for row in top])]
        charts.append(
            Chart(
                code="money", title=_("What they brought"), kind=ChartKind.BARS, labels=labels, series=money,
                measure=Measure.MONEY,
            )
        )  # fmt: skip
    return charts


def _table(ask: ReportAsk, found: list[Any]) -> Table:
    columns = [
        Column(code="source", label=_("Source"), measure=Measure.TEXT),
        Column(code="clients", label=_("Clients")),
        Column(code="buyers", label=_("Buyers")),
        Column(code="share", label=_("Became buyers"), measure=Measure.SHARE),
        Column(code="number", label=_("Purchases")),
    ]
    if may(ask, "total"):
        columns += [
            Column(code="total", label=_("Brought"), measure=Measure.MONEY),
            Column(code="each", label=_("From one client"), measure=Measure.MONEY),
        ]
    columns += [Column(code="profit", label=_("Profit"), measure=Measure.MONEY)] if may(ask, "profit") else []
    lines = [_row(_name(row[0]), _url(ask, row[0]), row[1:OF_ALL]) for row in found]
    if len(found) > 1:
        lines.append(_row(_("Altogether"), _url(ask), _of_all(found), is_total=True))
    how_many = found[0][-1] if found else 0
    note = _("the first %(n)s of %(all)s") % {"n": len(found), "all": how_many} if how_many > len(found) else ""
    return Table(code="sources", title=_("Sources"), columns=columns, rows=lines, note=note)


def _of_all(found: list[Any]) -> Any:
    """Clients, buyers, purchases, sum and profit of all sources, those beyond the first too."""
    return found[0][OF_ALL : OF_ALL + 5] if found else (0, 0, 0, 0, 0)


def _row(name: str, url: str, numbers: Any, *, is_total: bool = False) -> Row:
    clients, buyers, number, total, profit = numbers
    cells = {
        "source": Cell(name, url), "clients": Cell(clients, url), "buyers": Cell(buyers),
        "share": Cell(share(buyers, clients)), "number": Cell(number), "total": Cell(total),
        "each": Cell(each(total, clients)), "profit": Cell(profit),
    }  # fmt: skip
    return Row(cells, is_total=is_total)


def _name(source: str) -> str:
    return source or _("not named")


def _url(ask: ReportAsk, source: str | None = None) -> str:
    query = [("created_at__within", ask.since.isoformat()), ("created_at__within", ask.until.isoformat())]
    if source is not None:
        query.append(("source__is", source) if source else ("source__empty", "1"))
    return f"{reverse('customers:list')}?{urlencode(query)}"
