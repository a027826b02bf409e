"""Demand: what is bought, by product, category, shop, seller."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
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
    reports,
)  # fmt: skip
from sales import choice_lists
from sales.models import Product
from sales.reports import totals as whole
from sales.reports.asking import (
    BOUGHT,
    SalesForm,
    asked,
    behind_url,
    grain,
    lines_of,
    list_url,
    may,
    rows,
    seen,
    share,
    step_name,
    steps,
)  # fmt: skip

CODE = "demand"
IN_CHART = 5
NONE = "0"
"""Of a key: purchases of no product, of no category."""
Names = Callable[[list[int]], Mapping[str, str | Promise]]


def _products(ids: list[int]) -> Mapping[str, str | Promise]:
    return {str(pk): name for pk, name in Product.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name")}


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One way to divide the purchases: expressions of `report_demand.sql`."""

    label: str | Promise
    key: str
    names: Names
    source: str
    number: str = "count(DISTINCT p.id) FILTER (WHERE p.status <> 'returned')"
    buyers: str = "count(DISTINCT p.customer_id) FILTER (WHERE p.status <> 'returned')"
    quantity: str = "sum(l.quantity)"
    total: str = "sum(round((round(l.price * l.quantity, 2) - l.discount) * p.rate, 2))"
    profit: str = (
        "sum(round((round(l.price * l.quantity, 2) - l.discount) * p.rate, 2) - round(l.cost * l.quantity, 2))"
    )
    step: str = "date_trunc(%(grain)s, p.purchased_at AT TIME ZONE %(zone)s)::date"
    has_quantity: bool = True


LINES = "sales_purchase p JOIN sales_purchaseline l ON l.purchase_id = p.id WHERE {asked}"
DOCUMENTS: dict[str, Any] = {
    "source": "sales_purchase p WHERE {asked}", "number": "count(*) FILTER (WHERE p.status <> 'returned')",
    "quantity": "NULL::numeric", "total": "sum(p.total)", "profit": "sum(p.profit)", "has_quantity": False,
}  # fmt: skip
CUTS = {
    "product": Cut(label=gettext_lazy("Product"), key="l.product_id", names=_products, source=LINES),
    "category": Cut(
        label=gettext_lazy("Category"), key="l.category_id", names=lambda ids: choice_lists.categories(), source=LINES
    ),
    "shop": Cut(label=gettext_lazy("Shop"), key="p.shop_id", names=lambda ids: choice_lists.shops(), **DOCUMENTS),
    "seller": Cut(
        label=gettext_lazy("Seller"), key="p.seller_id", names=lambda ids: choice_lists.sellers(), **DOCUMENTS
    ),
}


class DemandForm(SalesForm):
    """The cut before the filters."""

    by = forms.ChoiceField(
        label=gettext_lazy("By what"), required=False, choices=[(code, cut.label) for code, cut in CUTS.items()]
    )
    field_order = ("by", "shop", "seller")


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Demand"),
            about=gettext_lazy("What is bought: products, categories, shops and sellers by sum and by profit."),
            build=build,
            behind=behind,
            form=DemandForm,
            rule=gettext_lazy(
                "Purchases of the period without invoices; what was returned takes from sums and quantities, never "
                "from the number of purchases. All in the company’s currency at the rate of the day. Products and "
                "categories are counted by lines, a category without its branches. Only your clients are counted."
            ),
            icon="shopping-bag",
            usual_days=90,
            weight=20,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """Five statements and the names."""
    code, cut = _cut(ask)
    found = rows(ask, "report_demand", _parts(ask, cut))
    names = cut.names([pk for pk, *_others in found if pk])
    now, before = whole.totals(ask), whole.totals(ask.before())
    return ReportResult(
        tiles=whole.tiles(ask, now, before),
        charts=_chart(ask, cut, found, names) if may(ask, "total") else [],
        tables=[_table(ask, code, cut, found, names)],
    )


def _cut(ask: ReportAsk) -> tuple[str, Cut]:
    """The one asked for; whole months of categories are read as they are kept."""
    code = str(ask.values.get("by") or "product")
    cut = CUTS[code]
    return code, _kept(ask, cut) if code == "category" and _is_kept(ask) else cut


def _is_kept(ask: ReportAsk) -> bool:
    ends = ask.until == ask.today or (ask.until + dt.timedelta(days=1)).day == 1
    filtered = ask.values.get("shop") or ask.values.get("seller")
    return ask.since.day == 1 and ends and grain(ask) == "month" and not filtered


def _kept(ask: ReportAsk, cut: Cut) -> Cut:
    month = f"m.month >= %(first)s AND m.month <= %(last)s AND {seen(ask, 'm.customer_id')}"
    return replace(
        cut, key="m.category_id", source=f"sales_categorymonth m WHERE {month}", number="sum(m.number)",
        buyers="count(DISTINCT m.customer_id) FILTER (WHERE m.number > 0)", quantity="sum(m.quantity)",
        total="sum(m.total)", profit="sum(m.profit)", step="m.month",
    )  # fmt: skip


def _parts(ask: ReportAsk, cut: Cut) -> dict[str, str]:
    names = ("key", "number", "buyers", "quantity", "total", "profit", "step")
    return {"source": cut.source.replace("{asked}", asked(ask)), **{name: getattr(cut, name) for name in names}}


def _chart(ask: ReportAsk, cut: Cut, found: list[Any], names: Mapping[str, str | Promise]) -> list[Chart]:
    top = [pk for pk, *_others in found if pk][:IN_CHART]
    sums: dict[tuple[int, dt.date], Decimal] = {
        (pk, step): total for pk, step, total in rows(ask, "report_demand_steps", _parts(ask, cut), top=top)
    }
    days = steps(ask)
    series = [(str(names.get(str(pk), "—")), [max(float(sums.get((pk, day), 0)), 0.0) for day in days]) for pk in top]
    labels = [step_name(ask, day) for day in days]
    title = _("The largest five by sum")
    chart = Chart(
        code="demand", title=title, kind=ChartKind.STACKED, labels=labels, series=series, measure=Measure.MONEY
    )
    return [chart] if top else []


def _table(ask: ReportAsk, code: str, cut: Cut, found: list[Any], names: Mapping[str, str | Promise]) -> Table:
    columns = [Column(code="name", label=cut.label, measure=Measure.TEXT)]
    columns += [Column(code="number", label=_("Purchases")), Column(code="buyers", label=_("Buyers"))]
    columns += [Column(code="quantity", label=_("Quantity"))] if cut.has_quantity else []
    if may(ask, "total"):
        columns += [Column(code="total", label=_("Sum"), measure=Measure.MONEY)]
        columns += [Column(code="share", label=_("Share of the sum"), measure=Measure.SHARE)]
    if may(ask, "profit"):
        columns += [Column(code="profit", label=_("Profit"), measure=Measure.MONEY)]
        columns += [Column(code="margin", label=_("Profit to sum"), measure=Measure.SHARE)]
    lines = [
        _row(_name(pk, names), _url(ask, code, pk), line, found[0][7], number_url=_url(ask, code, pk, bought=True))
        for pk, *line in found
    ]
    note = _("the first %(n)s of %(all)s") % {"n": len(found), "all": found[0][9]} if _is_cut(found) else ""
    if found:
        quantity, total, profit = found[0][6:9]
        lines.append(_row(_("Altogether"), "", [None, None, quantity, total, profit], total, is_total=True))
    return Table(code="demand", title=_("Demand"), columns=columns, rows=lines, note=note)


def _is_cut(found: list[Any]) -> bool:
    return bool(found) and found[0][9] > len(found)


def _name(pk: int | None, names: Mapping[str, str | Promise]) -> str:
    return _("not named") if pk is None else str(names.get(str(pk), "—"))


def _row(name: str, url: str, line: list[Any], sum_of_all: Any, *, number_url: str = "", is_total: bool = False) -> Row:
    number, buyers, quantity, total, profit, *_others = line
    cells = {
        "name": Cell(name, url), "number": Cell(number, number_url), "buyers": Cell(buyers), "quantity": Cell(quantity),
        "total": Cell(total), "share": Cell(share(total, sum_of_all)), "profit": Cell(profit),
        "margin": Cell(share(profit, total), "", "bad" if profit is not None and profit < 0 else ""),
    }  # fmt: skip
    return Row(cells, is_total=is_total)


def _url(ask: ReportAsk, code: str, pk: int | None, *, bought: bool = False) -> str:
    """The list of purchases where its filters say the same; of a category's own lines and of none a list of ours."""
    if code in ("shop", "seller"):
        condition = {f"{code}__is": str(pk)} if pk else {f"{code}__empty": "1"}
        return list_url(ask, condition, bought=bought)
    if code == "product" and pk:
        return list_url(ask, {"product__is": str(pk)}, bought=bought)
    return behind_url(ask, CODE, f"{code}:{pk or NONE}{BOUGHT if bought else ''}")


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<product or category>:<id or 0>`. Raises LookupError on one there is not."""
    bought, (code, _colon, pk) = key.endswith(BOUGHT), key.removesuffix(BOUGHT).partition(":")
    if code not in ("product", "category") or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        raise LookupError(key)
    cut, wanted = CUTS[code], int(pk) or None
    names = cut.names([wanted] if wanted else [])
    if wanted and str(wanted) not in names:
        raise LookupError(key)
    found = rows(ask, "report_demand_behind", {"key": cut.key}, id=wanted, bought=bought, most=limit + 1)
    return lines_of(ask, _name(wanted, names), [one for (one,) in found], limit)
