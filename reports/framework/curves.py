"""The curve of who brings what: per cent of people across, per cent of the sum up, with the borders of classes."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.registries.reports import Chart, Measure
from core.text.numbers import percent
from reports.framework.values import said

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 44, 540, 14, 270
LEVELS = (0, 20, 40, 60, 80, 100)
ZONES = "abc"
GRID = (
    '<line class="chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>'
    '<text x="{}" y="{}" text-anchor="middle">{}</text>'
)
CUT = (
    '<line class="chart__cut" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/><line class="chart__cut" x1="{3}" x2="{0}" y1="{1}"'
    ' y2="{1}"/><circle class="chart__b1" cx="{0}" cy="{1}" r="4.5" data-tip="{4}"/>'
    '<text class="is-ink" x="{5}" y="{6}">{7}</text>'
)


def across(share: float) -> float:
    """Where so many per cent stand on the axis below."""
    return round(LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 100.0) / 100, 1)


def up(share: float) -> float:
    """Where so many per cent stand on the axis at the side."""
    return round(BOTTOM - (BOTTOM - TOP) * min(max(share, 0.0), 100.0) / 100, 1)


def draw(chart: Chart, says: str) -> SafeString:
    """The first series is the curve, its labels are per cent across as numbers."""
    points = [(float(label), value) for label, value in zip(chart.labels, chart.series[0][1], strict=True)]
    line = " ".join(f"{across(x)},{up(y)}" for x, y in points)
    return format_html(
        '<svg class="chart chart--curve" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">'
        '<title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}{}<polygon class="chart__a1" points="{},{} {} {},{}"/>'
        '<polyline class="chart__l1" points="{}"/>{}{}</svg>',
        *(WIDTH, HEIGHT, chart.code, chart.code, chart.code, chart.title, chart.code, says),
        *(_zones(chart), _grid(), LEFT, BOTTOM, line, across(points[-1][0]) if points else LEFT, BOTTOM, line),
        *(_cuts(chart), _names(chart)),
    )


def _grid() -> SafeString:
    marks = (
        (LEFT, RIGHT, up(level), up(level), LEFT - 8, up(level) + 4, percent(level),
         across(level), BOTTOM + 20, percent(level))
        for level in LEVELS
    )  # fmt: skip
    return format_html_join("", GRID, marks)


def _edges(chart: Chart) -> Sequence[tuple[str, float, float]]:
    """Each class from where to where: the last one is all that stays."""
    edges = [0.0, *(cut.across for cut in chart.cuts), 100.0]
    return [(ZONES[at].upper(), edges[at], edges[at + 1]) for at in range(min(len(edges) - 1, len(ZONES)))]


def _zones(chart: Chart) -> SafeString:
    shape = '<rect class="chart__z{}" x="{}" y="{}" width="{}" height="{}"/>'
    marks = (
        (name.lower(), across(since), TOP, round(across(until) - across(since), 1), BOTTOM - TOP)
        for name, since, until in _edges(chart)
    )
    return format_html_join("", shape, marks)


def _cuts(chart: Chart) -> SafeString:
    marks = []
    for at, cut in enumerate(chart.cuts):
        told = f"{said(round(cut.across, 1), Measure.SHARE)} → {said(round(cut.up, 1), Measure.SHARE)}"
        where = (across(cut.across), up(cut.up), BOTTOM, LEFT, f"{cut.name}: {told}")
        marks.append((*where, across(cut.across) + 9, up(cut.up) + 15 + 2 * at, told))
    return format_html_join("", CUT, marks)


def _names(chart: Chart) -> SafeString:
    shape = '<text class="is-ink" x="{}" y="{}" text-anchor="middle">{}</text>'
    wide = ((name, since, until) for name, since, until in _edges(chart) if until - since > 4)
    return format_html_join("", shape, ((across((since + until) / 2), BOTTOM - 8, name) for name, since, until in wide))
