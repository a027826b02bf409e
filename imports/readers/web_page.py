"""Tables of web pages: what Bitrix24 and others save as `.xls`."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from imports.readers import refusals
from imports.readers.encodings import encoding_of
from imports.readers.parts import MAX_COLUMNS, Cell, Format, Options, Span

MEGABYTE = 1024 * 1024
LARGEST = 100
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
HEAD_BYTES = 512 * 1024


class WebPage:
    """The largest table of a page, or the one that was asked for by its number."""

    separator = ""

    def __init__(self, path: Path, _format: Format, options: Options, *, head: bool) -> None:
        if path.stat().st_size > LARGEST * MEGABYTE:
            raise refusals.html_too_large(LARGEST)
        with path.open("rb") as file:
            content = file.read(HEAD_BYTES if head else -1)
        self.encoding = encoding_of(path, options.encoding or _said(content))
        tree = LexborHTMLParser(content.decode(self.encoding, "replace").replace("\x00", ""))
        tables = [one for one in tree.css("table") if not one.css("table table")]
        if not tables:
            raise refusals.not_a_table()
        self.sheets = tuple(str(number) for number in range(1, len(tables) + 1)) if len(tables) > 1 else ()
        largest = max(range(len(tables)), key=lambda at: len(tables[at].css("tr")))
        self.sheet = (options.sheet or str(largest + 1)) if self.sheets else ""
        if self.sheets and self.sheet not in self.sheets:
            raise refusals.no_sheet(self.sheet)
        self._rows = tables[int(self.sheet) - 1 if self.sheet else 0].css("tr")
        self._tree = tree

    @property
    def merged(self) -> Sequence[Span]:
        spans: list[Span] = []
        for at, row in enumerate(self._rows[:60]):
            column = 0
            for cell in _cells(row):
                width, height = _number(cell, "colspan"), _number(cell, "rowspan")
                if width > 1 or height > 1:
                    spans.append(((at, column), (at + height - 1, column + width - 1)))
                column += width
        return spans

    def rows(self) -> Iterator[Sequence[Cell]]:
        covered: dict[int, int] = {}
        for row in self._rows:
            cells: list[Cell] = []
            for cell in _cells(row):
                while covered.get(len(cells), 0):
                    covered[len(cells)] -= 1
                    cells.append("")
                width, height = _number(cell, "colspan"), _number(cell, "rowspan")
                for column in range(len(cells), len(cells) + width):
                    covered[column] = height - 1
                cells += [cell.text(deep=True, separator="").strip(), *[""] * (width - 1)]
                if len(cells) > MAX_COLUMNS:  # the reader says so, or leaves the rest out
                    break
            yield cells


def _cells(row: LexborNode) -> list[LexborNode]:
    return [child for child in row.iter() if child.tag in {"td", "th"}]


def _number(cell: LexborNode, name: str) -> int:
    said = (cell.attributes.get(name) or "").strip()
    return min(max(1, int(said)), MAX_COLUMNS) if said.isascii() and said.isdigit() else 1


def _said(content: bytes) -> str:
    found = CHARSET.search(content[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    if not name.startswith(("windows-", "cp", "koi8", "iso-8859-5")):
        return ""
    return "cp" + name.removeprefix("windows-") if name.startswith("windows-") else name
