"""Charts drawn on the server as SVG: no script, no inline style, sharp in print, told in words to who does not see.

Colours come by classes of app.css. Each chart has a title, a description and, beside it, its numbers as a table.
"""

import math
from collections.abc import Callable, Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.registries.reports import Chart, ChartKind
from reports.framework import curves
from reports.framework.values import on_axis, said

HEIGHT = 220
WIDE, HALF = 1080, 520
"""Of a chart over the whole page, and of one beside another: letters look alike in both."""
LEFT, RIGHT, TOP, BOTTOM = 62, 10, 10, 24
TICKS = 4
LABEL_WIDTH = 46
"""Pixels a label under the axis needs; more labels than fit are left out."""
NICE = (1, 2, 2.5, 5, 10)
Mark = tuple[object, ...]
At = Callable[[float], float]


def draw(chart: Chart) -> SafeString:
    """The picture alone; grids are drawn by the template as tables."""
    if chart.kind == ChartKind.CURVE:
        return curves.draw(chart, describe(chart))
    makers = {ChartKind.BARS: _bars, ChartKind.STACKED: _stacked, ChartKind.LINES: _lines}
    top = _highest(chart)
    step = nice(top / TICKS)
    ceiling = step * max(math.ceil(top / step), 1)

    def height(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / ceiling)

    grid = _grid(chart, step, ceiling, height)
    labels = _labels(chart)
    marks = makers[chart.kind](chart, height)
    return format_html(
        '<svg class="chart{}" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}{}{}</svg>',
        *("" if chart.wide else " chart--half", _width(chart), HEIGHT, chart.code, chart.code, chart.code, chart.title),
        *(chart.code, describe(chart)),
        *(grid, labels, marks),
    )


def describe(chart: Chart) -> str:
    """The chart in a sentence: its own, or the highest and the lowest point of each series."""
    if chart.says:
        return str(chart.says)
    return " ".join(_extremes(name, values, chart) for name, values in chart.series if len(values))


def _extremes(name: str, values: Sequence[float], chart: Chart) -> str:
    most, least = max(range(len(values)), key=lambda at: values[at]), min(range(len(values)), key=lambda at: values[at])
    words = {
        "name": name,
        "most": said(values[most], chart.measure),
        "most_at": chart.labels[most],
        "least": said(values[least], chart.measure),
        "least_at": chart.labels[least],
    }
    return _("%(name)s: most %(most)s (%(most_at)s), least %(least)s (%(least_at)s).") % words


def nice(value: float) -> float:
    """The next round number: 1, 2, 2.5 or 5 with zeros."""
    if value <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(value))
    return next(step for step in NICE if value / power <= step + 1e-9) * power


def _highest(chart: Chart) -> float:
    if chart.kind == ChartKind.STACKED:
        return max((sum(values) for values in zip(*(series for _name, series in chart.series), strict=True)), default=0)
    return max((value for _name, values in chart.series for value in values), default=0)


def _grid(chart: Chart, step: float, ceiling: float, height: At) -> SafeString:
    levels = [step * at for at in range(round(ceiling / step) + 1)]
    lines = '<line class="chart__grid" x1="{}" x2="{}" y1="{}" y2="{}"/><text x="{}" y="{}" text-anchor="end">{}</text>'
    return format_html_join(
        "",
        lines,
        (
            (
                LEFT,
                _width(chart) - RIGHT,
                _f(height(v)),
                _f(height(v)),
                LEFT - 8,
                _f(height(v) + 4),
                on_axis(v, chart.measure),
            )
            for v in levels
        ),
    )


def _labels(chart: Chart) -> SafeString:
    count = max(len(chart.labels), 1)
    width = (_width(chart) - LEFT - RIGHT) / count
    every = max(math.ceil(LABEL_WIDTH / width), 1)
    shown = ((at, label) for at, label in enumerate(chart.labels) if at % every == 0)
    text = '<text x="{}" y="{}" text-anchor="middle">{}</text>'
    return format_html_join("", text, ((_f(_middle(chart, at)), HEIGHT - 6, label) for at, label in shown))


def _middle(chart: Chart, at: int) -> float:
    return LEFT + (_width(chart) - LEFT - RIGHT) * (at + 0.5) / max(len(chart.labels), 1)


def _bars(chart: Chart, height: At) -> SafeString:
    """Series stand side by side within a label's place."""
    series = len(chart.series)
    place = (_width(chart) - LEFT - RIGHT) / max(len(chart.labels), 1)
    bar = place * 0.72 / max(series, 1)

    def marks() -> Iterable[Mark]:
        for at, label in enumerate(chart.labels):
            for number, (name, values) in enumerate(chart.series):
                left = LEFT + place * (at + 0.14) + bar * number
                yield _rect(number, left, height(values[at]), bar, height(0), _tip(chart, label, name, values[at]))

    return _rects(marks())


def _stacked(chart: Chart, height: At) -> SafeString:
    place = (_width(chart) - LEFT - RIGHT) / max(len(chart.labels), 1)

    def marks() -> Iterable[Mark]:
        for at, label in enumerate(chart.labels):
            stands = 0.0
            for number, (name, values) in enumerate(chart.series):
                if not values[at]:
                    continue
                left, top = LEFT + place * (at + 0.16), height(stands + values[at])
                yield _rect(number, left, top, place * 0.68, height(stands), _tip(chart, label, name, values[at]))
                stands += values[at]

    return _rects(marks())


def _rect(number: int, left: float, top: float, width: float, foot: float, tip: str) -> Mark:
    return (number % 6 + 1, _f(left), _f(top), _f(width), _f(max(foot - top, 0)), tip)


def _rects(marks: Iterable[Mark]) -> SafeString:
    shape = '<rect class="chart__hot chart__b{}" x="{}" y="{}" width="{}" height="{}" rx="1.5" data-tip="{}"/>'
    return format_html_join("", shape, marks)


def _lines(chart: Chart, height: At) -> SafeString:
    """The first series has a tinted area; one tip tells all series of a label."""
    drawn = []
    for number, (_name, values) in reversed(list(enumerate(chart.series))):
        points = " ".join(f"{_f(_middle(chart, at))},{_f(height(value))}" for at, value in enumerate(values))
        if number == 0 and values:
            ends = (_f(_middle(chart, 0)), _f(height(0)), points, _f(_middle(chart, len(values) - 1)), _f(height(0)))
            drawn.append(format_html('<polygon class="chart__a1" points="{},{} {} {},{}"/>', *ends))
        drawn.append(format_html('<polyline class="chart__l{}" points="{}"/>', number % 6 + 1, points))
    width = (_width(chart) - LEFT - RIGHT) / max(len(chart.labels), 1)
    columns = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="transparent" data-tip="{}"/>',
        (
            (_f(LEFT + width * at), TOP, _f(width), HEIGHT - TOP - BOTTOM, _tip_of_all(chart, at))
            for at in range(len(chart.labels))
        ),
    )
    return format_html_join("", "{}", ((part,) for part in (*drawn, columns)))


def _tip(chart: Chart, label: str, name: str, value: float) -> str:
    return f"{label}\n{name}: {said(value, chart.measure)}" if name else f"{label}: {said(value, chart.measure)}"


def _tip_of_all(chart: Chart, at: int) -> str:
    return "\n".join([chart.labels[at], *(f"{name}: {said(v[at], chart.measure)}" for name, v in chart.series)])


def _width(chart: Chart) -> int:
    return WIDE if chart.wide else HALF


def _f(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def heat(value: float, most: float) -> int:
    """The step of colour, 0 to 6."""
    return 0 if value <= 0 or most <= 0 else max(1, min(6, math.ceil(6 * value / most)))
