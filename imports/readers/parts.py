"""What readers speak of: cells, rows, what is known about a file, what a person said about it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None
Span = tuple[tuple[int, int], tuple[int, int]]
"""A merged area: (row, column) of its first and its last cell, both from 0."""
MAX_COLUMNS = 300
WITHOUT = -1
"""As a row of headings: there is none, columns are called by their numbers."""
MAX_CELL = 4 * 1024 * 1024
"""Characters; a longer «cell» is a quotation mark that nobody closed."""


class Format(StrEnum):
    """What a file is, by its content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    HTML = "html"
    VCARD = "vcard"
    JSON = "json"


TEXTS = frozenset({Format.CSV, Format.HTML, Format.VCARD})
NAMED = frozenset({Format.VCARD, Format.JSON})
"""Formats whose first row of headings is made of what each row says of itself."""


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
    """`WITHOUT` when a person says that the table has no headings."""
    header_rows: int = 0


@dataclass(frozen=True)
class Detected:
    """What was found out about a file. Nothing here is personal but the headings."""

    format: Format
    encoding: str
    separator: str
    sheets: tuple[str, ...]
    sheet: str
    header_row: int
    """Counted from 1; 0 where the table has none."""
    header_rows: int
    headings: tuple[str, ...]
    groups: bool = False
    """Whether a row with one filled cell is the name of a group, as 1C prints them."""


class Source(Protocol):
    """An opened file of one format."""

    @property
    def encoding(self) -> str: ...

    @property
    def separator(self) -> str: ...

    @property
    def sheets(self) -> tuple[str, ...]: ...

    @property
    def sheet(self) -> str: ...

    @property
    def merged(self) -> Sequence[Span]: ...

    def rows(self) -> Iterator[Sequence[Cell]]:
        """All rows from the first on, the empty ones too."""


class Opener(Protocol):
    """Opens a file; `head` promises that only its first rows will be asked for."""

    def __call__(self, path: Path, format: Format, options: Options, /, *, head: bool) -> Source: ...  # noqa: A002


def is_blank(cell: Cell) -> bool:
    """Whether nothing can be seen in it."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled(cells: Iterable[Cell]) -> list[int]:
    """Places of cells that hold something."""
    return [at for at, cell in enumerate(cells) if not is_blank(cell)]
