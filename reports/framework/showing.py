"""A result made ready for the page: values as words, charts as pictures, differences to the period before."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.registries.reports import Act, Cell, Chart, ChartKind, Column, Measure, ReportResult, Row, Table, Tile
from reports.framework import charts, grids
from reports.framework.grids import ShownGrid
from reports.framework.values import DASH, growth, said

FLAT = 0.05
"""A change of fewer per cent is none."""
LONG = 40
"""So many letters take more than one line."""
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
    part: int | None = None
    """Length of its bar in per cent; None: no bar."""
    hue: str = ""
    on_phone: bool = True

    @property
    def is_long(self) -> bool:
        """Words that need several lines."""
        return not self.is_number and len(self.text) > LONG


@dataclass(frozen=True)
class ShownRow:
    """The first cell names the row."""

    head: ShownCell
    cells: list[ShownCell]
    is_total: bool
    acts: Sequence[Act] = ()
    beneath: str = ""
    """What a phone shows under the name."""


@dataclass(frozen=True)
class ShownTable:
    """A table with everything in words."""

    table: Table
    columns: list[tuple[Column, bool]]
    """Columns, and whether they hold numbers."""
    rows: list[ShownRow]

    @property
    def has_acts(self) -> bool:
        """Whether a column of buttons is needed."""
        return any(row.acts for row in self.rows)


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
    grids: list[ShownGrid]
    result: ReportResult

    @property
    def wide_grids(self) -> list[ShownGrid]:
        """Those over the whole page; the first of them carries the hints."""
        return [part for part in self.grids if part.grid.wide]

    @property
    def side_grids(self) -> list[ShownGrid]:
        """Those beside a chart."""
        return [part for part in self.grids if not part.grid.wide]

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
        grids=[grids.shown(grid) for grid in result.grids],
        result=result,
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
    longest = {column.code: _longest(table, column) for column in others if column.measure == Measure.PART}

    def shown_row(row: Row) -> ShownRow:
        cells = [_cell(row.cells.get(one.code, Cell(None)), one, longest.get(one.code)) for one in others]
        beneath = "; ".join(
            cell.text for one, cell in zip(others, cells, strict=True) if one.beneath and cell.text != DASH
        )
        return ShownRow(_cell(row.cells[first.code], first), cells, row.is_total, row.acts, beneath)

    rows = [shown_row(row) for row in table.rows]
    return ShownTable(table, [(column, column.measure not in WORDS) for column in table.columns], rows)


def _longest(table: Table, column: Column) -> float:
    values = (row.cells[column.code].value for row in table.rows if not row.is_total and column.code in row.cells)
    return max((float(value) for value in values if value is not None), default=0)


def _cell(cell: Cell, column: Column, longest: float | None = None) -> ShownCell:
    part = None if not longest or cell.value is None else max(0, min(100, round(100 * float(cell.value) / longest)))
    return ShownCell(
        said(cell.value, column.measure),
        cell.url,
        cell.tone,
        column.measure not in WORDS,
        part,
        cell.hue,
        column.on_phone and not column.beneath,
    )


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
