"""One JSON object a line, nothing lost: codes, all values, whole moments. The first line is of the export itself."""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from core.registries.fields import FieldType
from listing.exports.writers.base import Cell, Column, Part, Record, Writer

ABOUT = "kartoteka_export"
"""Key of the first line, by which import knows it is no client."""
LABELS = "_labels"
"""`phone_labels` beside `phone`: what the values are called, in their order; left out where nothing is called so."""


class JsonLinesWriter(Writer):
    """Keys are codes of the catalogue; what a client has not is left out."""

    ending = "jsonl"
    content_type = "application/x-ndjson"

    def begin(self) -> None:
        self._file = self.path.open("w", encoding="utf-8", newline="\n")
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self._makers = [(column.code, _maker(column)) for column in self.columns]
        self._file.write(self._encode({ABOUT: self._about()}) + "\n")

    def _about(self) -> Mapping[str, Any]:
        about = self.about
        return {
            "mark": about.mark,
            "number": about.number,
            "list": about.list_name,
            "company": about.company,
            "made_by": about.made_by,
            "made_at": about.made_at.isoformat(),
            "purpose": about.purpose,
            "rule": about.rule,
            "columns": [
                {"code": column.code, "heading": column.heading, "type": column.type.value} for column in self.columns
            ],
        }

    def add(self, rows: Iterable[Record]) -> None:
        encode, write = self._encode, self._file.write
        for row in rows:
            found: dict[str, Any] = {}
            for (code, make), cell in zip(self._makers, row, strict=True):
                if cell is None or cell == "" or cell == ():
                    continue
                found[code] = make(cell)
                if isinstance(cell, tuple) and any(part.label for part in cell):
                    found[code + LABELS] = [part.label for part in cell]
            write(encode(found) + "\n")
            self.rows += 1

    def finish(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()


def _maker(column: Column) -> Callable[[Cell], Any]:
    named = column.names if column.is_key else {}
    if column.many:
        return lambda cell: [named.get(part.value, part.value) for part in _parts(cell)]
    if column.type in (FieldType.DATE, FieldType.MOMENT):
        return lambda cell: cell.isoformat() if isinstance(cell, dt.date) else cell
    if named:
        return lambda cell: named.get(str(cell), str(cell))
    return lambda cell: str(cell) if isinstance(cell, Decimal) else cell


def _parts(cell: Cell) -> tuple[Part, ...]:
    return cell if isinstance(cell, tuple) else ()
