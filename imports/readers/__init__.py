"""Any file of a table → rows."""

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from python_calamine import CalamineWorkbook

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None


class Row(NamedTuple):
    """A row of the file, numbered from 1 as people count."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Options:
    """What a person said about the file; empty: find out."""

    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    header_row: int = 0
    header_rows: int = 0


@dataclass(frozen=True)
class Detected:
    """What was found out."""

    format: str
    encoding: str
    separator: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    header_rows: int
    headings: tuple[str, ...]


def detect(path: Path, options: Options = Options()) -> Detected:
    with path.open("rb") as file:
        magic = file.read(4)
    if magic.startswith(b"PK"):
        book = CalamineWorkbook.from_path(path)
        sheet = options.sheet or book.sheet_names[0]
        headings = next(iter(book.get_sheet_by_name(sheet).to_python()))
        return Detected("xlsx", "", "", tuple(book.sheet_names), sheet, 1, 1, tuple(map(str, headings)))
    encoding = "utf-8-sig"
    try:
        path.read_text(encoding=encoding)
    except UnicodeDecodeError:
        encoding = "cp1251"
    with path.open(encoding=encoding, newline="") as text:
        line = text.readline()
        separator = max(";,\t|", key=line.count)
        headings = next(csv.reader([line], delimiter=separator))
    return Detected("csv", encoding, separator, (), "", 1, 1, tuple(headings))


def read(path: Path, detected: Detected) -> Iterator[Row]:
    if detected.format == "xlsx":
        rows = CalamineWorkbook.from_path(path).get_sheet_by_name(detected.sheet).to_python()
        for number, cells in enumerate(rows, 1):
            if number > 1 and any(cell not in (None, "") for cell in cells):
                yield Row(number, tuple(cells))
        return
    with path.open(encoding=detected.encoding, newline="") as text:
        for number, cells in enumerate(csv.reader(text, delimiter=detected.separator), 1):
            if number > 1 and any(cells):
                yield Row(number, tuple(cells))


def sample(path: Path, detected: Detected, n: int = 200) -> list[Row]:
    return list(islice(read(path, detected), n))
