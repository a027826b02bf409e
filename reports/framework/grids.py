"""A grid made ready for the page: numbers in words, steps of colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registries.reports import Grid, GridCell, GridView
from reports.framework.charts import heat
from reports.framework.values import said


@dataclass(frozen=True)
class ShownField:
    """One field: `step` is its colour, 0 to 6."""

    text: str
    says: str
    url: str
    step: int
    is_same: bool
    tip: str


@dataclass(frozen=True)
class ShownView:
    """The fields by one measure, row by row, with the heading of each row."""

    label: str
    rows: list[tuple[tuple[str | Promise, str | Promise], list[ShownField | None]]]


@dataclass(frozen=True)
class ShownGrid:
    """All views of a grid."""

    grid: Grid
    views: list[ShownView]


def shown(grid: Grid) -> ShownGrid:
    """Colours are told within a view; what has not moved takes no part in them."""
    return ShownGrid(grid, [_view(grid, view) for view in grid.views])


def _view(grid: Grid, view: GridView) -> ShownView:
    moved = (cell for line in view.cells for cell in line if cell is not None and not cell.is_same)
    most = max((float(cell.value or 0) for cell in moved), default=0)
    rows = [
        (heading, [_field(grid, view, at, heading, cell, most) for at, cell in enumerate(line)])
        for heading, line in zip(grid.rows, view.cells, strict=True)
    ]
    return ShownView(str(view.label), rows)


def _field(
    grid: Grid, view: GridView, at: int, row: Sequence[str | Promise], cell: GridCell | None, most: float
) -> ShownField | None:
    if cell is None:
        return None
    text, says = said(cell.value, view.measure), str(cell.says)
    tip = f"{row[0]} × {grid.columns[at][0]}\n{says or view.label}: {text}"
    step = 0 if cell.is_same else heat(float(cell.value or 0), most)
    return ShownField(text, says, cell.url, step, cell.is_same, tip)
