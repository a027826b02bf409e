"""Discounts against profit: what was given away, and what was left."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import sql
from core.registries.reports import (
    Behind,
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
from sales import choice_lists
from sales.reports import totals as whole
from sales.reports.asking import BOUGHT, SalesForm, behind_url, lines_of, list_url, may, rows, share

CODE = "discounts"
DEPTH, PROMO, SELLER = 1, 2, 3
BANDS = (0, 5, 10, 15, 20, 30, 100)
MONEY, SHARE = Measure.MONEY, Measure.SHARE
Urls = tuple[str, str]
"""Of all that a row's sums are made of, and of what its number counts."""


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Discounts and profit"),
            about=gettext_lazy("How much was given away in discounts, by whom and by which codes, and what was left."),
            build=build,
            behind=behind,
            form=SalesForm,
            rule=gettext_lazy(
                "A discount is measured against the sum before it; a purchase stands in the band of its discount as a "
                "whole. Profit is the sum less the cost price. A return takes from the sums of the band it stood in. "
                "Invoices do not count. Only your clients are counted."
            ),
            icon="ticket",
            usual_days=90,
            weight=70,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Three statements and the names of sellers."""
    if not _may_open(ask):
        return ReportResult(hints=[Hint(_("Your role does not see discounts."))])
    now, before = whole.totals(ask), whole.totals(ask.before())
    found = rows(ask, "report_discounts", _parts())
    depth = share(now.discount, now.total + now.discount)
    tiles = [
        Tile(label=_("Discounts"), value=now.discount, measure=MONEY, before=before.discount, good="down"),
        Tile(label=_("Average discount"), value=depth, measure=SHARE),
        *whole.tiles(ask, now, before)[2:],
    ]
    return ReportResult(tiles=tiles, charts=_charts(ask, found), tables=_tables(ask, found))


def _may_open(ask: ReportAsk) -> bool:
    return may(ask, "total") and may(ask, "discount")


def _parts() -> dict[str, str]:
    return {"band": sql.text("sales", "report_discount_band")}


def _band_name(band: int) -> str:
    if band == 0:
        return _("without a discount")
    if band == BANDS[-1]:
        return _("more than %(n)s%%") % {"n": BANDS[-2]}
    return _("up to %(n)s%%") % {"n": band}


def _charts(ask: ReportAsk, found: list[Any]) -> list[Chart]:
    bands = [row for row in found if row[0] == DEPTH]
    if not bands:
        return []
    labels = [_band_name(row[1]) for row in bands]
    series = [(_("Sum"), [max(float(row[7]), 0.0) for row in bands])]
    series.append((_("Discount"), [max(float(row[6]), 0.0) for row in bands]))
    if may(ask, "profit"):
        series.append((_("Profit"), [max(float(row[8]), 0.0) for row in bands]))
    title = _("By depth of the discount")
    return [Chart(code="bands", title=title, kind=ChartKind.BARS, labels=labels, series=series, measure=MONEY)]


def _tables(ask: ReportAsk, found: list[Any]) -> list[Table]:
    sellers = choice_lists.sellers()

    def of(what: int, name: Callable[[Any], str], url: Callable[[Any], Urls]) -> list[Row]:
        return [_row(name(row[what]), url(row[what]), row[4:]) for row in found if row[0] == what]

    def condition(field: str, key: Any) -> Urls:
        said = {f"{field}__is": str(key)} if key else {f"{field}__empty": "1"}
        return list_url(ask, said), list_url(ask, said, bought=True)

    return [
        _table(
            ask, "bands", _("By depth of the discount"), _("Discount"),
            of(DEPTH, _band_name, lambda band: _behind_urls(ask, band)),
        ),
        _table(
            ask, "promo", _("By promo code"), _("Promo code"),
            of(PROMO, lambda code: code or _("without a code"), lambda code: condition("promo_code", code)),
        ),
        _table(
            ask, "sellers", _("By seller"), _("Seller"),
            of(SELLER, lambda pk: str(sellers.get(str(pk), _("not named"))), lambda pk: condition("seller", pk)),
        ),
    ]  # fmt: skip


def _behind_urls(ask: ReportAsk, band: int) -> Urls:
    return behind_url(ask, CODE, str(band)), behind_url(ask, CODE, f"{band}{BOUGHT}")


def _table(ask: ReportAsk, code: str, title: str, heading: str, lines: list[Row]) -> Table:
    columns = [
        Column(code="name", label=heading, measure=Measure.TEXT),
        Column(code="number", label=_("Purchases")),
        Column(code="before", label=_("Sum before the discount"), measure=MONEY),
        Column(code="discount", label=_("Discount"), measure=MONEY),
        Column(code="depth", label=_("Average discount"), measure=SHARE),
        Column(code="total", label=_("Sum"), measure=MONEY),
    ]
    if may(ask, "profit"):
        columns += [Column(code="profit", label=_("Profit"), measure=MONEY)]
        columns += [Column(code="margin", label=_("Profit to sum"), measure=SHARE)]
    return Table(code=code, title=title, columns=columns, rows=lines[:200])


def _row(name: str, urls: Urls, numbers: Any) -> Row:
    number, before, discount, total, profit = numbers
    return Row({
        "name": Cell(name, urls[0]), "number": Cell(number, urls[1]), "before": Cell(before),
        "discount": Cell(discount), "depth": Cell(share(discount, before)), "total": Cell(total),
        "profit": Cell(profit, "", "bad" if profit < 0 else ""), "margin": Cell(share(profit, total)),
    })  # fmt: skip


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is the upper edge of a band. Raises LookupError on one there is not, and for whom discounts are hidden."""
    bought, band = key.endswith(BOUGHT), key.removesuffix(BOUGHT)
    if band not in map(str, BANDS) or not _may_open(ask):
        raise LookupError(key)
    found = rows(ask, "report_discounts_behind", _parts(), band=int(band), bought=bought, most=limit + 1)
    return lines_of(ask, _band_name(int(band)), [one for (one,) in found], limit)
