"""CSV as Excel opens it by a double click: UTF-8 with its mark, semicolons, CRLF, nothing that runs.

The file says nothing of itself: any line more would come back as a client. Its name carries the export's number.
"""

import csv
from collections.abc import Iterable

from core.registries.fields import FieldType
from core.text.guard import guard
from listing.exports.writers.base import Record, Writer
from listing.exports.writers.texts import NUMBERS, text_maker

UNGUARDED = {*NUMBERS, FieldType.DATE, FieldType.MOMENT, FieldType.FLAG}
"""What we write ourselves and no person has typed; «-5» is a number and must stay one."""


class CsvWriter(Writer):
    """A table of text."""

    ending = "csv"
    content_type = "text/csv"

    def begin(self) -> None:
        self._file = self.path.open("w", encoding="utf-8-sig", newline="")
        self._csv = csv.writer(self._file, delimiter=";", lineterminator="\r\n")
        self._csv.writerow([guard(column.heading) for column in self.columns])
        self._texts = [text_maker(column, self.about.zone) for column in self.columns]
        self._guarded = [column.type not in UNGUARDED or column.many for column in self.columns]

    def add(self, rows: Iterable[Record]) -> None:
        for row in rows:
            cells = [make(cell) for make, cell in zip(self._texts, row, strict=True)]
            self._csv.writerow(
                [guard(text) if guarded else text for text, guarded in zip(cells, self._guarded, strict=True)]
            )
            self.rows += 1

    def finish(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()
