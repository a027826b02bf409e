"""Tiles of a period that several reports begin with."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from core.registries.reports import Measure, ReportAsk, Tile
from sales.reports.asking import each, list_url, may, rows, share


@dataclass(frozen=True)
class Totals:
    """The purchases of a period put together; returns taken from sums."""

    number: int
    buyers: int
    total: Decimal
    cost: Decimal
    discount: Decimal
    profit: Decimal


def totals(ask: ReportAsk) -> Totals:
    """One statement."""
    return Totals(*rows(ask, "report_totals")[0])


def tiles(ask: ReportAsk, now: Totals, before: Totals) -> list[Tile]:
    """Number, sum, average check, profit; each against as many days before."""
    found = [Tile(label=_("Purchases"), value=now.number, before=before.number, url=list_url(ask, bought=True))]
    found.append(Tile(label=_("Buyers"), value=now.buyers, before=before.buyers))
    if may(ask, "total"):
        average, earlier = each(now.total, now.number), each(before.total, before.number)
        found += [
            Tile(label=_("Sum"), value=now.total, measure=Measure.MONEY, before=before.total),
            Tile(label=_("Average purchase"), value=average, measure=Measure.MONEY, before=earlier),
        ]
    if may(ask, "profit"):
        margin = share(now.profit, now.total)
        note = _("%(n)s%% of the sum") % {"n": round(margin)} if margin is not None else ""
        found.append(Tile(label=_("Profit"), value=now.profit, measure=Measure.MONEY, before=before.profit, note=note))
    return found
