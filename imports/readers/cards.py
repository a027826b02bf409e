"""vCards of phones and mail programs: each card a row."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import vobject
from vobject.base import ParseError

from imports.readers.encodings import encoding_of
from imports.readers.parts import Cell, Format, Options, Span
from imports.readers.text_table import decoded_lines

HEADINGS = (
    "ФИО", "Фамилия", "Имя", "Отчество", "Телефон", "E-mail", "Компания", "Должность", "Адрес",
    "Дата рождения", "Заметка",
)  # fmt: skip
LONGEST = 20_000
"""Lines of a card; a photo takes thousands."""
DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


class Cards:
    """All cards of a file, a heading row first, as if it were a table."""

    separator = ""
    sheets: tuple[str, ...] = ()
    sheet = ""
    merged: Sequence[Span] = ()

    def __init__(self, path: Path, _format: Format, options: Options, *, head: bool) -> None:
        self.path = path
        self.encoding = encoding_of(path, options.encoding)

    def rows(self) -> Iterator[Sequence[Cell]]:
        yield HEADINGS
        for text in self._cards():
            try:
                yield _row(vobject.readOne(text, allowQP=True))
            except (ParseError, ValueError, IndexError, UnicodeError, LookupError, AttributeError, StopIteration):
                yield ("", *[""] * (len(HEADINGS) - 2), text[:1000])

    def _cards(self) -> Iterator[str]:
        lines: list[str] = []
        for line in decoded_lines(self.path, self.encoding):
            word = line.strip().upper()
            if word == "BEGIN:VCARD":
                lines = [line]
            elif word == "END:VCARD" and lines:
                yield "".join([*lines, line])
                lines = []
            elif lines and len(lines) < LONGEST:
                lines.append(line)


def _row(card: Any) -> tuple[str, ...]:
    name = getattr(card, "n", None)
    family, given, additional = (
        (_text(getattr(name.value, part)) for part in ("family", "given", "additional")) if name else ("", "", "")
    )
    return (
        "" if family or given else _first(card, "fn"),
        family,
        given,
        additional,
        _all(card, "tel", "tel:"),
        _all(card, "email", "mailto:"),
        _first(card, "org"),
        _first(card, "title"),
        "; ".join(filter(None, (_address(one.value) for one in card.contents.get("adr", ())))),
        DAY.sub(r"\1-\2-\3", _first(card, "bday")[:10]) if card.contents.get("bday") else "",
        _first(card, "note"),
    )


def _all(card: Any, name: str, scheme: str) -> str:
    values = [_text(one.value).removeprefix(scheme) for one in card.contents.get(name, ())]
    return "; ".join(dict.fromkeys(filter(None, values)))


def _first(card: Any, name: str) -> str:
    return next((text for one in card.contents.get(name, ()) if (text := _text(one.value))), "")


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_text(one) for one in value)))
    return str(value).replace("\x00", "").strip()


def _address(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    parts = (value.code, value.country, value.region, value.city, value.street, value.extended, value.box)
    return ", ".join(filter(None, map(_text, parts)))
