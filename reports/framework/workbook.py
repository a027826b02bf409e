"""A report as an Excel workbook: a sheet for each table, and one that tells the rule, the period and whose it is.

Aggregates alone stand in it, what the page shows; lists of clients leave by `listing.exports`, with their limits.
"""

import datetime as dt
import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from accounts import company
from core.registries.reports import Cell, Column, Grid, Measure, Report, ReportAsk, Row, Table
from core.text import moments
from reports.framework.keeping import Made

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    Measure.NUMBER: "#,##0",
    Measure.MONEY: "#,##0.00",
    Measure.SHARE: '0.0" %"',
    Measure.PART: '0.0" %"',
    Measure.SECONDS: "[h]:mm:ss",
    Measure.DATE: "dd.mm.yyyy",
    Measure.MOMENT: "dd.mm.yyyy hh:mm",
    Measure.TEXT: "@",
}
DAY = 86_400


def workbook(report: Report, ask: ReportAsk, made: Made) -> bytes:
    """The file's contents."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, OPTIONS)
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF0F6", "text_wrap": True, "valign": "top"})
    formats = {measure: book.add_format({"num_format": shape}) for measure, shape in FORMATS.items()}
    totals = {measure: book.add_format({"num_format": shape, "bold": True}) for measure, shape in FORMATS.items()}
    tables = [*made.result.tables, *(table for grid in made.result.grids for table in _as_tables(grid))]
    for number, table in enumerate(tables, start=1):
        sheet = book.add_worksheet(_sheet_name(str(table.title), number))
        _write(sheet, table, bold, formats, totals)
    _about(book.add_worksheet(_("About the report")), book, bold, report, ask, made)
    book.close()
    return file.getvalue()


def _as_tables(grid: Grid) -> list[Table]:
    """Each view as a table: its fields under their columns."""
    found = []
    for view in grid.views:
        names = [f"{name}, {small}" if small else str(name) for name, small in grid.columns]
        columns = [Column(code="row", label="", measure=Measure.TEXT)]
        columns += [Column(code=str(at), label=name, measure=view.measure) for at, name in enumerate(names)]
        rows = []
        for (name, small), line in zip(grid.rows, view.cells, strict=True):
            cells = {str(at): Cell(cell.value) for at, cell in enumerate(line) if cell is not None}
            rows.append(Row({"row": Cell(f"{name}, {small}" if small else str(name)), **cells}))
        found.append(Table(code=grid.code, title=f"{grid.title}: {view.label}", columns=columns, rows=rows))
    return found


def _write(sheet: Any, table: Table, bold: Any, formats: dict[Measure, Any], totals: dict[Measure, Any]) -> None:
    sheet.freeze_panes(1, 1)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, 14 if at else 32)
        sheet.write_string(0, at, str(column.label), bold)
    for down, row in enumerate(table.rows, start=1):
        shapes = totals if row.is_total else formats
        for at, column in enumerate(table.columns):
            _put(sheet, down, at, column, row.cells.get(column.code, Cell(None)).value, shapes[column.measure])


def _put(sheet: Any, down: int, at: int, column: Column, value: Any, shape: Any) -> None:
    if value is None:
        return
    if isinstance(value, dt.date):
        sheet.write_datetime(down, at, value, shape)
    elif column.measure == Measure.TEXT or isinstance(value, str):
        sheet.write_string(down, at, str(value), shape)
    else:
        sheet.write_number(down, at, float(value) / DAY if column.measure == Measure.SECONDS else value, shape)


def _about(sheet: Any, book: Any, bold: Any, report: Report, ask: ReportAsk, made: Made) -> None:
    lines = [
        (_("Report"), str(report.label)),
        (_("Company"), company.current().name),
        (_("Period"), f"{moments.full(ask.since)} – {moments.full(ask.until)}" if report.has_period else ""),
        (_("Made by"), ask.user.full_name),
        (_("Calculated"), moments.full(made.told_at)),
        (_("Rule"), str(report.rule)),
        *((str(name), str(text)) for name, text in made.result.explained),
        (_("Mind"), str(made.result.notice)),
    ]
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for down, (name, text) in enumerate(line for line in lines if line[1]):
        sheet.write_string(down, 0, name, bold)
        sheet.write_string(down, 1, text, wrapped)


def _sheet_name(name: str, number: int) -> str:
    """Excel forbids some signs, and more than 31 of them; two of one name differ by their number."""
    plain = "".join(" " if sign in "[]:*?/\\'" else sign for sign in name)[:27].strip()
    return f"{number}. {plain}" if number > 1 else plain or _("Report")
