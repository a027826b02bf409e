"""Cards of address books, versions 3.0 and 4.0.

Written by hand: `vobject`, by which import reads cards, knows no 4.0; the rules are few
(signs to escape, lines of 75 bytes), and tests read every card back with it.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import ClassVar

from listing.exports.writers.base import Cell, Part, Record, Writer
from listing.exports.writers.texts import labelled, text_maker

LINE = 75
"""Bytes of a line; a longer one goes on in the next, after a space."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
OWN = "X-KARTOTEKA-"
NOT_A_NAME = re.compile(r"[^A-Z0-9-]+")
TYPES = {
    "CELL": ("моб", "сот", "mob", "cell"),
    "WORK": ("раб", "служ", "офис", "work", "office"),
    "HOME": ("дом", "личн", "home", "priv"),
    "FAX": ("факс", "fax"),
}
"""Types of points by the beginnings of words people call them."""
PLACED = frozenset({
    "full_name", "last_name", "first_name", "middle_name", "phone", "email", "company", "position", "address", "city",
    "birth_date", "sex", "kind", "note", "tags", "updated_at",
})  # fmt: skip
"""Codes of the catalogue that a card has a place for; others go under names of our own."""


class VCardWriter(Writer):
    """What both versions share: nearly all."""

    ending = "vcf"
    content_type = "text/vcard"
    version: ClassVar[str]
    day_shape: ClassVar[str]

    def begin(self) -> None:
        self._file = self.path.open("wb")
        self._at = {column.code: at for at, column in enumerate(self.columns)}
        self._texts = [text_maker(column, self.about.zone) for column in self.columns]
        own = [column for column in self.columns if column.code not in PLACED]
        self._own = [(OWN + NOT_A_NAME.sub("-", column.code.upper()), column) for column in own]
        self._end = [f"X-KARTOTEKA-EXPORT:{self.about.mark}", "END:VCARD"]

    def add(self, rows: Iterable[Record]) -> None:
        for row in rows:
            self._file.write(b"".join([folded(line) for line in self._card(row)]))
            self.rows += 1

    def finish(self) -> None:
        self._file.close()

    def abandon(self) -> None:
        self._file.close()

    def _card(self, row: Record) -> list[str]:
        names = [self._text(row, code) for code in ("last_name", "first_name", "middle_name")]
        whole = self._text(row, "full_name") or " ".join(name for name in names if name)
        is_company = self._cell(row, "kind") == "company"
        lines = ["BEGIN:VCARD", f"VERSION:{self.version}", f"FN:{escape(whole)}"]
        lines.append("N:" + ";".join(map(escape, names)) + ";;")
        lines += self.kind_lines(is_company)
        points = [("TEL", part) for part in self._parts(row, "phone")]
        points += [("EMAIL", part) for part in self._parts(row, "email")]
        for number, (name, part) in enumerate(points, start=1):
            lines += _point(name, part, number)
        lines += _named("ORG", self._text(row, "company") or (whole if is_company else ""))
        lines += _named("TITLE", self._text(row, "position"))
        lines += self._place(row) + self._person(row) + self._tags(row) + _named("NOTE", self._text(row, "note"))
        changed = self._cell(row, "updated_at")
        lines += [f"REV:{changed.isoformat()}"] if isinstance(changed, dt.date) else []
        return lines + self._others(row) + self._end

    def _cell(self, row: Record, code: str) -> Cell:
        at = self._at.get(code)
        return None if at is None else row[at]

    def _text(self, row: Record, code: str) -> str:
        at = self._at.get(code)
        return "" if at is None or row[at] is None else self._texts[at](row[at])

    def _parts(self, row: Record, code: str) -> tuple[Part, ...]:
        cell = self._cell(row, code)
        if isinstance(cell, tuple):
            return cell
        return (Part(str(cell)),) if cell else ()

    def _place(self, row: Record) -> list[str]:
        street, city = self._text(row, "address"), self._text(row, "city")
        return [f"ADR:;;{escape(street)};{escape(city)};;;"] if street or city else []

    def _person(self, row: Record) -> list[str]:
        day, sex = self._cell(row, "birth_date"), self._cell(row, "sex")
        lines = [f"BDAY:{day.strftime(self.day_shape)}"] if isinstance(day, dt.date) else _named("BDAY", str(day or ""))
        return lines + self.sex_lines(str(sex).upper() if sex else "")

    def _tags(self, row: Record) -> list[str]:
        tags = self._parts(row, "tags")
        if not tags:
            return []
        names = self.columns[self._at["tags"]].names
        return ["CATEGORIES:" + ",".join(escape(names.get(tag.value, tag.value)) for tag in tags)]

    def _others(self, row: Record) -> list[str]:
        lines: list[str] = []
        for name, column in self._own:
            cell = row[self._at[column.code]]
            if isinstance(cell, tuple) and not column.names:
                lines += [f"{name}:{escape(labelled(part, column))}" for part in cell]
            else:
                lines += _named(name, self._text(row, column.code))
        return lines

    def kind_lines(self, is_company: bool) -> list[str]:
        raise NotImplementedError

    def sex_lines(self, letter: str) -> list[str]:
        raise NotImplementedError


class VCard3Writer(VCardWriter):
    """What every telephone and mail program reads."""

    version = "3.0"
    day_shape = "%Y-%m-%d"

    def kind_lines(self, is_company: bool) -> list[str]:
        return ["X-ABSHOWAS:COMPANY"] if is_company else []

    def sex_lines(self, letter: str) -> list[str]:
        return _named("X-GENDER", letter)


class VCard4Writer(VCardWriter):
    """RFC 6350: knows organisations and sexes."""

    version = "4.0"
    day_shape = "%Y%m%d"

    def kind_lines(self, is_company: bool) -> list[str]:
        return ["KIND:org" if is_company else "KIND:individual"]

    def sex_lines(self, letter: str) -> list[str]:
        return _named("GENDER", letter)


def _point(name: str, part: Part, number: int) -> list[str]:
    """A phone or an e-mail: its type for all programs, and the word a person has chosen for those that show words."""
    low = part.label.casefold()
    kinds = [kind for kind, roots in TYPES.items() if any(root in low for root in roots)]
    types = f";TYPE={','.join(kinds)}" if kinds else ""
    if not part.label:
        return [f"{name}{types}:{escape(part.value)}"]
    return [f"item{number}.{name}{types}:{escape(part.value)}", f"item{number}.X-ABLABEL:{escape(part.label)}"]


def _named(name: str, text: str) -> list[str]:
    return [f"{name}:{escape(text)}"] if text else []


def escape(text: str) -> str:
    """Text as the value of a property."""
    return text.translate(ESCAPED)


def folded(line: str) -> bytes:
    """A line with its end, broken between characters so that no piece is longer than it may be."""
    raw = line.encode()
    if len(raw) <= LINE:
        return raw + b"\r\n"
    pieces, at, room = [], 0, LINE
    while len(raw) - at > room:
        end = at + room
        while raw[end] & 0xC0 == 0x80:  # the middle of a character
            end -= 1
        pieces.append(raw[at:end])
        at, room = end, LINE - 1
    pieces.append(raw[at:])
    return b"\r\n ".join(pieces) + b"\r\n"
