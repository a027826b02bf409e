"""Time: cohorts and retention, repeat and returned buyers, up-sell, what a client has brought by now."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from core.registries.reports import (
    Act,
    Cell,
    Chart,
    ChartKind,
    Column,
    Grid,
    GridCell,
    GridView,
    Report,
    ReportAsk,
    ReportResult,
    Row,
    Table,
    Tile,
    reports,
)
from core.registries.reports import Measure as Shown
from core.text import moments
from sales.reports.asking import may
from segmentation.reports import asking, loyalty_people
from segmentation.reports.loyalty_people import CODE, CONDITIONS, behind, cohort_url, params, url

MOST_MONTHS = 13
Cohorts = dict[tuple[dt.date, int], tuple[int, Any]]


@dataclass(frozen=True)
class Month:
    """One line of `report_loyalty.sql`."""

    month: dt.date
    buyers: int
    again: int
    risen: int
    old: int
    returned: int
    money: Any
    ever: int

    @property
    def worth(self) -> float | None:
        """What one buyer has brought by the end of the month."""
        return round(float(self.money) / int(self.ever), 2) if self.ever else None


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Cohorts, retention and LTV"),
            about=gettext_lazy("Whether those who came once stay, buy more, and what a client has brought with time."),
            build=build,
            behind=behind,
            usual_days=365,
            rule=gettext_lazy(
                "A cohort are those whose first purchase of all fell into the month; retention is the share of them "
                "who bought so many months later. Repeat: bought before, or twice in the month. Up-sell: the average "
                "purchase of the month is a tenth above his earlier average. Returned: 180 days or more of silence. "
                "LTV is what all buyers have brought up to the end of a month, by the number of them."
            ),
            icon="users-group",
            links=_links,
            weight=6,
        )
    )


def _links(user: object) -> list[Act]:
    """The reports of sales that tell more of the same."""
    return [
        Act(gettext_lazy("Repeat purchases"), reverse("reports:one", args=["repeat-purchases"]), "history"),
        Act(gettext_lazy("New and returned buyers"), reverse("reports:one", args=["buyers"]), "user-plus"),
    ]


def build(ask: ReportAsk) -> ReportResult:
    """Two statements."""
    found = cohorts(ask)
    parts = {**CONDITIONS, "months": loyalty_people.months(asking.counted(ask, "p.customer_id"))}
    told = asking.rows("report_loyalty", parts, params(ask))
    months = [month for month in (Month(*line) for line in told) if month.month >= ask.since.replace(day=1)]
    if not months:
        words = _("Nobody bought anything in these days. Choose a longer period above.")
        return ReportResult(nothing=(_("Nothing in these days"), words))
    sees = may(ask, "total")
    return ReportResult(
        tiles=_tiles(ask, months, sees=sees),
        charts=_charts(months, sees=sees),
        grids=[_grid(ask, found, sees=sees)] if found else [],
        tables=[_table(ask, months, sees=sees)],
    )


def cohorts(ask: ReportAsk) -> Cohorts:
    """Buyers and money by month of the first purchase and months since."""
    lines = asking.rows("report_retention", {"counted": asking.counted(ask, "v.customer_id")}, params(ask))
    return {(month, since): (n, total) for month, since, n, total in lines}


def _tiles(ask: ReportAsk, months: list[Month], *, sees: bool) -> list[Tile]:
    """Of the whole period: shares are of buyers of all months."""
    buyers, again = sum(one.buyers for one in months), sum(one.again for one in months)
    risen, old = sum(one.risen for one in months), sum(one.old for one in months)
    shares = Shown.SHARE
    rate, upsell = asking.share(again, buyers), asking.share(risen, old)
    tiles = [
        Tile(label=_("Repeat rate"), value=rate, measure=shares, note=_("of buyers of a month"), url=url(ask, "again")),
        Tile(
            label=_("Up-sell"),
            value=upsell,
            measure=shares,
            note=_("of those who bought before"),
            url=url(ask, "risen"),
        ),
        Tile(label=_("Returned"), value=sum(one.returned for one in months), url=url(ask, "returned")),
    ]
    if sees:
        now, then = months[-1].worth, months[0].worth
        tiles.append(Tile(label="LTV", value=now, measure=Shown.MONEY, before=then, note=_("of a buyer by now")))
    return tiles


def _charts(months: list[Month], *, sees: bool) -> list[Chart]:
    labels = [moments.month_on_axis(one.month) for one in months]
    series = [
        (_("Repeat rate"), [asking.share(one.again, one.buyers) for one in months]),
        (_("Up-sell"), [asking.share(one.risen, one.old) for one in months]),
    ]
    charts = [
        Chart(
            code="repeat", title=_("Repeat purchases and up-sell, per cent"), kind=ChartKind.LINES, labels=labels,
            series=series, measure=Shown.SHARE, wide=not sees,
        )
    ]  # fmt: skip
    if sees:
        worth = [("LTV", [one.worth or 0.0 for one in months])]
        charts.append(
            Chart(
                code="ltv", title=_("What a buyer has brought by the end of the month"), kind=ChartKind.LINES,
                labels=labels, series=worth, measure=Shown.MONEY, wide=False,
            )
        )  # fmt: skip
    return charts


def _grid(ask: ReportAsk, found: Cohorts, *, sees: bool) -> Grid:
    """The youngest cohorts, month by month since the first purchase; months that have not come stay empty."""
    rows = sorted({month for month, _since in found})[-MOST_MONTHS:]
    last = ask.until.replace(day=1)
    ages = {month: (last.year - month.year) * 12 + last.month - month.month for month in rows}
    width = min(max(ages.values()), MOST_MONTHS - 1) + 1

    def first(month: dt.date) -> int:
        return found.get((month, 0), (0, 0))[0]

    def worth(month: dt.date, since: int) -> float:
        total = sum(float(found.get((month, at), (0, 0))[1]) for at in range(since + 1))
        return round(total / first(month), 2) if first(month) else 0.0

    def view(label: str, measure: Shown, value: Any) -> GridView:
        lines = [
            [
                GridCell(
                    value(month, since),
                    url=cohort_url(ask, month, since) if found.get((month, since), (0, 0))[0] else "",
                    is_same=since == 0,
                )
                if since <= ages[month]
                else None
                for since in range(width)
            ]
            for month in rows
        ]
        return GridView(label=label, cells=lines, measure=measure)

    views = [
        view(_("Retention"), Shown.SHARE, lambda m, k: asking.share(found.get((m, k), (0, 0))[0], first(m))),
        view(_("Clients"), Shown.NUMBER, lambda m, k: found.get((m, k), (0, 0))[0]),
    ]
    views += [view("LTV", Shown.MONEY, worth)] if sees else []
    return Grid(
        code="cohorts",
        title=_("Cohorts by month of the first purchase"),
        columns=[(str(since), "") for since in range(width)],
        rows=[(moments.month_on_axis(month), "") for month in rows],
        views=views,
        says=_("Rows are months of the first purchase, columns months since."),
        note=_("Months since the first purchase; LTV adds up what one client of the cohort has brought."),
        is_small=True,
    )


def _table(ask: ReportAsk, months: list[Month], *, sees: bool) -> Table:
    columns = [
        Column(code="month", label=_("Month"), measure=Shown.TEXT),
        Column(code="buyers", label=_("Buyers")),
        Column(code="again", label=pgettext("buyers", "Repeat")),
        Column(code="rate", label=_("Repeat rate"), measure=Shown.SHARE),
        Column(code="upsell", label=_("Up-sell"), measure=Shown.SHARE),
        Column(code="returned", label=_("Returned")),
        Column(code="ever", label=_("Have ever bought")),
    ]
    columns += [Column(code="ltv", label="LTV", measure=Shown.MONEY)] if sees else []
    lines = []
    for one in reversed(months):
        opens = {kind: url(ask, kind, one.month) for kind in ("buyers", "again", "risen", "returned", "ever")}
        cells = {
            "month": Cell(date_format(one.month, "YEAR_MONTH_FORMAT")), "buyers": Cell(one.buyers, opens["buyers"]),
            "again": Cell(one.again, opens["again"]), "rate": Cell(asking.share(one.again, one.buyers)),
            "upsell": Cell(asking.share(one.risen, one.old), opens["risen"]),
            "returned": Cell(one.returned, opens["returned"]), "ever": Cell(int(one.ever), opens["ever"]),
            "ltv": Cell(one.worth),
        }  # fmt: skip
        lines.append(Row(cells))
    return Table(code="months", title=_("Month by month"), columns=columns, rows=lines)
