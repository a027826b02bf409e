"""The report «Segment by day»: how large it was, who came and went; with its file and its print."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
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
    Tile,
    reports,
)
from core.text import moments
from segmentation.models import Segment
from segmentation.segments import history

CODE = "segment-by-day"


class SegmentForm(forms.Form):
    """Which segment; the first by name where none is chosen."""

    segment = forms.ChoiceField(label=gettext_lazy("Segment"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        choices = [(str(pk), name) for pk, name in Segment.objects.visible_to(user).by_name().values_list("pk", "name")]
        self.fields["segment"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def register() -> None:
    """Offer the report."""
    reports.add(
        Report(
            code=CODE,
            label=gettext_lazy("Segment by day"),
            about=gettext_lazy("How a segment grows: its size each day, who came in and who went out."),
            build=build,
            form=SegmentForm,
            rule=gettext_lazy(
                "The size is that of the end of the day, by the rule that was in force then. Only your clients are"
                " counted, unless you may see totals of all."
            ),
            icon="filter",
            usual_days=30,
            weight=80,
        )
    )


def build(ask: ReportAsk) -> ReportResult:
    """The days that were counted; nothing where there is no segment."""
    chosen = ask.values.get("segment")
    rows = Segment.objects.visible_to(ask.user).by_name()
    segment = (rows.filter(pk=int(chosen)) if chosen else rows).first()
    days = history.days(segment, ask.user, ask.since, ask.until) if segment else []
    if segment is None or not days:
        return ReportResult()
    return ReportResult(tiles=_tiles(days), charts=_charts(segment, days), tables=[_table(segment, days)])


def _tiles(days: list[history.Day]) -> list[Tile]:
    return [
        Tile(label=_("At the end"), value=days[-1].size, before=days[0].size, good=""),
        Tile(label=_("Came"), value=sum(one.entered for one in days)),
        Tile(label=_("Went"), value=sum(one.left for one in days)),
    ]


def _charts(segment: Segment, days: list[history.Day]) -> list[Chart]:
    labels = [moments.day_on_axis(one.day) for one in days]
    sizes = [(segment.name, [float(one.size) for one in days])]
    moves = [(_("Came"), [float(one.entered) for one in days]), (_("Went"), [float(one.left) for one in days])]
    return [
        Chart(code="size", title=_("Size by day"), kind=ChartKind.LINES, labels=labels, series=sizes),
        Chart(code="moves", title=_("Came and went"), kind=ChartKind.BARS, labels=labels, series=moves),
    ]


def _table(segment: Segment, days: list[history.Day]) -> Table:
    columns = [
        Column(code="day", label=_("Day"), measure=Measure.DATE),
        Column(code="size", label=_("Clients")),
        Column(code="entered", label=_("Came")),
        Column(code="left", label=_("Went")),
    ]
    rows = [
        Row(
            {
                "day": Cell(one.day),
                "size": Cell(one.size, past_url(segment, one.day)),
                "entered": Cell(one.entered),
                "left": Cell(one.left),
            }
        )
        for one in reversed(days)
    ]
    return Table(code="days", title=_("By day"), columns=columns, rows=rows)


def past_url(segment: Segment, day: dt.date) -> str:
    """Who was in it then."""
    return f"{reverse('segments:past', args=[segment.pk])}?{urlencode({'day': day.isoformat()})}"
