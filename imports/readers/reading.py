"""Opened files made known, and their rows one by one."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from imports.readers import heading, refusals
from imports.readers.cards import Cards
from imports.readers.content import format_of
from imports.readers.json_lines import JsonLines
from imports.readers.parts import (
    MAX_COLUMNS,
    NAMED,
    TEXTS,
    WITHOUT,
    Cell,
    Detected,
    Format,
    Opener,
    Options,
    Row,
    Source,
    filled,
)
from imports.readers.text_table import TextTable
from imports.readers.web_page import WebPage
from imports.readers.workbook import Workbook

OPENERS: dict[Format, Opener] = {
    **dict.fromkeys((Format.XLSX, Format.XLSB, Format.XLS, Format.ODS), Workbook),
    Format.CSV: TextTable,
    Format.HTML: WebPage,
    Format.VCARD: Cards,
    Format.JSON: JsonLines,
}
MARKS = {Format.VCARD: b"BEGIN:VCARD", Format.HTML: b"<tr"}
PIECE = 1024 * 1024
LOOKED_AT = 80
"""Filled rows from which headings and width are found out."""
UNSAID = Options()
AS_FAR = 5_000
"""Rows looked through for them."""
TOTAL = re.compile(r"(общий |grand )?(итого?|всего|total|sub ?total)(\s*(:|(по|за|for|of)\b).*)?[.]?", re.IGNORECASE)
OF_TOTALS = frozenset("\u043e\u0438\u0432gts")
"""Letters those begin with: most rows need no more than a look at theirs."""
PAGE = re.compile(r"(страница|стр\.|лист|page)\s*№?\s*\d+(\s*(из|of|/)\s*\d+)?", re.IGNORECASE)
YES = frozenset({"да", "истина", "true", "yes", "1"})


def detect(path: Path, options: Options = UNSAID) -> Detected:
    """Find out what the file is and where its headings stand; what a person said wins.

    Raises DomainError with a sentence. Of a large workbook only the head is unpacked.
    """
    kind = format_of(path)
    source = OPENERS[kind](path, kind, options, head=True)
    rows = _head(source)
    if not rows:
        raise refusals.empty()
    if options.header_row == WITHOUT and kind not in NAMED:
        return _without_headings(kind, source, rows)
    at = 0 if kind in NAMED else _place(rows, options)
    upper = -1
    if options.header_rows != 1 and kind not in NAMED:
        upper = at if options.header_rows == 2 else heading.two_rows(rows, at, source.merged)
    pair = upper >= 0 and upper + 1 < len(rows)
    at = upper if pair else at
    number, cells = rows[at]
    below = rows[at + 2 :] if pair else rows[at + 1 :]
    names = heading.joined(cells, rows[at + 1][1], source.merged, number) if pair else cells
    if not below:
        raise refusals.no_rows()
    width = max(_width(row) for row in (names, *(cells for _number, cells in below)))
    if width > MAX_COLUMNS:
        raise refusals.too_many_columns()
    headings = heading.named(names, width)
    return Detected(
        format=kind, encoding=source.encoding, separator=source.separator, sheets=source.sheets, sheet=source.sheet,
        header_row=number, header_rows=2 if pair else 1, headings=headings, groups=_groups(kind, headings, number),
    )  # fmt: skip


def _without_headings(kind: Format, source: Source, rows: list[tuple[int, Sequence[Cell]]]) -> Detected:
    width = max(_width(cells) for _number, cells in rows)
    if width > MAX_COLUMNS:
        raise refusals.too_many_columns()
    return Detected(
        format=kind, encoding=source.encoding, separator=source.separator, sheets=source.sheets, sheet=source.sheet,
        header_row=0, header_rows=0, headings=heading.named((), width),
    )  # fmt: skip


def _head(source: Source) -> list[tuple[int, Sequence[Cell]]]:
    numbered = enumerate(islice(source.rows(), AS_FAR), 1)
    return list(islice(((number, cells) for number, cells in numbered if filled(cells)), LOOKED_AT))


def _place(rows: list[tuple[int, Sequence[Cell]]], options: Options) -> int:
    if options.header_row:
        places = [at for at, (number, _cells) in enumerate(rows) if number >= options.header_row]
        if not places:
            raise refusals.no_heading()
        return places[0]
    at = heading.find(rows)
    if at < 0:
        raise refusals.no_heading()
    return at


def _width(cells: Sequence[Cell]) -> int:
    return max(filled(cells), default=-1) + 1


def _groups(kind: Format, headings: Sequence[str], number: int) -> bool:
    """1C prints names of groups between rows; elsewhere a row with a name alone is a client."""
    words = {heading.plain(name) for name in headings}
    return len(headings) > 2 and bool(words & heading.OF_1C) and (kind not in TEXTS or number > 1)


class Reader:
    """Rows below the headings. What was passed over is counted in `skipped` by its reason."""

    def __init__(self, path: Path, detected: Detected, *, head: bool = False) -> None:
        options = Options(detected.sheet, detected.encoding, detected.separator)
        self.skipped: Counter[str] = Counter()
        """`empty`, `total`, `group`, `heading`, `page`."""
        self._detected = detected
        self._width = len(detected.headings)
        self._words = [heading.plain(name) for name in detected.headings]
        self._group = self._words.index("этогруппа") if "этогруппа" in self._words else -1
        self._tops: list[list[str]] = []
        self._firsts: set[str] = set()
        self._begin: set[str] = set()
        source = OPENERS[detected.format](path, detected.format, options, head=head)
        self._path, self._height = path, int(getattr(source, "height", 0))
        self._rows = self._read(source)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        return next(self._rows)

    def expected(self) -> int:
        """About how many rows there are, for a bar that fills: rows of the sheet, or marks of rows in the text."""
        if self._height:
            return max(0, self._height - self._detected.header_row)
        mark = MARKS.get(self._detected.format, b"\n")
        with self._path.open("rb") as file:
            return sum(piece.count(mark) for piece in iter(lambda: file.read(PIECE), b""))

    def _read(self, source: Source) -> Iterator[Row]:
        width, first = self._width, self._detected.header_row
        last = first + self._detected.header_rows - 1
        texts, named = self._detected.format in TEXTS, self._detected.format in NAMED
        for number, cells in enumerate(source.rows(), 1):
            if number <= last:
                if number >= first:
                    self._tops.append([heading.plain(cell) for cell in cells])
                    self._firsts.add(next(filter(None, self._tops[-1]), ""))
                    self._begin = {"ё", *(word[:1] for word in self._firsts)}
                continue
            if not any(cells) and not filled(cells):
                self.skipped["empty"] += 1
                continue
            reason = "" if named else self._reason(cells)
            if reason:
                self.skipped[reason] += 1
                continue
            if len(cells) != width:
                cells = self._fitted(cells)  # noqa: PLW2901 -- what stands beyond the headings stays, to be told of
            yield Row(number, tuple(cells) if texts else tuple(_clean(cells)))

    def _fitted(self, cells: Sequence[Cell]) -> Sequence[Cell]:
        width = max(filled(cells[self._width :]), default=-1) + 1 + self._width
        return [*cells[:width], *[""] * (width - len(cells))]

    def _reason(self, cells: Sequence[Cell]) -> str:
        """Why the row is none of the table's; '' for a row of data."""
        first = cells[0] or next((cell for cell in cells if cell not in (None, "")), "")
        if isinstance(first, str):
            word = first.strip()
            begins = word[:1].casefold()[:1]
            if begins in OF_TOTALS and len(word) < 200 and TOTAL.fullmatch(word):
                return "total"
            if (begins in self._begin or not begins.isalnum()) and self._repeats_headings(word, cells):
                return "heading"
            if self._alone(cells):
                if PAGE.fullmatch(word):
                    return "page"
                if self._detected.groups and not heading.is_value(word):
                    return "group"
        if self._group >= 0 and self._group < len(cells) and heading.plain(cells[self._group]) in YES:
            return "group"
        return ""

    def _repeats_headings(self, word: str, cells: Sequence[Cell]) -> bool:
        return heading.plain(word) in self._firsts and [heading.plain(cell) for cell in cells] in self._tops

    def _alone(self, cells: Sequence[Cell]) -> bool:
        return self._width > 2 and cells.count("") + cells.count(None) == len(cells) - 1


def _clean(cells: Sequence[Cell]) -> Iterator[Cell]:
    return (cell.replace("\x00", "") if isinstance(cell, str) else cell for cell in cells)


def read(path: Path, detected: Detected) -> Reader:
    """Rows of data; reading a workbook takes memory for its whole sheet, so large ones belong into jobs."""
    return Reader(path, detected)


def sample(path: Path, detected: Detected, n: int = 200) -> list[Row]:
    """The first rows of data, cheaply."""
    return list(islice(Reader(path, detected, head=True), n))


def first_rows(path: Path, detected: Detected, n: int) -> list[tuple[int, Sequence[Cell]]]:
    """The first rows as they stand, headings and what is above them included."""
    options = Options(detected.sheet, detected.encoding, detected.separator)
    source = OPENERS[detected.format](path, detected.format, options, head=True)
    return list(enumerate(islice(source.rows(), n), 1))
