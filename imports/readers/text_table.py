"""Tables of text: separator by consistent width, cells of several lines, `sep=;`."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path

from imports.readers import refusals
from imports.readers.encodings import encoding_of
from imports.readers.parts import MAX_CELL, Cell, Format, Options, Span

SEPARATORS = (";", ",", "\t", "|")
LOOKED_AT = 50
SAID = re.compile(r"\A\ufeff?\"?sep=(.)\"?\s*\Z")
HEAD_CHARACTERS = 256 * 1024
MOST_OF_LINE = 2 * MAX_CELL
"""Characters; a longer line is no row of a table and would fill the memory."""
END = "\0"
"""After the last line, which holds none: a cell that swallows it was never closed."""
csv.field_size_limit(MAX_CELL)


class TextTable:
    """A CSV or TSV file."""

    sheets: tuple[str, ...] = ()
    sheet = ""
    merged: Sequence[Span] = ()

    def __init__(self, path: Path, _format: Format, options: Options, *, head: bool) -> None:
        self.path = path
        self.encoding = encoding_of(path, options.encoding)
        self.said = SAID.match(next(self._lines(), ""))
        self.separator = options.separator or (self.said[1] if self.said else separator_of(self._head()))

    def _head(self) -> list[str]:
        found, length = [], 0
        for line in islice(self._lines(), 10 * LOOKED_AT):
            found.append(line)
            length += len(line)
            if length > HEAD_CHARACTERS:
                break
        return found

    def _lines(self) -> Iterator[str]:
        return decoded_lines(self.path, self.encoding)

    def rows(self) -> Iterator[Sequence[Cell]]:
        lines = self._lines()
        if self.said:
            next(lines)
            yield ()
        table = csv.reader(chain(lines, [END]), delimiter=self.separator)
        at = 0
        try:
            for row in table:
                if row == [END]:
                    return
                if row and END in row[-1]:
                    raise refusals.quote(at + 1)
                at = table.line_num
                yield row
        except csv.Error as error:
            raise refusals.quote(table.line_num) from error


def decoded_lines(path: Path, encoding: str) -> Iterator[str]:
    """Lines of any ends, without zeros. Raises DomainError where the encoding does not fit any more."""
    number = 0
    with path.open(encoding=encoding, newline="") as file:
        try:
            for line in iter(partial(file.readline, MOST_OF_LINE), ""):
                number += 1
                if len(line) == MOST_OF_LINE:
                    raise refusals.endless_line(number)
                if number == 1:
                    line = line.removeprefix("\ufeff")  # noqa: PLW2901
                yield line.replace("\x00", "") if "\x00" in line else line
        except UnicodeError as error:
            raise refusals.encoding_changes(number + 1) from error


def separator_of(lines: Sequence[str]) -> str:
    """The one that gives the most rows of one width."""
    return max(SEPARATORS, key=lambda one: _worth(lines, one))


def _worth(lines: Sequence[str], separator: str) -> float:
    try:
        rows = [row for row in islice(csv.reader(iter(lines), delimiter=separator), LOOKED_AT) if any(row)]
    except csv.Error:
        return -1
    wide = Counter(len(row) for row in rows if len(row) > 1)
    if not wide:
        return 0
    width, times = wide.most_common(1)[0]
    return times / len(rows) * (width - 1)
