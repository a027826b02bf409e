"""The same rows as a CSV, line by line: of very many no workbook is made while a person waits."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from core.text.guard import guard
from imports.mapping.headings import REASON
from imports.rejects.workbook import Rejected, as_text

AT_ONCE = 500
"""Lines sent together."""


class _Lines:
    """What the csv module takes for a file."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def write(self, line: str) -> int:
        """Keep it till it is sent."""
        self.waiting.append(line)
        return len(line)

    def taken(self) -> bytes:
        """All that waits."""
        sent, self.waiting = "".join(self.waiting), []
        return sent.encode()


def pieces(headings: Sequence[str], rows: Iterable[Rejected]) -> Iterator[bytes]:
    """As Excel opens it: UTF-8 with its mark, semicolons, nothing that runs."""
    lines = _Lines()
    table = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    lines.write("\ufeff")
    table.writerow([guard(heading) for heading in (*headings, str(REASON))])
    for row in rows:
        cells = [as_text(cell) for cell in row.cells[: len(headings)]]
        cells += [""] * (len(headings) - len(cells))
        table.writerow([guard(text) for text in (*cells, row.reason)])
        if len(lines.waiting) == AT_ONCE:
            yield lines.taken()
    yield lines.taken()
