"""One JSON object a line, as we export them and as programs exchange them: keys are the headings."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from core.text import lists
from core.text.guard import unspoilt
from core.text.sound import sound
from imports.readers.encodings import encoding_of
from imports.readers.parts import Cell, Format, Options, Span
from imports.readers.text_table import decoded_lines

ABOUT = "kartoteka_export"
"""Key of the line in which our own export speaks of itself."""
LABELS = "_labels"
"""`phone_labels` beside `phone`: what each of the values is called."""
NUMBERS, TAGS, MAIN = "external_id", "tags", "main"
"""Fields of our own export that read otherwise: numbers are of a program, names may hold the signs between them."""
LOOKED_AT = 1_000
"""Lines whose keys are the columns; what a key that first comes after them says stands beyond the last heading."""
ODD = re.compile(r"\\u|NaN|Infinity|[eE]\+?\d{3}")
"""Of a line that may hold what has to go."""


class JsonLines:
    """The keys as a heading row, then a row a line."""

    separator = ""
    sheets: tuple[str, ...] = ()
    sheet = ""
    merged: Sequence[Span] = ()

    def __init__(self, path: Path, _format: Format, options: Options, *, head: bool) -> None:
        self.path = path
        self.encoding = encoding_of(path, options.encoding)
        self.names = self._names()

    def _names(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for line in islice(self._objects(), LOOKED_AT):
            if line and ABOUT in line:
                columns = line[ABOUT].get("columns", ()) if isinstance(line[ABOUT], dict) else ()
                found.update(
                    dict.fromkeys(str(one["code"]) for one in columns if isinstance(one, dict) and "code" in one)
                )
            elif line:
                found.update(dict.fromkeys(key for key in line if not key.endswith(LABELS)))
        return tuple(found)

    def rows(self) -> Iterator[Sequence[Cell]]:
        yield self.names
        known = frozenset(self.names)
        for line in self._objects():
            yield () if line is None or ABOUT in line else self._row(line, known)

    def _row(self, line: dict[str, Any], known: frozenset[str]) -> list[Cell]:
        cells = [_cell(line, name) for name in self.names]
        late = [name for name in line if name not in known and not name.endswith(LABELS)]
        return cells + [_text(line[name]) for name in late]

    def _objects(self) -> Iterator[dict[str, Any] | None]:
        """Each line's object; None of a line that is none."""
        for text in decoded_lines(self.path, self.encoding):
            try:
                found = json.loads(text)
                found = sound(found) if ODD.search(text) else found
            except (ValueError, RecursionError):
                found = None
            yield found if isinstance(found, dict) else None


def _cell(line: dict[str, Any], name: str) -> Cell:
    value = line.get(name)
    if isinstance(value, str):
        return unspoilt(value)
    if not isinstance(value, list):
        return value if value is None or isinstance(value, int | float) else _text(value)
    labels = line.get(name + LABELS)
    if name == TAGS:
        return lists.join(map(_text, value))
    named = labels if isinstance(labels, list) else []
    called = [_text(named[at]) if at < len(named) else "" for at in range(len(value))]
    say = _of_program if name == NUMBERS else _labelled
    return lists.JOINT.join(say(_text(one), label) for one, label in zip(value, called, strict=True))


def _labelled(text: str, label: str) -> str:
    """As people write it: «+7 916 123-45-67 (рабочий)»."""
    return f"{text} ({label})" if label else text


def _of_program(text: str, label: str) -> str:
    """«Битрикс24: 77»."""
    return lists.quoted(text if label in {"", MAIN} and ": " not in text else f"{label or MAIN}: {text}")


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
