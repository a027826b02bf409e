"""Writes the workbook a row at a time: a million rows need no more memory than one."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from imports.cleaning.rows import Cell
from imports.mapping.headings import REASON
from listing.exports.writers.long_texts import LongTexts

ROWS_OF_A_SHEET = 1_048_575
"""What Excel holds under a row of headings."""
LONGEST_CELL = 32_767
LONGEST_TOLD = 1_000
DIGITS_KEPT = 15
"""Longer numbers lose their last digits in Excel; phones and numbers of documents must not."""
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


class Rejected(NamedTuple):
    """A row as it stood in the file, and why it was left out."""

    cells: Sequence[Cell]
    reason: str


def write(path: Path, headings: Sequence[str], rows: Iterable[Rejected]) -> int:
    """Write the rows under the headings of their own file, the reason after them; returns how many.

    Everything is text: a phone keeps its plus, and what begins like a formula is never run.
    """
    # What is in the making lies beside the file, where it is taken away with it.
    book = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
    text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
    sheet, written, place = _sheet(book, headings, text, head), 0, 0
    long = LongTexts(book, head, LONGEST_CELL)
    for row in rows:
        if place == ROWS_OF_A_SHEET:
            sheet, place = _sheet(book, headings, text, head), 0
        place += 1
        cut = []
        for column, heading in enumerate(headings[: len(row.cells)]):
            said = as_text(row.cells[column])
            if len(said.encode("utf-16-le")) > 2 * LONGEST_CELL:
                said = long.cut(said, sheet.get_name(), place + 1, heading)
                cut.append(heading)
            if said:
                sheet.write_string(place, column, said, text)
        sheet.write_string(place, len(headings), _reason(row.reason, cut), text)
        written += 1
    try:
        book.close()
    except XlsxWriterException as error:
        raise OSError(*getattr(error.args[0], "args", error.args)) from error
    return written


def _sheet(book: xlsxwriter.Workbook, headings: Sequence[str], text: Format, head: Format) -> Worksheet:
    number = len(book.worksheets())
    name = _("Not brought in")
    sheet = book.add_worksheet(name if not number else f"{name} {number + 1}")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(headings) - 1, 0), 18, text)
    sheet.set_column(len(headings), len(headings), 60, text)
    for column, heading in enumerate([*headings, str(REASON)]):
        sheet.write_string(0, column, heading[:LONGEST_CELL], head)
    return sheet


def _reason(reason: str, cut: Sequence[str]) -> str:
    """Why the row was left out, and which of its cells hold only the beginning of their text."""
    if not cut:
        return reason[:LONGEST_CELL]
    said = _("Longer than a cell of Excel: %(columns)s. All of it is on the sheet “%(sheet)s”.") % {
        "columns": ", ".join(cut)[:LONGEST_TOLD],
        "sheet": _("Long texts"),
    }
    return f"{said} {reason}"[:LONGEST_CELL]


def as_text(cell: Cell) -> str:
    """What a person would have typed, read back to the same value."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**DIGITS_KEPT else repr(cell)
    if isinstance(cell, dt.datetime):
        return f"{cell:%d.%m.%Y %H:%M:%S}" if cell.time() != dt.time() else f"{cell:%d.%m.%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)
