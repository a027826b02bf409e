"""Which row holds the headings: not always the first, sometimes two of them."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from django.utils.translation import gettext as _

from customers.normalise.headings import HEADINGS
from imports.readers.parts import Cell, Span, filled, is_blank

ROWS = 20
LONGEST = 100
VALUE = re.compile(r"[^@\s]+@[^@\s]+\.\w+|https?://\S+|[+\d][\d\s().,:/\\-]*\d|\d+")
MORE = (
    "контакты", "контрагент", "обращение", "рабочий телефон", "рабочий e-mail", "record id", "account name",
    "given name", "family name", "display name", "организация", "e-mail address",
    "дата создания", "сумма", "номер", "дата",
)  # fmt: skip
OF_1C = frozenset({"контрагент", "наименование", "этогруппа", "группа", "родитель", "полное наименование"})
Rows = Sequence[tuple[int, Sequence[Cell]]]


def plain(cell: Cell) -> str:
    """As headings are compared."""
    return " ".join(str(cell if cell is not None else "").casefold().replace("ё", "е").split()).strip("*: ")


@cache
def known() -> frozenset[str]:
    """Headings that a table of clients often has."""
    return frozenset(plain(word) for words in (*HEADINGS.values(), MORE) for word in words)


def is_value(cell: Cell) -> bool:
    """Whether it is data rather than the name of a column."""
    if isinstance(cell, int | float | dt.date | dt.time):
        return True
    return bool(VALUE.fullmatch(str(cell).strip()))


def find(rows: Rows) -> int:
    """Place in `rows` of the row with headings, or -1. `rows` are the filled ones from the beginning of the file."""
    widths = Counter(len(filled(cells)) for _number, cells in rows)
    usual = max((width for width, _times in widths.items()), default=0)
    common = widths.most_common(1)[0][0] if widths else 0
    best, place = 0.0, -1
    for at, (_number, cells) in enumerate(rows[:ROWS]):
        worth = _worth(cells, min(usual, max(2, common)))
        if worth > best:
            best, place = worth, at
    return place


def _worth(cells: Sequence[Cell], width: int) -> float:
    places = filled(cells)
    words = [cells[at] for at in places]
    hits = sum(plain(word) in known() for word in words)
    if not words or (len(words) < 2 and (width > 1 and not hits)) or len(words) * 2 < min(width, 6):
        return 0
    values = sum(is_value(word) for word in words)
    long = sum(len(str(word)) > LONGEST for word in words)
    if not hits and values * 10 > 2 * len(words):
        return 0
    same = len(words) - len({plain(word) for word in words})
    return 5.0 * hits + len(words) - 4 * (values + long) - same


def two_rows(rows: Rows, at: int, merged: Sequence[Span]) -> int:
    """Place of the upper of two heading rows when `at` is one of them, else -1."""
    for upper in (at, at - 1):
        if 0 <= upper < len(rows) - 1 and _is_pair(rows, upper, merged):
            return upper
    return -1


def _is_pair(rows: Rows, upper: int, merged: Sequence[Span]) -> bool:
    (number, above), (next_number, below) = rows[upper], rows[upper + 1]
    if next_number != number + 1 or len(filled(above)) < 2:
        return False
    if any(is_value(below[at]) for at in filled(below)) or any(is_value(above[at]) for at in filled(above)):
        return False
    spans = [span for span in merged if span[0][0] == number - 1]
    across = any(last > first and bottom == number - 1 for (_t, first), (bottom, last) in spans)
    if across:
        return True
    return not merged and _fits(above, below)


def _fits(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Without merged areas: below stand only known words, and only under a group or its right neighbours."""
    under = filled(below)
    free = [at for at in under if at >= len(above) or is_blank(above[at])]
    alone = [at for at in filled(above) if at not in under]
    return bool(free and alone) and any(plain(below[at]) in known() for at in under)


def joined(above: Sequence[Cell], below: Sequence[Cell], spans: Sequence[Span], number: int) -> list[str]:
    """«Контакты» over «Телефон» → «Контакты / Телефон»."""
    width = max(len(above), len(below))
    top = [_said(above, at) for at in range(width)]
    across = {
        column: first for (row, first), (_b, last) in spans if row == number - 1 for column in range(first, last + 1)
    }
    carried, names = "", []
    for at in range(width):
        own = top[across[at]] if at in across and across[at] < width else top[at]
        carried = own or ("" if spans else carried)
        under = _said(below, at)
        names.append(" / ".join(dict.fromkeys(filter(None, (carried if under else own, under)))))
    return names


def named(cells: Sequence[Cell], width: int) -> tuple[str, ...]:
    """Every column with a name of its own."""
    names: list[str] = []
    seen: Counter[str] = Counter()
    for at in range(width):
        name = _said(cells, at) or _("Column %(number)d") % {"number": at + 1}
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def _said(cells: Sequence[Cell], at: int) -> str:
    return " ".join(str(cells[at]).split()) if at < len(cells) and not is_blank(cells[at]) else ""
