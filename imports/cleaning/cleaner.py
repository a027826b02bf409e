"""Rows of a file become rows ready for staging, a batch at a time."""

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from core.cells import Note
from customers.cells.dates import order_of
from imports.cleaning.assembling import Assembler
from imports.cleaning.building import columns_of, constants_of
from imports.cleaning.columns import Column, problem_of
from imports.cleaning.rows import ROW, Cell, CleanRow, FileRow, Problem
from imports.cleaning.texts import text_of
from imports.mapping.plan import CUSTOMERS, Mapping, Targets, targets_of

NO_PROBLEMS: tuple[Problem, ...] = ()


class Cleaner:
    """Cleans the rows of one file by one mapping; `clean_many` in batches of some thousand is much faster."""

    def __init__(
        self,
        mapping: Mapping,
        headings: Sequence[str],
        *,
        today: dt.date,
        targets: Targets | None = None,
        sample: Iterable[FileRow] = (),
    ) -> None:
        """`sample` decides once for each column of dates whether 03/04 is the 3rd of April.

        Raises DomainError when the mapping names a heading the file does not have, or a constant cannot be read.
        """
        targets = targets_of(CUSTOMERS) if targets is None else targets
        rows = list(sample)
        orders = {at: order_of(_texts(rows, at)) for at, line in mapping.columns(headings) if at >= 0}
        self._width = len(headings)
        self._columns = columns_of(mapping, headings, targets, today=today, orders=orders)
        self._assembler = Assembler(mapping, targets, constants_of(mapping, headings, targets, today=today))

    def clean(self, row: FileRow) -> CleanRow:
        """One row."""
        return self.clean_many([row])[0]

    def clean_many(self, rows: Sequence[FileRow]) -> list[CleanRow]:
        """The rows in their order, each with the same answer as alone."""
        with collector_at_rest():
            return self._clean(rows) if rows else []

    def _clean(self, rows: Sequence[FileRow]) -> list[CleanRow]:
        problems: dict[int, list[Problem]] = defaultdict(list)

        def report(row: int, problem: Problem) -> None:
            problems[row].append(problem)

        cells = self._by_column(rows, report)
        found: dict[str, list[tuple[Column, list[Any]]]] = defaultdict(list)
        for column in self._columns:
            found[column.target].append((column, column.read(cells[column.at], report)))
        return self._assembler.rows([row.number for row in rows], found, problems)

    def _by_column(self, rows: Sequence[FileRow], report: Any) -> list[Sequence[Cell]]:
        """Cells of the batch by column; short rows are filled up, what stands beyond the headings is reported."""
        width = self._width
        table: list[Sequence[Cell]] = [row.cells for row in rows]
        if {*map(len, table)} != {width}:
            blank = (None,) * width
            table = [self._fit(at, tuple(cells), blank, report) for at, cells in enumerate(table)]
        return list(zip(*table, strict=True))

    def _fit(self, row: int, cells: tuple[Cell, ...], blank: tuple[None, ...], report: Any) -> tuple[Cell, ...]:
        beyond = [text_of(cell) for cell in cells[self._width :] if cell not in (None, "")]
        if beyond:
            report(row, problem_of(Note("beyond_headings", "question"), ROW, "", "; ".join(beyond)))
        return (*cells, *blank[len(cells) :])[: self._width]


def _texts(rows: Sequence[FileRow], at: int) -> Iterable[str]:
    return (cell for row in rows if at < len(row.cells) and isinstance(cell := row.cells[at], str))


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """A batch makes many small objects and no circles: looking for circles among them costs as much as the work."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
