"""Moves: who was of which class on one day and is of which on another, with names and money behind each field."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from core import sql
from core.registries.reports import (
    Behind,
    Grid,
    GridCell,
    GridView,
    Hint,
    Report,
    ReportAsk,
    ReportResult,
    Tile,
    reports,
)
from core.registries.reports import Measure as Shown
from core.text import moments
from core.text.numbers import money
from sales.reports.asking import seen
from segmentation.choices import Measure
from segmentation.models import ScoreRun, ScoreSnapshot
from segmentation.reports import asking, people
from segmentation.reports.words import CODES, LABELS, NONE, name
from segmentation.scores import runs

CODE = "moves"
KINDS = ("lifecycle", "rfm_segment", "abc", "xyz")
RANK = {
    "lifecycle": ("vip", "permanent", "hot", "warm", "cold", "dead"),
    "rfm_segment": (
        "champions", "loyal", "potential_loyalist", "new_customers", "promising", "need_attention", "about_to_sleep",
        "at_risk", "cannot_lose_them", "hibernating", "lost",
    ),
    "abc": ("A", "B", "C"),
    "xyz": ("X", "Y", "Z"),
}  # fmt: skip
"""From the best down."""
MOST_SNAPSHOTS = 120
Line = tuple[str, str, int, Any, Any]


class MovesForm(forms.Form):
    """Which class, between which days."""

    by = forms.ChoiceField(label=gettext_lazy("What changes"), required=False)
    one = forms.ChoiceField(label=gettext_lazy("Was on"), required=False)
    two = forms.ChoiceField(label=gettext_lazy("Became on"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        kept = ScoreSnapshot.objects.order_by("-as_of").values_list("pk", "as_of")[:MOST_SNAPSHOTS]
        days = [(str(pk), moments.short_date(day)) for pk, day in kept]
        self._choose("by", [(kind, LABELS[kind]) for kind in KINDS])
        self._choose("one", [("", gettext_lazy("the snapshot before")), *days])
        self._choose("two", [("", gettext_lazy("today")), *days])

    def _choose(self, field: str, choices: Sequence[Any]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Moves between classes"),
            about=gettext_lazy("Who rose and who fell between two days: with names and money behind each number."),
            build=build,
            behind=behind,
            form=MovesForm,
            has_period=False,
            rule=gettext_lazy(
                "Rows are what clients were on the first day, columns what they became. Snapshots are taken by "
                "themselves on the first night of a month, and on demand in the settings of scores."
            ),
            icon="arrows-sort",
            stamp=asking.stamp,
            recount=asking.recount,
            links=asking.links,
            weight=4,
        )
    )


def _kind(ask: ReportAsk) -> str:
    return ask.values.get("by") or KINDS[0]


def _days(ask: ReportAsk, run: ScoreRun) -> tuple[ScoreSnapshot | None, ScoreSnapshot | None]:
    """The snapshots asked for; None as the second is today, None as the first: there is none."""
    kept = ScoreSnapshot.objects.order_by("-as_of")
    two = kept.filter(pk=int(ask.values["two"])).first() if ask.values.get("two") else None
    if ask.values.get("one"):
        return kept.filter(pk=int(ask.values["one"])).first(), two
    return kept.filter(as_of__lt=two.as_of if two else run.as_of).first(), two


def build(ask: ReportAsk) -> ReportResult:
    """One statement."""
    kind = _kind(ask)
    if not asking.may_see(ask, kind):
        return asking.closed()
    run = runs.last_good()
    if run is None:
        return asking.not_yet(runs.last_failed_since(None))
    one, two = _days(ask, run)
    if one is None:
        words = _("The first snapshot is taken on the first night of a month; the settings of scores take one now.")
        return ReportResult(nothing=(_("There is nothing to compare with yet"), words), counted_at=run.finished_at)
    found: list[Line] = asking.rows("report_moves", _pictures(ask, kind, one, two, own=False), _params(ask))
    sees = asking.sees(ask, run.settings.measure) and run.settings.measure != Measure.NUMBER
    until = two.as_of if two else run.as_of
    return ReportResult(
        tiles=_tiles(ask, kind, found),
        hints=_hints(ask, kind, found, sees=sees),
        grids=[_grid(ask, kind, found, sees=sees)],
        explained=[
            (_("Was on"), moments.short_date(one.as_of)),
            (_("Became on"), moments.short_date(until)),
            (_("What changes"), str(LABELS[kind])),
        ],
        notice=asking.notice(ask, run),
        counted_at=two.made_at if two else run.finished_at,
    )


def _pictures(ask: ReportAsk, kind: str, one: ScoreSnapshot, two: ScoreSnapshot | None, *, own: bool) -> dict[str, str]:
    """Both days; with `own` only clients whose cards the reader may open."""
    whose = seen(ask, "s.customer_id") if own else asking.counted(ask, "s.customer_id")
    parts = {"kind": kind, "counted": whose}
    kept = sql.statement("segmentation", "picture_kept", {**parts, "snapshot": str(one.pk)})
    if two is None:
        return {"one": kept, "two": sql.statement("segmentation", "picture_today", parts)}
    return {"one": kept, "two": sql.statement("segmentation", "picture_kept", {**parts, "snapshot": str(two.pk)})}


def _params(ask: ReportAsk) -> dict[str, Any]:
    return {"people": asking.people(ask)}


def _went(kind: str, before: str, after: str) -> str:
    """Which way: `rose`, `fell`, `stayed`, `came` (had no class before); empty: went out."""
    order = RANK[kind]
    if before in order and after in order:
        steps = order.index(before) - order.index(after)
        return "rose" if steps > 0 else "fell" if steps < 0 else "stayed"
    return "came" if after else ""


def _ways() -> dict[str, str]:
    return {"rose": _("Rose"), "stayed": _("Stayed"), "fell": _("Fell"), "came": _("Appeared")}


def _tiles(ask: ReportAsk, kind: str, found: Sequence[Line]) -> list[Tile]:
    tiles = []
    for way, label in _ways().items():
        n = sum(line[2] for line in found if _went(kind, line[0], line[1]) == way)
        note = _("had no class before") if way == "came" else ""
        tiles.append(Tile(label=label, value=n, note=note, url=people.url(ask, CODE, way) if n else ""))
    return tiles


def _hints(ask: ReportAsk, kind: str, found: Sequence[Line], *, sees: bool) -> list[Hint]:
    """The three falls that cost most."""
    falls = [line for line in found if _went(kind, line[0], line[1]) == "fell"]
    falls.sort(key=lambda line: (-line[3] if sees else 0, -line[2]))
    hints = []
    for before, after, n, was, _now in falls[:3]:
        words = {"n": asking.whole_number(n), "before": name(kind, before), "after": name(kind, after)}
        text = ngettext("%(n)s client: %(before)s → %(after)s", "%(n)s clients: %(before)s → %(after)s", n) % words
        detail = _("They brought %(sum)s.") % {"sum": money(was)} if sees else ""
        hints.append(Hint(text, detail, _url(ask, before, after), "warn", _("See the names")))
    return hints


def _url(ask: ReportAsk, before: str, after: str) -> str:
    return people.url(ask, CODE, f"{before or '-'}:{after or '-'}")


def _grid(ask: ReportAsk, kind: str, found: Sequence[Line], *, sees: bool) -> Grid:
    codes = [*RANK[kind], ""]
    by_place = {(line[0], line[1]): line for line in found}

    def view(label: str, place: int, measure: Shown) -> GridView:
        def cell(before: str, after: str) -> GridCell:
            line = by_place.get((before, after))
            where = _url(ask, before, after) if line else ""
            return GridCell(line[place] if line else 0, url=where, is_same=before == after and line is not None)

        cells = [[cell(before, after) for after in codes] for before in codes]
        return GridView(label=label, cells=cells, measure=measure)

    views = [view(_("Clients"), 2, Shown.NUMBER)]
    if sees:
        views += [view(_("Money before"), 3, Shown.MONEY), view(_("Money after"), 4, Shown.MONEY)]
    headings = [(CODES[kind].get(code) or NONE[kind], "") for code in codes]
    return Grid(
        code="moves",
        title=_("Who moved where"),
        columns=headings,
        rows=headings,
        views=views,
        says=_("Rows are what was, columns what became."),
        note=_("A row is what was, a column what became; the framed fields have not moved."),
        is_small=True,
    )


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `<before>:<after>`, a hyphen for none, or a way such as `fell`: who moved, as far as one may see."""
    kind, run = _kind(ask), runs.last_good()
    if run is None:
        raise LookupError(key)
    one, two = _days(ask, run)
    if one is None or not asking.may_see(ask, kind):
        raise LookupError(key)
    moves, title = _moves(kind, key)
    params = {**_params(ask), "moves": [f"{before}:{after}" for before, after in moves]}
    found = people.page(ask, "behind_moves", _pictures(ask, kind, one, two, own=True), params, limit)
    sees = asking.sees(ask, run.settings.measure) and run.settings.measure != Measure.NUMBER
    sums = {pk: f"{money(was)} → {money(now)}" for pk, _weight, was, now in found.rows} if sees else {}
    return people.shown(ask, title, found, sums)


def _moves(kind: str, key: str) -> tuple[list[tuple[str, str]], str]:
    """Fields of the table the key means, and what they are called. Raises LookupError on anything else."""
    codes = ["" if code == "-" else code for code in key.split(":")]
    if len(codes) == 2 and all(code in ("", *CODES[kind]) for code in codes):
        before, after = codes
        return [(before, after)], f"{name(kind, before)} → {name(kind, after)}"
    if key not in _ways():
        raise LookupError(key)
    codes = ["", *CODES[kind]]
    both = product(codes, codes)
    return [(before, after) for before, after in both if _went(kind, before, after) == key], _ways()[key]
