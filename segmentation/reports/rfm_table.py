"""The table of named segments: how many, what share, what money, what to do."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from core.registries.reports import Cell, Column, ReportAsk, Row, Table
from core.registries.reports import Measure as Shown
from segmentation.choices import Rfm
from segmentation.models import ScoreRun
from segmentation.reports import asking, parts
from segmentation.reports.earlier import Earlier
from segmentation.reports.words import EACH, HUES, MONEY, shown_as
from segmentation.scores.cells import advice

if TYPE_CHECKING:
    from segmentation.reports.rfm import Counted

GROWS_WELL = frozenset({Rfm.CHAMPIONS, Rfm.LOYAL, Rfm.POTENTIAL_LOYALIST, Rfm.NEW_CUSTOMERS, Rfm.PROMISING})


def table(
    ask: ReportAsk, run: ScoreRun, found: "Sequence[Counted]", before: Earlier, *, url: Callable[[str], str]
) -> Table:
    """All eleven, the empty ones too: that nobody is at risk is news."""
    measure = run.settings.measure
    columns = [
        Column(code="segment", label=_("Segment"), measure=Shown.TEXT),
        Column(code="customers", label=_("Clients")),
        Column(code="share", label=_("Share of the base"), measure=Shown.PART, on_phone=False),
    ]
    if asking.sees(ask, measure):
        columns.append(Column(code="money", label=MONEY[measure], measure=shown_as(measure)))
        columns.append(Column(code="of_money", label=_("Share of it"), measure=Shown.SHARE, on_phone=False))
        if measure in EACH:
            columns.append(Column(code="each", label=EACH[measure], measure=Shown.MONEY, on_phone=False))
    if before.day:
        columns.append(Column(code="change", label=before.label, measure=Shown.TEXT, on_phone=False))
    columns.append(Column(code="advice", label=_("What to do"), measure=Shown.TEXT, beneath=True))
    people = sum(one.customers for one in found)
    total = sum(one.money for one in found)
    lines = [_row(ask, run, code, found, before, (people, total), url) for code in Rfm]
    note = _("The rules are the same in all reports; the administrator changes them.")
    return Table(code="segments", title=_("Segments and what to do about them"), columns=columns, rows=lines, note=note)


def _row(
    ask: ReportAsk, run: ScoreRun, code: Rfm, found: "Sequence[Counted]", before: Earlier,
    whole: tuple[int, object], url: Callable[[str], str],
) -> Row:  # fmt: skip
    ours = [one for one in found if one.segment == code]
    people, number = sum(one.customers for one in ours), sum(one.number for one in ours)
    total = sum(one.money for one in ours)
    where = url(code) if people else ""
    cells = {
        "segment": Cell(code.label, where, hue=HUES[code]),
        "customers": Cell(people, where),
        "share": Cell(asking.share(people, whole[0])),
        "money": Cell(total),
        "of_money": Cell(asking.share(total, whole[1])),
        "each": Cell(round(total / number, 2) if number else None),
        "change": before.change(code, people, good=code in GROWS_WELL),
        "advice": Cell(advice(run.settings, code)),
    }
    does = asking.acts(ask, [("rfm_segment", code), *parts.conditions(ask)]) if parts.opens_list(ask) and people else ()
    return Row(cells, acts=does)
