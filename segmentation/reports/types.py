"""Base types: how many are VIP, permanent, hot, warm, cold, dead; why, since when, and what to do."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.registries.reports import (
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
from core.text import moments
from sales import choice_lists
from sales.reports.asking import ALL
from segmentation.choices import Ground, Lifecycle
from segmentation.models import ScoreRun, ScoreSnapshot
from segmentation.reports import asking, earlier
from segmentation.reports.words import HUES, MONEY, shown_as
from segmentation.scores import runs
from segmentation.scores.cells import advice

CODE = "base-types"
MOST_SNAPSHOTS = 13
GROWS_WELL = frozenset({Lifecycle.VIP, Lifecycle.PERMANENT, Lifecycle.HOT, Lifecycle.WARM})
Found = Mapping[tuple[str, str], tuple[int, Any]]


class TypesForm(forms.Form):
    """Whose clients."""

    manager = forms.ChoiceField(label=gettext_lazy("Manager"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.fields["manager"].choices = [ALL, *choice_lists.sellers().items()]  # type: ignore[attr-defined]


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Base types"),
            about=gettext_lazy("How many clients are VIP, permanent, hot, warm, cold, dead; why, and what to do."),
            build=build,
            form=TypesForm,
            has_period=False,
            rule=gettext_lazy(
                "The first that is true gives the type: pinned by hand; VIP; permanent; hot; warm; dead; the rest are "
                "cold. Purchases, talks, open tasks and the state of contacts are the grounds; each card says its own."
            ),
            icon="flame",
            stamp=asking.stamp,
            recount=asking.recount,
            links=asking.links,
            weight=3,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """One statement for today, one for the snapshots before."""
    if not asking.may_see(ask, "lifecycle"):
        return asking.closed()
    run = runs.last_good()
    if run is None:
        return asking.not_yet(runs.last_failed_since(None))
    lines = asking.rows("report_types", {"counted": _counted(ask)}, _params(ask))
    found: Found = {(code, ground): (n, total) for code, ground, n, total in lines}
    if not found:
        return ReportResult(
            nothing=(_("No clients yet"), _("Base types come with the first client.")), counted_at=run.finished_at
        )
    before = earlier.Earlier() if ask.values.get("manager") else earlier.of(ask, run, "lifecycle")
    return ReportResult(
        tiles=_tiles(ask, found),
        charts=_charts(ask, run, found),
        tables=[_types(ask, run, found, before), _grounds(ask, found)],
        explained=explained(run),
        notice=asking.notice(ask, run),
        counted_at=run.finished_at,
    )


def _counted(ask: ReportAsk) -> str:
    whose = asking.counted(ask, "s.customer_id")
    if not ask.values.get("manager"):
        return whose
    theirs = "s.customer_id IN (SELECT c.id FROM customers_customer c WHERE c.responsible_id = %(manager)s)"
    return f"{whose} AND {theirs}"


def _params(ask: ReportAsk) -> dict[str, Any]:
    return {"people": asking.people(ask), "manager": int(ask.values.get("manager") or 0)}


def explained(run: ScoreRun) -> list[tuple[str, str]]:
    """The numbers of the rules."""
    ours = run.settings
    vip = _("class A of 365 days and at least %(n)s purchases") % {"n": ours.vip_number}
    permanent = _("more than %(n)s purchases, the last within %(days)s days or %(times)s usual intervals") % {
        "n": ours.permanent_number, "days": ours.permanent_days, "times": asking.said(ours.permanent_intervals),
    }  # fmt: skip
    hot = _("bought, asked, got an offer or has a dated task within %(days)s days") % {"days": ours.hot_days}
    warm = _("bought within %(bought)s days or answered within %(answered)s") % {
        "bought": ours.warm_bought_days, "answered": ours.warm_answered_days,
    }  # fmt: skip
    dead = _("refused, or no contact works, or nothing at all for %(days)s days") % {"days": ours.dead_days}
    kinds = zip(
        (Lifecycle.VIP, Lifecycle.PERMANENT, Lifecycle.HOT, Lifecycle.WARM, Lifecycle.DEAD),
        (vip, permanent, hot, warm, dead),
        strict=True,
    )
    return [(str(code.label), said) for code, said in kinds]


def _by_type(found: Found) -> tuple[Counter[str], dict[str, Any]]:
    people: Counter[str] = Counter()
    sums: dict[str, Any] = {}
    for (code, _ground), (n, total) in found.items():
        people[code] += n
        sums[code] = sums.get(code, 0) + total
    return people, sums


def _url(ask: ReportAsk, code: str) -> str:
    return asking.clients_url(_conditions(ask, code))


def _conditions(ask: ReportAsk, code: str, ground: str = "") -> list[tuple[str, str]]:
    asked = {"lifecycle": code, "ground": ground, "responsible": str(ask.values.get("manager") or "")}
    return [(field, value) for field, value in asked.items() if value]


def _tiles(ask: ReportAsk, found: Found) -> list[Tile]:
    people, _sums = _by_type(found)
    whole = sum(people.values())
    return [
        Tile(
            label=code.label, value=people[code], url=_url(ask, code) if people[code] else "",
            note=_("%(share)s%% of the base") % {"share": asking.said(asking.share(people[code], whole))},
        )
        for code in Lifecycle
    ]  # fmt: skip


def _charts(ask: ReportAsk, run: ScoreRun, found: Found) -> list[Chart]:
    """What there was in the snapshots, and today."""
    snapshots = list(ScoreSnapshot.objects.filter(as_of__lt=run.as_of).order_by("-as_of")[:MOST_SNAPSHOTS])
    if not snapshots:
        return []
    params = {**_params(ask), "snapshots": [one.pk for one in snapshots]}
    lines = asking.rows("report_types_trend", {"counted": _counted(ask)}, params)
    by_day = {(day, code): n for day, code, n in lines}
    days = sorted(one.as_of for one in snapshots)
    people, _sums = _by_type(found)
    series = [
        (str(code.label), [float(by_day.get((day, code), 0)) for day in days] + [float(people[code])])
        for code in Lifecycle
    ]
    labels = [*(moments.short_date(day) for day in days), _("now")]
    return [Chart(code="trend", title=_("How the base changes"), kind=ChartKind.STACKED, labels=labels, series=series)]


def _types(ask: ReportAsk, run: ScoreRun, found: Found, before: earlier.Earlier) -> Table:
    people, sums = _by_type(found)
    measure = run.settings.measure
    columns = [
        Column(code="type", label=_("Base type"), measure=Shown.TEXT),
        Column(code="n", label=_("Clients")),
        Column(code="share", label=_("Share of the base"), measure=Shown.PART, on_phone=False),
    ]
    if asking.sees(ask, measure):
        columns.append(Column(code="money", label=MONEY[measure], measure=shown_as(measure)))
        columns.append(Column(code="of_money", label=_("Share of it"), measure=Shown.SHARE, on_phone=False))
    if before.day:
        columns.append(Column(code="change", label=before.label, measure=Shown.TEXT, on_phone=False))
    columns.append(Column(code="advice", label=_("What to do"), measure=Shown.TEXT, beneath=True))
    whole, total = sum(people.values()), sum(sums.values())
    lines = []
    for code in Lifecycle:
        where = _url(ask, code) if people[code] else ""
        cells = {
            "type": Cell(code.label, where, hue=HUES[code]), "n": Cell(people[code], where),
            "share": Cell(asking.share(people[code], whole)), "money": Cell(sums.get(code, 0)),
            "of_money": Cell(asking.share(sums.get(code, 0), total)),
            "change": before.change(code, people[code], good=code in GROWS_WELL),
            "advice": Cell(advice(run.settings, code)),
        }  # fmt: skip
        lines.append(Row(cells, acts=asking.acts(ask, _conditions(ask, code)) if people[code] else ()))
    return Table(code="types", title=_("Types and what to do about them"), columns=columns, rows=lines)


def _grounds(ask: ReportAsk, found: Found) -> Table:
    """Why, in the order of the rules."""
    names = {code.value: code.label for code in Lifecycle}
    columns = [
        Column(code="ground", label=_("Why"), measure=Shown.TEXT),
        Column(code="type", label=_("Base type"), measure=Shown.TEXT),
        Column(code="n", label=_("Clients")),
    ]
    lines = [
        Row(
            {
                "ground": Cell(ground.label), "type": Cell(names[code]),
                "n": Cell(found[code, ground][0], asking.clients_url(_conditions(ask, code, ground))),
            },
            acts=asking.acts(ask, _conditions(ask, code, ground)),
        )
        for ground in Ground for code in Lifecycle.values if (code, ground) in found
    ]  # fmt: skip
    return Table(code="grounds", title=_("Why they are of these types"), columns=columns, rows=lines)
