"""Cells of the preview: what will be written, what stood in the file, what stands on the card, and how sure we are."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.registries.fields import FieldType
from core.registries.import_targets import Target
from core.text import moments
from core.text.numbers import number
from customers.normalise.contacts import display_contact
from imports.cleaning.rows import Cell, CleanPoint, Problem, Value, message
from imports.mapping.plan import Line, Targets
from imports.rejects.workbook import as_text

TONES = {"rejects": "bad", "left_out": "bad", "question": "warn", "fixed": "ok"}
WORST = ("bad", "warn", "ok", "")
LONGEST_SHOWN = 200
PLACES = {
    "full_name": 0, "last_name": 0, "first_name": 0, "middle_name": 0, "name": 0,
    "external_id": 2, "customer.external_id": 2,
}  # fmt: skip
Words = Mapping[str, Mapping[str, str | Promise]]


@dataclass(frozen=True)
class Column:
    """A column of the file that fills something, or a constant (`index` -1)."""

    index: int
    heading: str
    target: str
    label: str | Promise
    alone: bool
    """Whether no other column fills the same target."""


@dataclass(frozen=True)
class Said:
    """What a row says, target by target, as cleaning has left it."""

    values: Mapping[str, Value | None]
    phones: Sequence[CleanPoint]
    emails: Sequence[CleanPoint]


@dataclass(frozen=True)
class ShownCell:
    """One cell of one row."""

    column: int
    text: str
    was: str = ""
    """What stood in the file, where we have put it right."""
    before: str = ""
    """What stands on the card, where the row changes it."""
    tone: str = ""
    says: str = ""


def columns_of(lines: Sequence[tuple[int, Line]], targets: Targets) -> list[Column]:
    """Columns of the table: names first, then in the order of the file, numbers of other programs last.

    A phone shows the first column alone, and a number there tells nobody who it is. Constants have no cells.
    """
    many = [line.target for _index, line in lines]
    return [
        Column(index, line.heading, line.target, targets[line.target].label, many.count(line.target) == 1)
        for index, line in sorted(lines, key=lambda pair: (PLACES.get(str(pair[1].target), 1), pair[0]))
        if index >= 0 and line.target is not None
    ]


def shown_cell(
    column: Column,
    target: Target,
    raw: Cell,
    said: Said,
    problems: Sequence[Problem],
    before: Mapping[str, str],
    words: Words,
) -> ShownCell:
    """`before` holds texts of the card by target."""
    stood = as_text(raw)[:LONGEST_SHOWN]
    tone = min((TONES[problem.grade] for problem in problems), key=WORST.index, default="")
    says = " ".join(dict.fromkeys(message(problem) for problem in problems))
    text = stood if tone == "bad" else _will_be(column, target, stood, said, words)
    was = stood if tone in {"ok", "warn"} and text != stood else ""
    standing = before.get(column.target, "") if column.alone and tone != "bad" else ""
    return ShownCell(
        column=column.index,
        text=text,
        was=was,
        before=standing if standing != text else "",
        tone=tone,
        says=says,
    )


def _will_be(column: Column, target: Target, stood: str, said: Said, words: Words) -> str:
    """What is written of this cell; of targets filled by several columns, the cell as it stands."""
    if target.type in {FieldType.PHONE, FieldType.EMAIL}:
        points = said.phones if target.type == FieldType.PHONE else said.emails
        mine = [point for point in points if column.alone or point.raw.strip() in stood]
        kind = "phone" if target.type == FieldType.PHONE else "email"
        return ", ".join(display_contact(kind, point.value, point.raw) for point in mine) or stood
    if not column.alone or target.takes_many or target.type == FieldType.OBJECT:
        return stood
    value = said.values.get(column.target)
    return stood if value in (None, "") else in_words(target, value, words)


def words_of(targets: Iterable[Target]) -> Words:
    """Names of values of targets that have a list of them, asked for once a page."""
    return {target.code: target.choices() for target in targets if target.choices is not None}


def in_words(target: Target, value: Any, words: Words) -> str:
    """A value as people read it."""
    if isinstance(value, list):
        return ", ".join(in_words(target, one, words) for one in value)
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else _("no")
    if isinstance(value, dt.date):
        return moments.short_date(value)
    if target.type == FieldType.MOMENT:
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if target.type == FieldType.OBJECT:
        return f"\u2116 {value}"
    if target.type == FieldType.MONEY:
        return number(Decimal(value), 2 if "." in value.rstrip("0").rstrip(".") else 0)
    if target.type == FieldType.DATE:
        try:
            return moments.short_date(dt.date.fromisoformat(value))
        except ValueError:
            return str(value)
    return str(words.get(target.code, {}).get(value, value))[:LONGEST_SHOWN]
