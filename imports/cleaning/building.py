"""From a mapping to the columns that read: which reader serves which target, and by which way."""

import datetime as dt
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.cells import CellCleaner, Cleaned, Read, left_out, sentence
from core.errors import DomainError
from core.registries.fields import FieldType
from core.registries.import_targets import Target
from imports.cleaning.columns import (
    Column,
    DigitsColumn,
    EmailColumn,
    MemoColumn,
    PhoneColumn,
    TextColumn,
    WholeNameColumn,
)
from imports.mapping.labels import label_of
from imports.mapping.plan import Line, Mapping, Targets

SELDOM_REPEATED: dict[str, type[Column]] = {"external_id": DigitsColumn, "address": TextColumn, "note": TextColumn}


def columns_of(
    mapping: Mapping, headings: Sequence[str], targets: Targets, *, today: dt.date, orders: AnyMapping[int, str]
) -> list[Column]:
    """One reader a column, in the order of the mapping."""
    found = []
    for at, line in mapping.columns(headings):
        if at >= 0:
            target = targets[str(line.target)]
            read = reader_of(target, today=today, order=line.dates or orders.get(at, ""))
            found.append(_column(at, line, target, read))
    return found


def constants_of(
    mapping: Mapping, headings: Sequence[str], targets: Targets, *, today: dt.date
) -> dict[str, list[Any]]:
    """Values that stand in every row, by target. Raises DomainError on one that cannot be read."""
    found: dict[str, list[Any]] = {}
    for at, line in mapping.columns(headings):
        if at >= 0 or line.const is None:
            continue
        target = targets[str(line.target)]
        cleaned = reader_of(target, today=today, order="")(line.const)
        for note in cleaned.notes:
            if note.grade in {"left_out", "rejects"} or (note.grade == "question" and cleaned.value is None):
                text = sentence(note.code, line.const, note.fix, note.params)
                raise DomainError(
                    _("The constant for “%(field)s”: %(text)s") % {"field": target.label, "text": text},
                    code="mapping-const",
                )
        if cleaned.value is not None:
            found.setdefault(target.code, []).append(cleaned.value)
    return found


def reader_of(target: Target, *, today: dt.date, order: str) -> Read:
    """The reader of the field's own cleaner."""
    cleaner = target.cleaner
    if isinstance(cleaner, CellCleaner):
        return cleaner.dated(today, order) if cleaner.dated else cleaner.reader()
    assert cleaner is not None

    def read(text: str) -> Cleaned:
        try:
            return Cleaned(cleaner(text) if text.strip() else None)
        except DomainError as error:
            return left_out("told", text=str(error))

    return read


def _column(at: int, line: Line, target: Target, read: Read) -> Column:
    if target.type == FieldType.PHONE:
        return PhoneColumn(at, target.code, read, line.values, label_of(line.heading))
    if target.type == FieldType.EMAIL:
        return EmailColumn(at, target.code, read, line.values, label_of(line.heading))
    if target.code == "full_name":
        return WholeNameColumn(at, target.code, read, line.values, line.order)
    return SELDOM_REPEATED.get(target.code, MemoColumn)(at, target.code, read, line.values)
