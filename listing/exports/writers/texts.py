"""Cells of tables as text: what a person reads, and what our own import reads back."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.registries.fields import FieldType
from core.text import lists
from listing.exports.writers.base import Cell, Column, Part

SAID = ": "
"""Between the name of a program and the number there."""
DAY = "%d.%m.%Y"
MOMENT = "%d.%m.%Y %H:%M:%S"
NUMBERS = (FieldType.NUMBER, FieldType.MONEY)


def joined(parts: tuple[Part, ...], column: Column) -> str:
    """Several values in one cell, codes by their names, the others with what they are called."""
    if column.names:
        return lists.join([column.names.get(part.value, part.value) for part in parts])
    return lists.JOINT.join([labelled(part, column) for part in parts])


def labelled(part: Part, column: Column) -> str:
    """“+79161234567 (work)”; of a number in another program “Bitrix24: 77”, of the usual one the number alone."""
    if not column.label_first:
        return f"{part.value} ({part.label})" if part.label else part.value
    alone = part.label in {"", column.unsaid} and SAID not in part.value
    return lists.quoted(part.value if alone else f"{part.label}{SAID}{part.value}")


def text_maker(column: Column, zone: ZoneInfo) -> Callable[[Cell], str]:
    """A function that turns this column's cells into text, chosen once and not for each cell."""
    if column.many:
        return lambda cell: joined(cell, column) if isinstance(cell, tuple) else ""
    if column.names:
        return lambda cell: "" if cell is None else column.names.get(str(cell), str(cell))
    if column.type in (FieldType.DATE, FieldType.MOMENT):
        return lambda cell: time_text(cell, zone)
    if column.type == FieldType.FLAG:
        yes, no = pgettext("value", "yes"), _("no")
        return lambda cell: "" if cell is None else (yes if cell else no)
    if column.type in NUMBERS:
        mark = str(get_format("DECIMAL_SEPARATOR"))
        return lambda cell: "" if cell is None else str(cell).replace(".", mark)
    return lambda cell: cell if isinstance(cell, str) else "" if cell is None else str(cell)


def time_text(cell: Cell, zone: ZoneInfo) -> str:
    """A day, or a moment in the company's zone, the order of parts beyond doubt in any language."""
    if isinstance(cell, dt.datetime):
        return cell.astimezone(zone).strftime(MOMENT)
    if isinstance(cell, dt.date):
        return cell.strftime(DAY)
    return "" if cell is None else str(cell)
