"""What was found out about a file, as a page shows it and lets it be corrected."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports import readers
from imports.readers.encodings import SHOWN
from imports.readers.heading import ROWS
from imports.readers.parts import NAMED, WITHOUT, Format, Options
from imports.readers.reading import first_rows

SEPARATORS: dict[str, str | Promise] = {";": _("semicolon ;"), ",": _("comma ,"), "\t": _("tab"), "|": _("bar |")}
FORMATS: dict[Format, str | Promise] = {
    Format.XLSX: _("Excel workbook (xlsx)"),
    Format.XLSB: _("Excel workbook (xlsb)"),
    Format.XLS: _("old Excel workbook (xls)"),
    Format.ODS: _("OpenDocument workbook (ods)"),
    Format.CSV: _("text table (CSV)"),
    Format.HTML: _("web page with a table"),
    Format.VCARD: _("contacts (vCard)"),
    Format.JSON: _("lines of JSON"),
}
LINES = 8
CELLS = 12
LONGEST = 60


class Choice(NamedTuple):
    """A select of the page. The first of `values` is «find out»."""

    name: str
    label: str | Promise
    value: str
    values: list[tuple[str, str | Promise]]


class Line(NamedTuple):
    """A row of the file as it stands."""

    number: int
    is_heading: bool
    cells: list[str]


def options_from(posted: Mapping[str, Any]) -> Options:
    """What a person chose; what is none of ours is «find out»."""
    separator, said = str(posted.get("separator", "")), posted.get("header_row")
    return Options(
        sheet=str(posted.get("sheet", "")).replace("\0", "")[:200],
        encoding=str(posted.get("encoding", "")) if posted.get("encoding") in SHOWN else "",
        separator=separator if separator in SEPARATORS else "",
        header_row=WITHOUT if said == str(WITHOUT) else _number(said, ROWS),
        header_rows=_number(posted.get("header_rows"), 2),
    )


def _number(said: Any, most: int) -> int:
    text = str(said or "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def recognised(path: Path, options: Options, asked: Options) -> dict[str, Any]:
    """Raises DomainError when the file cannot be read even so."""
    found = readers.detect(path, options)
    headings = range(found.header_row, found.header_row + found.header_rows)
    rows = [
        Line(number, number in headings, [_shown(cell) for cell in cells[:CELLS]])
        for number, cells in first_rows(path, found, max(LINES, found.header_row + found.header_rows + 4))
    ]
    return {
        "found": found,
        "format": FORMATS[found.format],
        "fields": _fields(found, asked),
        "rows": rows,
        "more": max(0, len(found.headings) - CELLS),
    }


def _shown(cell: Any) -> str:
    text = "" if cell is None else str(cell)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _fields(found: readers.Detected, asked: Options) -> list[Choice]:
    fields = []
    auto = _("detected: %(value)s")

    def add(
        name: str, label: str | Promise, said: str | int, value: Any, values: list[tuple[str, str | Promise]]
    ) -> None:
        first = ("", auto % {"value": value})
        fields.append(Choice(name, label, str(said or ""), [first, *values]))

    if len(found.sheets) > 1:
        add("sheet", _("Sheet"), asked.sheet, found.sheet, [(name, name) for name in found.sheets])
    if found.encoding:
        add("encoding", _("Encoding"), asked.encoding, found.encoding, [(name, name) for name in SHOWN])
    if found.separator:
        named = SEPARATORS.get(found.separator, found.separator)
        add("separator", _("Separator"), asked.separator, named, list(SEPARATORS.items()))
    if found.format not in NAMED:
        numbers: list[tuple[str, str | Promise]] = [(str(number), str(number)) for number in range(1, ROWS + 1)]
        rows = [(str(WITHOUT), _("no headings")), *numbers]
        add("header_row", _("Row with headings"), asked.header_row, found.header_row, rows)
        add("header_rows", _("Rows of headings"), asked.header_rows, found.header_rows, numbers[:2])
    return fields
