"""The average check: by step of the period, by shop, by sales channel."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.reports import (
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
    reports,
)  # fmt: skip
from sales import choice_lists
from sales.reports import totals as whole
from sales.reports.asking import SalesForm, each, grain, list_url, may, rows, step_name, steps

CODE = "average-check"
STEP, SHOP, CHANNEL, ALL_OF_THEM = 1, 2, 3, 4
MONEY = Measure.MONEY


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Average purchase"),
            about=gettext_lazy("How much is left at a time: by day or month, by shop, by sales channel."),
            build=build,
            form=SalesForm,
            rule=gettext_lazy(
                "The average purchase is the sum of purchases, less returns, divided by their number. The median "
                "is the purchase in the middle: half of them are smaller. Invoices do not count. Only your clients "
                "are counted."
            ),
            icon="receipt",
            usual_days=90,
            weight=30,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Three statements and the names of shops."""
    now, before = whole.totals(ask), whole.totals(ask.before())
    tiles = whole.tiles(ask, now, before)
    if not may(ask, "total"):
        return ReportResult(tiles=tiles)
    found = rows(ask, "report_checks")
    return ReportResult(tiles=tiles, charts=_chart(ask, found), tables=_tables(ask, found))


def _chart(ask: ReportAsk, found: list[Any]) -> list[Chart]:
    by_step = {row[1]: row for row in found if row[0] == STEP}
    days = steps(ask)
    averages = [each(by_step[day][6], by_step[day][4]) or 0.0 if day in by_step else 0.0 for day in days]
    medians = [by_step[day][7] or 0.0 if day in by_step else 0.0 for day in days]
    if not by_step:
        return []
    series = [(_("Average purchase"), [max(value, 0.0) for value in averages]), (_("Median purchase"), medians)]
    labels = [step_name(ask, day) for day in days]
    title = _("Average and median purchase")
    return [Chart(code="checks", title=title, kind=ChartKind.LINES, labels=labels, series=series, measure=MONEY)]


def _tables(ask: ReportAsk, found: list[Any]) -> list[Table]:
    shops, channels = choice_lists.shops(), choice_lists.channels()
    total = [_row(_("Altogether"), "", row, is_total=True) for row in found if row[0] == ALL_OF_THEM and row[4]]
    lines = [_row(row[1], "", row) for row in reversed(found) if row[0] == STEP]
    by_shop = [_of_list(ask, "shop", row[2], shops, row) for row in found if row[0] == SHOP]
    by_channel = [_of_list(ask, "channel", row[3], channels, row) for row in found if row[0] == CHANNEL]
    heading = {"day": _("Day"), "week": _("Week from"), "month": _("Month from")}[grain(ask)]
    return [
        Table(code="steps", title=_("By time"), columns=_columns(heading, Measure.DATE), rows=lines + total),
        Table(code="shops", title=_("By shop"), columns=_columns(_("Shop")), rows=by_shop),
        Table(code="channels", title=_("By sales channel"), columns=_columns(_("Sales channel")), rows=by_channel),
    ]


def _columns(name: str, measure: Measure = Measure.TEXT) -> list[Column]:
    return [
        Column(code="name", label=name, measure=measure),
        Column(code="number", label=_("Purchases")),
        Column(code="buyers", label=_("Buyers")),
        Column(code="total", label=_("Sum"), measure=MONEY),
        Column(code="average", label=_("Average purchase"), measure=MONEY),
        Column(code="median", label=_("Median purchase"), measure=MONEY, hint=_("half of the purchases are smaller")),
        Column(code="most", label=_("Largest purchase"), measure=MONEY),
    ]


def _of_list(ask: ReportAsk, field: str, key: Any, names: Mapping[str, str | Promise], row: Any) -> Row:
    """A row that the list of purchases shows by its filters."""
    said = _condition(field, key)
    return _row(_name(key, names), list_url(ask, said), row, list_url(ask, said, bought=True))


def _row(name: Any, url: str, row: Any, number_url: str = "", *, is_total: bool = False) -> Row:
    *_keys, number, buyers, total, median, most = row
    cells = {
        "name": Cell(name, url), "number": Cell(number, number_url), "buyers": Cell(buyers), "total": Cell(total),
        "average": Cell(each(total, number)), "median": Cell(median), "most": Cell(most),
    }  # fmt: skip
    return Row(cells, is_total=is_total)


def _name(key: Any, names: Mapping[str, str | Promise]) -> str:
    return str(names.get(str(key), "—")) if key else _("not named")


def _condition(field: str, key: Any) -> dict[str, str]:
    return {f"{field}__is": str(key)} if key else {f"{field}__empty": "1"}
