"""Workbooks by python-calamine. It holds a whole sheet in memory, so its size is looked at first."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, WorksheetNotFound, load_workbook

from imports.readers import refusals
from imports.readers.parts import MAX_COLUMNS, Cell, Format, Options, Span
from imports.readers.unpacking import head_of, head_of_ods, refuse_large, refuse_traps

CHUNK = 1024 * 1024
HEADS = {Format.XLSX: head_of, Format.ODS: head_of_ods}
"""An xls holds 65,536 rows at most, which are parsed in a fifth of a second."""
PROTECTED = "EncryptedPackage".encode("utf-16-le")
WORD = "WordDocument".encode("utf-16-le")
WHOLE = 10**15
"""Whole numbers below are exact in a float."""


class Workbook:
    """One sheet of a workbook."""

    encoding = ""
    separator = ""

    def __init__(self, path: Path, format: Format, options: Options, *, head: bool) -> None:  # noqa: A002
        book = _book(path, format, head=head)
        self.sheets = tuple(book.sheet_names)
        if not self.sheets:
            raise refusals.damaged()
        if options.sheet and options.sheet not in self.sheets:
            raise refusals.no_sheet(options.sheet)
        self._sheet = _sheet(book, options.sheet) if options.sheet else _first_filled(book, self.sheets)
        self.sheet = self._sheet.name
        self.height: int = self._sheet.height
        if self._sheet.width > MAX_COLUMNS:
            raise refusals.too_many_columns()

    @property
    def merged(self) -> Sequence[Span]:
        """Columns counted from the first filled one, as rows give them."""
        left = self._sheet.start[1] if self._sheet.start else 0
        spans = self._sheet.merged_cell_ranges or []
        return [((top, first - left), (bottom, last - left)) for (top, first), (bottom, last) in spans]

    def rows(self) -> Iterator[Sequence[Cell]]:
        return map(_cells, self._sheet.iter_rows())


def _cells(row: list[Any]) -> list[Cell]:
    """A phone comes as 79161234567.0: whole numbers are given as such."""
    return [int(cell) if type(cell) is float and cell.is_integer() and -WHOLE < cell < WHOLE else cell for cell in row]


def _book(path: Path, format: Format, *, head: bool) -> CalamineWorkbook:  # noqa: A002
    if format != Format.XLSX:
        refuse_large(path, format)
    cut = HEADS.get(format) if head else None
    small = cut(path) if cut else None
    if small is None and format != Format.XLS:
        refuse_traps(path, format)
    try:
        return load_workbook(small if small is not None else _told_by_content(path, format))
    except PasswordError as error:
        raise refusals.encrypted() from error
    except (CalamineError, OSError, ValueError) as error:
        raise _why(path, format) from error


def _told_by_content(path: Path, format: Format) -> Path | io.BytesIO:  # noqa: A002
    """The library believes an ending of the name, where there is one."""
    return path if path.suffix.lower() in {"", f".{format}"} else io.BytesIO(path.read_bytes())


def _why(path: Path, format: Format) -> Exception:  # noqa: A002
    """An old container holds many things."""
    if format != Format.XLS:
        return refusals.damaged()
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if PROTECTED in before + chunk:
                return refusals.encrypted()
            if WORD in before + chunk:
                return refusals.document()
            before = chunk[-64:]
    return refusals.damaged()


def _sheet(book: CalamineWorkbook, name: str) -> Any:
    try:
        return book.get_sheet_by_name(name)
    except WorksheetNotFound as error:
        raise refusals.no_sheet(name) from error
    except PasswordError as error:
        raise refusals.encrypted() from error
    except (CalamineError, OSError, ValueError) as error:
        raise refusals.damaged() from error


def _first_filled(book: CalamineWorkbook, names: tuple[str, ...]) -> Any:
    """The first sheet with anything on it."""
    for name in names:
        sheet = _sheet(book, name)
        if sheet.height:
            return sheet
    raise refusals.empty()
