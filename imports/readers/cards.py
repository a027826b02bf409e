"""vCards of phones and mail programs: each card a row."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import vobject
from vobject.base import ParseError

from core.text import lists
from core.text.guard import unspoilt
from imports.readers.encodings import encoding_of
from imports.readers.parts import Cell, Format, Options, Span
from imports.readers.text_table import decoded_lines

HEADINGS = (
    "ФИО", "Фамилия", "Имя", "Отчество", "Телефон", "E-mail", "Компания", "Должность", "Адрес",
    "Дата рождения", "Заметка",
)  # fmt: skip
OWN = "x-kartoteka-"
OURS = {
    "ИНН": "inn", "КПП": "kpp", "Источник": "source", "Ответственный": "responsible", "Внешний код": "external-id",
    "Telegram": "telegram", "WhatsApp": "whatsapp", "ВКонтакте": "vk", "MAX": "max", "Сайт": "site",
}  # fmt: skip
"""What only our own cards say, by headings."""
OF_OURS = ("Тип", "Пол", "Город", "Теги", *OURS)
"""Columns of our own export beside those of any card."""
KINDS = {"company": "компания", "org": "компания", "individual": "физлицо"}
LONGEST = 20_000
"""Lines of a card."""
PICTURE = re.compile(r"(?:[\w-]+\.)?(?:photo|logo|sound|key)[;:]", re.IGNORECASE)
"""Thousands of lines that nobody reads here; what stands after them must not be lost behind them."""
END = "END:VCARD\r\n"
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
        self.ours = OWN in next(self._cards(), "").lower()

    def rows(self) -> Iterator[Sequence[Cell]]:
        yield (*HEADINGS, *OF_OURS) if self.ours else HEADINGS
        for text in self._cards():
            try:
                card = vobject.readOne(text, allowQP=True)
                yield (*_row(card, city_apart=self.ours), *(_own(card) if self.ours else ()))
            except (ParseError, ValueError, IndexError, UnicodeError, LookupError, AttributeError, StopIteration):
                yield ("", *[""] * (len(HEADINGS) - 2), text[:1000])

    def _cards(self) -> Iterator[str]:
        """Each whole, without its pictures; one that is not closed ends where the next begins, or the file."""
        lines: list[str] = []
        in_picture = False
        for line in decoded_lines(self.path, self.encoding):
            word = line.strip().upper()
            in_picture = bool(PICTURE.match(line)) or (in_picture and (line[:1] in " \t" or ":" not in line))
            if word in {"BEGIN:VCARD", "END:VCARD"}:
                if lines:
                    yield "".join([*lines, END])
                lines = [line] if word == "BEGIN:VCARD" else []
            elif lines and not in_picture and len(lines) < LONGEST:
                lines.append(line)
        if lines:
            yield "".join([*lines, END])


def _row(card: Any, *, city_apart: bool) -> tuple[str, ...]:
    name = getattr(card, "n", None)
    family, given, additional = (
        (_text(getattr(name.value, part)) for part in ("family", "given", "additional")) if name else ("", "", "")
    )
    return (
        "" if family or given else unspoilt(_first(card, "fn")),
        family,
        given,
        additional,
        _all(card, "tel", "tel:"),
        _all(card, "email", "mailto:"),
        _first(card, "org"),
        _first(card, "title"),
        "; ".join(filter(None, (_address(one.value, city_apart=city_apart) for one in card.contents.get("adr", ())))),
        DAY.sub(r"\1-\2-\3", _first(card, "bday")[:10]) if card.contents.get("bday") else "",
        unspoilt(_first(card, "note")),
    )


def _own(card: Any) -> tuple[str, ...]:
    """What our own cards say beside, in the order of `OF_OURS`."""
    kind = _first(card, "x-abshowas") or _first(card, "kind")
    city = next((_text(one.value.city) for one in card.contents.get("adr", ()) if not isinstance(one.value, str)), "")
    tags = [_text(name) for one in card.contents.get("categories", ()) for name in _names(one.value)]
    return (
        KINDS.get(kind.lower(), ""),
        _first(card, "x-gender") or _first(card, "gender"),
        city,
        lists.join(tags),
        *("; ".join(_each(card, OWN + name)) for name in OURS.values()),
    )


def _names(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]


def _all(card: Any, name: str, scheme: str) -> str:
    values = [f"{_text(one.value).removeprefix(scheme)}{_label(card, one)}" for one in card.contents.get(name, ())]
    return "; ".join(dict.fromkeys(filter(None, values)))


def _label(card: Any, line: Any) -> str:
    """« (у мамы)»: the word a person has chosen for a point; those of programs, `_$!<Home>!$_`, are none."""
    group = getattr(line, "group", None) if line.name in {"TEL", "EMAIL"} else None
    labels = [_text(one.value) for one in card.contents.get("x-ablabel", ()) if group and one.group == group]
    return f" ({labels[0]})" if labels and labels[0] and not labels[0].startswith("_$") else ""


def _first(card: Any, name: str) -> str:
    return next(iter(_each(card, name)), "")


def _each(card: Any, name: str) -> list[str]:
    return [text for one in card.contents.get(name, ()) if (text := _text(one.value))]


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_text(one) for one in value)))
    return str(value).replace("\x00", "").strip()


def _address(value: Any, *, city_apart: bool) -> str:
    if isinstance(value, str):
        return value.strip()
    city = "" if city_apart else value.city
    parts = (value.code, value.country, value.region, city, value.street, value.extended, value.box)
    return ", ".join(filter(None, map(_text, parts)))
