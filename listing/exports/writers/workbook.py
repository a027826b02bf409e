"""Excel workbooks: text stays text, dates are dates, nothing runs, nothing is lost to Excel's limits.

Written row by row in constant memory. More rows than a sheet holds go on in the next sheet; text longer than a cell
holds is cut there and stands whole, in pieces, in a sheet of its own. The last sheet tells whose export it is.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import XlsxWriterException

from core.registries.fields import FieldType
from core.text.guard import unspoilt
from listing.exports.writers.base import Cell, Column, Record, Writer
from listing.exports.writers.long_texts import LongTexts
from listing.exports.writers.texts import NUMBERS, text_maker, time_text
from listing.exports.writers.workbook_about import write_about

ROWS = 1_048_575
"""Of one sheet, the heading left out."""
LONGEST_CELL = 32_767
"""Of a cell, in units of UTF-16."""
SAFE = LONGEST_CELL // 2
"""Characters that fit however many units each takes."""
DIGITS = 15
"""More than so many Excel forgets."""
FIRST_YEAR = 1900
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
WIDTHS = {
    FieldType.PHONE: 20,
    FieldType.EMAIL: 28,
    FieldType.DATE: 12,
    FieldType.MOMENT: 17,
    FieldType.NUMBER: 12,
    FieldType.MONEY: 14,
    FieldType.FLAG: 8,
    FieldType.CHOICE: 18,
}
WIDTH = 24
Write = Callable[[int, int, Cell], None]


class WorkbookWriter(Writer):
    """An .xlsx file."""

    ending = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    rows_of_sheet = ROWS

    def begin(self) -> None:
        # What is in the making lies beside the file, where a killed process's leavings are swept out.
        self._book = xlsxwriter.Workbook(str(self.path), {**OPTIONS, "tmpdir": str(self.path.parent)})
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF0F6", "valign": "vcenter"})
        self._formats = {
            FieldType.DATE: self._book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
            FieldType.MOMENT: self._book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"}),
            FieldType.MONEY: self._book.add_format({"num_format": "#,##0.00"}),
        }
        self._text = self._book.add_format({"num_format": "@"})
        self._long = LongTexts(self._book, self._bold, LONGEST_CELL)
        self._sheets = 0
        self._new_sheet()

    def add(self, rows: Iterable[Record]) -> None:
        for row in rows:
            if self._row > self.rows_of_sheet:
                self._end_sheet()
                self._new_sheet()
            for at, (write, cell) in enumerate(zip(self._writes, row, strict=True)):
                if cell is not None and cell != "" and cell != ():
                    write(self._row, at, cell)
            self._row += 1
            self.rows += 1

    def finish(self) -> None:
        self._end_sheet()
        write_about(self._book, self._bold, self.about, self.rows, cut=self._long.count)
        self._close()

    def abandon(self) -> None:
        """The library takes its temporary files away only by writing the workbook."""
        self._close()

    def _close(self) -> None:
        try:
            self._book.close()
        except XlsxWriterException as error:
            raise OSError(*getattr(error.args[0], "args", error.args)) from error

    def _new_sheet(self) -> None:
        self._sheets += 1
        name = _sheet_name(self.about.list_name)
        self._sheet = self._book.add_worksheet(name if self._sheets == 1 else f"{name} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(self.columns):
            self._sheet.set_column(at, at, WIDTHS.get(column.type, WIDTH), self._format(column))
            self._sheet.write_string(0, at, column.heading, self._bold)
        self._writes = [self._write_of(column) for column in self.columns]
        self._row = 1

    def _end_sheet(self) -> None:
        """Range of the filter, and no green corners on phones and tax numbers."""
        if self.columns:
            self._sheet.autofilter(0, 0, max(self._row - 1, 0), len(self.columns) - 1)
            self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(self._row, 1)}"})

    def _format(self, column: Column) -> Any:
        return self._formats.get(column.type) if _is_told(column) else self._text

    def _write_of(self, column: Column) -> Write:
        """How cells of this column are written, chosen once a sheet."""
        if _is_told(column) and column.type in NUMBERS:
            return self._write_number
        if _is_told(column) and column.type in (FieldType.DATE, FieldType.MOMENT):
            return self._write_time(self._formats[column.type])
        make = text_maker(column, self.about.zone)
        return lambda row, at, cell: self._write_text(row, at, make(cell))

    def _write_text(self, row: int, at: int, text: str) -> None:
        text = unspoilt(text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(text) > SAFE and len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
            text = self._long.cut(text, self._sheet.get_name(), row + 1, self.columns[at].heading)
        self._sheet.write_string(row, at, text, self._text)

    def _write_number(self, row: int, at: int, cell: Cell) -> None:
        if not isinstance(cell, str) and len(str(cell).lstrip("-").replace(".", "")) <= DIGITS:
            self._sheet.write_number(row, at, cell, self._formats.get(self.columns[at].type))
        else:
            self._write_text(row, at, str(cell))

    def _write_time(self, shape: Any) -> Write:
        """Excel's calendar begins in 1900: earlier days are text, and moments stand in the company's zone."""
        zone = self.about.zone

        def write(row: int, at: int, cell: Cell) -> None:
            if not isinstance(cell, dt.date) or cell.year <= FIRST_YEAR:
                self._write_text(row, at, time_text(cell, zone))
                return
            local = cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, dt.datetime) else cell
            self._sheet.write_datetime(row, at, local, shape)

        return write


def _is_told(column: Column) -> bool:
    """Whether cells are values of the column's own type, not several of them nor names."""
    return not column.many and not column.names


def _sheet_name(name: str) -> str:
    """Excel forbids some signs, and more than 31 of them; ten are left for a number."""
    return "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:21].strip() or _("List")
