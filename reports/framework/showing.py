"""A result made ready for the page: values as words, charts as pictures, differences to the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.registries.reports import Cell, Chart, ChartKind, Column, Measure, ReportResult, Table, Tile
from reports.framework import charts
from reports.framework.values import growth, said

FLAT = 0.05
"""A change of fewer per cent is none."""
LINE_COLOURS = (1, 3, 2, 4, 5, 6)
WORDS = frozenset({Measure.TEXT, Measure.DATE, Measure.MOMENT})


@dataclass(frozen=True)
class ShownTile:
    """A tile's number in words, and how it changed."""

    label: str | Promise
    value: str
    note: str | Promise
    url: str
    change: str
    """Such as «12,5 %»; empty: not told."""
    is_up: bool
    tone: str
    """up (good) or down (bad); empty: neither."""


@dataclass(frozen=True)
class ShownCell:
    """One cell in words."""

    text: str
    url: str
    tone: str
    is_number: bool


@dataclass(frozen=True)
class ShownRow:
    """The first cell names the row."""

    head: ShownCell
    cells: list[ShownCell]
    is_total: bool


@dataclass(frozen=True)
class ShownTable:
    """A table with everything in words."""

    table: Table
    columns: list[tuple[Column, bool]]
    """Columns, and whether they hold numbers."""
    rows: list[ShownRow]


@dataclass(frozen=True)
class ShownChart:
    """The picture, or the cells of a grid; and its numbers as a table."""

    chart: Chart
    picture: SafeString | str
    says: str
    legend: list[tuple[int, str]]
    rows: list[tuple[str, list[tuple[str, int, str]]]]
    """Name of a series; for each label the value in words, the step of its colour, the list behind it."""

    @property
    def is_grid(self) -> bool:
        """Drawn as a table of coloured cells."""
        return self.chart.kind == ChartKind.HEAT


@dataclass(frozen=True)
class Shown:
    """The whole result."""

    tiles: list[ShownTile]
    charts: list[ShownChart]
    tables: list[ShownTable]
    hints: Any

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look at."""
        return not any(shown.rows for shown in self.tables)


def shown(result: ReportResult) -> Shown:
    """Everything in words of the reader's language."""
    return Shown(
        tiles=[_tile(tile) for tile in result.tiles],
        charts=[_chart(chart) for chart in result.charts],
        tables=[_table(table) for table in result.tables],
        hints=result.hints,
    )


def _tile(tile: Tile) -> ShownTile:
    change = growth(tile.value, tile.before)
    if change is None or abs(change) < FLAT:
        return ShownTile(tile.label, said(tile.value, tile.measure), tile.note, tile.url, "", is_up=False, tone="")
    is_up = change > 0
    tone = "" if not tile.good else "up" if is_up == (tile.good == "up") else "down"
    told = said(abs(change), Measure.SHARE)
    return ShownTile(tile.label, said(tile.value, tile.measure), tile.note, tile.url, told, is_up=is_up, tone=tone)


def _table(table: Table) -> ShownTable:
    first, *others = table.columns
    rows = [
        ShownRow(
            head=_cell(row.cells[first.code], first),
            cells=[_cell(row.cells.get(column.code, Cell(None)), column) for column in others],
            is_total=row.is_total,
        )
        for row in table.rows
    ]
    return ShownTable(table, [(column, column.measure not in WORDS) for column in table.columns], rows)


def _cell(cell: Cell, column: Column) -> ShownCell:
    return ShownCell(said(cell.value, column.measure), cell.url, cell.tone, column.measure not in WORDS)


def _chart(chart: Chart) -> ShownChart:
    most = max((value for _name, values in chart.series for value in values), default=0)
    return ShownChart(
        chart=chart,
        picture="" if chart.kind == ChartKind.HEAT else charts.draw(chart),
        says=charts.describe(chart),
        legend=[(_colour(chart, at), name) for at, (name, _values) in enumerate(chart.series)],
        rows=[
            (name, _values(chart, values, chart.urls[at] if chart.urls else (), most))
            for at, (name, values) in enumerate(chart.series)
        ],
    )


def _values(chart: Chart, values: Sequence[float], urls: Sequence[str], most: float) -> list[tuple[str, int, str]]:
    places = zip_longest(values, urls, fillvalue="")
    return [(said(value, chart.measure), charts.heat(float(value), most), str(url)) for value, url in places]


def _colour(chart: Chart, at: int) -> int:
    """Lines take the colours of the palette in another order: the first two must be told apart at a glance."""
    return LINE_COLOURS[at % 6] if chart.kind == ChartKind.LINES else at % 6 + 1
