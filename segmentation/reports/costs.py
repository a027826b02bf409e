"""Who eats the income: discount and cost against profit, goods brought back, the long tail; what to do about each."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import sql
from core.registries.reports import (
    Behind,
    Cell,
    Chart,
    ChartKind,
    Column,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)
from core.registries.reports import Measure as Shown
from core.text.numbers import money, percent
from sales.reports.asking import may, seen
from segmentation.reports import asking, people

CODE = "income-eaters"
TAIL, BACK = 20, 30
"""Usual per cent: of the sum the tail brings, of goods brought back."""
EATERS = ("loss", "returns", "discount")
KINDS = (*EATERS, "tail", "pays")
HUES = {"loss": "hue-7", "returns": "hue-8", "discount": "hue-5", "tail": "hue-9", "pays": "hue-3"}
percents = lazy(percent, str)
PURCHASES = "p.status <> 'invoiced' AND p.purchased_at >= %(begins)s AND p.purchased_at < %(ends)s AND {whose}"


class CostsForm(forms.Form):
    """Where the tail ends."""

    tail = forms.TypedChoiceField(
        label=gettext_lazy("The tail brings up to"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", percents(TAIL)), *((share, percents(share)) for share in (15, 10, 5))],
    )

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Who eats the income"),
            about=gettext_lazy("Discounts and cost against profit, goods brought back, the long tail; with proposals."),
            build=build,
            behind=behind,
            form=CostsForm,
            usual_days=365,
            rule=gettext_lazy(
                "Each buyer of the period is counted once, by the first that is true: his purchases made a loss; he "
                "brought back 30 % of goods or more; his discounts are not less than the profit from him; he is one "
                "of the smallest buyers, who together bring at most the chosen share of the sum; he pays his way."
            ),
            icon="trending-down",
            weight=5,
        )
    )


def _names() -> dict[str, str]:
    return {
        "loss": _("Sold at a loss"),
        "returns": _("Bring goods back"),
        "discount": _("Discounts eat the profit"),
        "tail": _("The long tail"),
        "pays": _("Pay their way"),
    }


def _proposals() -> dict[str, str]:
    return {
        "loss": _("Check cost prices and personal prices; raise the price, or stop selling below cost to them."),
        "returns": _(
            "Ask why: size, quality, promises of the seller. Help to choose before the sale; no urgent delivery."
        ),
        "discount": _("Replace the discount by a gift or a bonus for the next purchase; put a ceiling on it."),
        "tail": _(
            "Do not spend calls: self-service, mailings, a least sum of an order, sets instead of single things."
        ),
        "pays": _("Keep them; look among them for those who can grow."),
    }


def build(ask: ReportAsk) -> ReportResult:
    """One statement."""
    if not (may(ask, "total") and may(ask, "profit") and may(ask, "discount")):
        words = _(
            "The report speaks of sums, profit and discounts; ask whoever manages roles for the right to see them."
        )
        return ReportResult(nothing=(_("Sums are closed for your role"), words))
    lines = asking.rows("report_costs", {"source": _source(ask)}, _params(ask))
    found = {kind: rest for kind, *rest in lines}
    if not found:
        words = _("Nobody bought anything in these days. Choose a longer period above.")
        return ReportResult(nothing=(_("Nothing in these days"), words))
    return ReportResult(
        tiles=_tiles(ask, found), charts=_charts(found), tables=[_table(ask, found)], notice=asking.notice_of_reach(ask)
    )


def _source(ask: ReportAsk) -> str:
    whose = PURCHASES.replace("{whose}", asking.counted(ask, "p.customer_id"))
    return sql.statement("segmentation", "part_costs", {"asked": whose})


def _params(ask: ReportAsk) -> dict[str, Any]:
    tail = int(ask.values.get("tail") or TAIL)
    return {"begins": ask.begins, "ends": ask.ends, "people": asking.people(ask), "tail": tail, "back": BACK}


def _sum(found: Mapping[str, Any], place: int) -> Any:
    return sum(line[place] for line in found.values())


def _tiles(ask: ReportAsk, found: Mapping[str, Any]) -> list[Tile]:
    total, profit, discount = (_sum(found, place) for place in (2, 5, 4))
    eaters = sum(line[0] for kind, line in found.items() if kind in EATERS)
    return [
        Tile(label=_("Buyers"), value=_sum(found, 0), url=people.url(ask, CODE, "all")),
        Tile(label=_("Sum"), value=total, measure=Shown.MONEY),
        Tile(label=_("Profit"), value=profit, measure=Shown.MONEY),
        Tile(label=_("Discounts"), value=discount, measure=Shown.MONEY),
        Tile(
            label=_("Eat the income"),
            value=eaters,
            good="down",
            url=people.url(ask, CODE, "eaters") if eaters else "",
        ),
    ]


def _charts(found: Mapping[str, Any]) -> list[Chart]:
    kinds = [kind for kind in KINDS if kind in found]
    series = [
        (_("Share of buyers"), [asking.share(found[kind][0], _sum(found, 0)) for kind in kinds]),
        (_("Share of the sum"), [max(asking.share(found[kind][2], _sum(found, 2)), 0.0) for kind in kinds]),
        (_("Share of discounts"), [max(asking.share(found[kind][4], _sum(found, 4)), 0.0) for kind in kinds]),
    ]
    labels = [_names()[kind] for kind in kinds]
    title = _("How many they are and what they bring, per cent")
    return [Chart(code="kinds", title=title, kind=ChartKind.BARS, labels=labels, series=series, measure=Shown.SHARE)]


def _table(ask: ReportAsk, found: Mapping[str, Any]) -> Table:
    columns = [
        Column(code="kind", label=_("Kind"), measure=Shown.TEXT),
        Column(code="n", label=_("Clients")),
        Column(code="share", label=_("Share of buyers"), measure=Shown.PART, on_phone=False),
        Column(code="total", label=_("Sum"), measure=Shown.MONEY),
        Column(code="of_total", label=_("Share of the sum"), measure=Shown.SHARE, on_phone=False),
        Column(code="cost", label=_("Cost price"), measure=Shown.MONEY, on_phone=False),
        Column(code="discount", label=_("Discounts"), measure=Shown.MONEY, on_phone=False),
        Column(code="profit", label=_("Profit"), measure=Shown.MONEY),
        Column(code="back", label=_("Brought back"), measure=Shown.MONEY, on_phone=False),
        Column(code="proposal", label=_("What to do"), measure=Shown.TEXT, beneath=True),
    ]
    lines = []
    for kind in KINDS:
        n, _number, total, cost, discount, profit, back = found.get(kind, (0,) * 7)
        where = people.url(ask, CODE, kind) if n else ""
        cells = {
            "kind": Cell(_names()[kind], where, hue=HUES[kind]), "n": Cell(n, where),
            "share": Cell(asking.share(n, _sum(found, 0))), "total": Cell(total),
            "of_total": Cell(asking.share(total, _sum(found, 2))), "cost": Cell(cost), "discount": Cell(discount),
            "profit": Cell(profit, tone="bad" if profit < 0 else ""), "back": Cell(back),
            "proposal": Cell(_proposals()[kind]),
        }  # fmt: skip
        lines.append(Row(cells))
    whole = {
        "kind": Cell(_("All")), "n": Cell(_sum(found, 0), people.url(ask, CODE, "all")),
        "total": Cell(_sum(found, 2)), "cost": Cell(_sum(found, 3)), "discount": Cell(_sum(found, 4)),
        "profit": Cell(_sum(found, 5)), "back": Cell(_sum(found, 6)),
    }  # fmt: skip
    return Table(
        code="kinds", title=_("Who they are and what to do"), columns=columns, rows=[*lines, Row(whole, is_total=True)]
    )


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is a kind, `eaters` or `all`: clients as far as the reader may see, who cost most first."""
    groups = {"all": (_("All"), KINDS), "eaters": (_("Eat the income"), EATERS)}
    title, kinds = groups.get(key) or (_names().get(key, ""), (key,))
    if not title or not (may(ask, "total") and may(ask, "profit") and may(ask, "discount")):
        raise LookupError(key)
    named = {"source": _source(ask), "shown": seen(ask, "customer_id")}
    found = people.page(ask, "behind_costs", named, {**_params(ask), "kinds": list(kinds)}, limit)
    says = {}
    for pk, _cost, total, discount, profit in found.rows:
        words = {"total": money(total), "discount": money(discount), "profit": money(profit)}
        says[pk] = _("sum %(total)s, discounts %(discount)s, profit %(profit)s") % words
    return people.shown(ask, title, found, says)
