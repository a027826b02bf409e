"""The heat map of RFM: recency across, frequency with money down, by clients, by money, by average check."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import product
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.registries.reports import Grid, GridCell, GridView, ReportAsk
from core.registries.reports import Measure as Shown
from segmentation.models import ScoreRun
from segmentation.reports import asking, parts
from segmentation.reports.words import EACH, MONEY, name, shown_as
from segmentation.scores.cells import by_grades

if TYPE_CHECKING:
    from segmentation.reports.rfm import Counted

Url = Callable[[Sequence[str]], str]
AXES = {"": "FM", "f": "F", "m": "M"}


def level(axis: str, f: int, m: int) -> int:
    """The row a client stands in; of F and M together their mean, halves upwards."""
    return f if axis == "f" else m if axis == "m" else (f + m + 1) // 2


def grid(ask: ReportAsk, run: ScoreRun, found: "Sequence[Counted]", *, url: Url) -> Grid:
    """All views over the same cells."""
    axis = ask.values.get("lines") or ""
    grades = range(1, run.settings.grades + 1)
    across, down = list(grades), list(reversed(grades))
    by_place: dict[tuple[int, int], list[Counted]] = {}
    for one in found:
        by_place.setdefault((one.r, level(axis, one.f, one.m)), []).append(one)
    standing = by_grades(run.settings)
    cells = {
        (r, row): [f"{r}{f}{m}" for f, m in product(grades, grades) if level(axis, f, m) == row]
        for r in across for row in down
    }  # fmt: skip

    def view(label: str, measure: Shown, value: "Callable[[list[Counted]], object]") -> GridView:
        lines = []
        for row in down:
            line = []
            for r in across:
                ours = by_place.get((r, row), [])
                says = _commonest(ours) or standing[f"{r}{row}{row}"]
                where = url(cells[r, row]) if ours else ""
                line.append(GridCell(value(ours), name("rfm_segment", says), where))
            lines.append(line)
        return GridView(label=label, cells=lines, measure=measure)

    views = [view(_("Clients"), Shown.NUMBER, lambda ours: sum(one.customers for one in ours))]
    measure = run.settings.measure
    if asking.sees(ask, measure):
        views.append(view(str(MONEY[measure]), shown_as(measure), lambda ours: sum(one.money for one in ours)))
        if measure in EACH:
            views.append(view(str(EACH[measure]), Shown.MONEY, _each))
    return Grid(
        code="map",
        title=_("RFM map"),
        columns=list(zip((f"R{r}" for r in across), _days(ask, run), strict=True)),
        rows=[(f"{AXES[axis]} {row}", "") for row in down],
        views=views,
        says=_("Columns tell how lately clients bought, rows how often and for how much."),
        ends=[_("bought long ago"), _("days since the last purchase"), _("lately")],
        note=_("A field carries the name of the segment most of its clients are of."),
    )


def _commonest(ours: "Sequence[Counted]") -> str:
    counted: Counter[str] = Counter()
    for one in ours:
        counted[one.segment] += one.customers
    return min(counted, key=lambda code: (-counted[code], code)) if counted else ""


def _each(ours: "Sequence[Counted]") -> object:
    number = sum(one.number for one in ours)
    return round(sum(one.money for one in ours) / number, 2) if number else None


def _days(ask: ReportAsk, run: ScoreRun) -> list[str]:
    """What each grade of R means in days, from the borders of the run; empty within a part, which has others."""
    grades = run.settings.grades
    stored = run.borders.get("r", [])
    if parts.graded_within(ask) or len(stored) != grades - 1:
        return [""] * grades
    begins = [None if one is None else (run.as_of - dt.date.fromisoformat(one[0])).days for one in stored]
    return [
        _span(begins[r - 2] if r > 1 else None, begins[r - 1] if r < grades else None, r) for r in range(1, grades + 1)
    ]


def _span(most: int | None, next_most: int | None, r: int) -> str:
    """`most` days are the grade's border, `next_most` that of the grade above."""
    if r == 1:
        return _("over %(days)s") % {"days": next_most} if next_most is not None else ""
    if most is None:
        return ""
    if next_most is None:
        return _("up to %(days)s") % {"days": most}
    return f"{next_most + 1}–{most}" if next_most < most else "—"
