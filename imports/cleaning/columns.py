"""A column of a batch at once: what is read often is remembered, what is plain takes a short way.

Files repeat themselves: names, cities, words of choice are read once and looked up after. Phones, e-mails and numbers
seldom repeat; plain ones are recognised by one expression. Short ways give the readers' answers; tests compare them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from accounts.masks import DOTS
from core.cells import Cleaned, Note, Read, left_out
from customers.cells.contacts import QUICK_PHONE, Point, meant_domain
from customers.normalise.emails import LONGEST_LOCAL_PART, LONGEST_PLAIN, PLAIN
from imports.cleaning.naming import Naming
from imports.cleaning.rows import Cell, Problem
from imports.cleaning.texts import text_of

MOST_REMEMBERED = 100_000
LONGEST_REMEMBERED = 300
LONGEST_RAW = 300
OF_WORDS = frozenset({"note"})
"""Free text may hold any signs; elsewhere three dots stand for what its reader was not shown."""
Report = Callable[[int, Problem], None]


class Odd(NamedTuple):
    """A reading with something to say about it."""

    cleaned: Cleaned
    text: str


class Column:
    """One column that fills one target. `report` takes (row of the batch, problem)."""

    def __init__(self, at: int, target: str, read: Read, values: Mapping[str, str]) -> None:
        self.at = at
        self.target = target
        self._read = read
        self._values = {text_key(said): meant for said, meant in values.items()}

    def read(self, cells: Sequence[Cell], report: Report) -> list[Any]:
        """The value of each cell, None where there is none."""
        raise NotImplementedError

    def slow(self, cell: Cell) -> Cleaned | Odd:
        """The full reading of one cell; Odd when there is something to say."""
        text = text_of(cell)
        if DOTS in text and self.target not in OF_WORDS:
            return Odd(left_out("masked"), text)
        meant = self._values.get(text_key(text)) if self._values else None
        if meant == "":
            return Cleaned()
        cleaned = self._read(text if meant is None else meant)
        return Odd(cleaned, text) if cleaned.notes else cleaned

    def read_text(self, text: str) -> Cleaned:
        """Text put together of several columns, held to the same rules."""
        return self._read(text)

    def tell(self, row: int, odd: Odd, report: Report) -> Any:
        """Report what is to be said; returns the value."""
        for note in odd.cleaned.notes:
            report(row, problem_of(note, self.at, self.target, odd.text))
        return odd.cleaned.value


def text_key(text: str) -> str:
    """How words of a dictionary of values are compared."""
    return " ".join(text.casefold().replace("ё", "е").split())


def problem_of(note: Note, column: int, target: str, text: str) -> Problem:
    """A note at its place in the file; a text of a megabyte is not repeated."""
    raw = text if len(text) <= LONGEST_RAW else text[:LONGEST_RAW] + "…"
    return Problem(column, target, raw.replace("\0", ""), note.code, note.params, note.fix, note.grade)


class Remembered(dict[Any, Any]):
    """Readings by cell; forgets all when it grows too large."""

    def __init__(self, column: Column) -> None:
        super().__init__({None: None, "": None})
        self._column = column

    def __missing__(self, cell: Cell) -> Any:
        found: Any = self._column.slow(cell)
        result = found if type(found) is Odd else found.value
        if not isinstance(cell, str) or len(cell) <= LONGEST_REMEMBERED:
            if len(self) >= MOST_REMEMBERED:
                self.clear()
                self.update({None: None, "": None})
            self[cell] = result
        return result


class MemoColumn(Column):
    """Any column whose cells repeat."""

    def __init__(self, at: int, target: str, read: Read, values: Mapping[str, str]) -> None:
        super().__init__(at, target, read, values)
        self._remembered = Remembered(self)

    def read(self, cells: Sequence[Cell], report: Report) -> list[Any]:
        if bool in set(map(type, cells)):  # True and 1 are one key
            cells = [text_of(cell) if type(cell) is bool else cell for cell in cells]
        found = list(map(self._remembered.__getitem__, cells))
        if Odd in set(map(type, found)):
            return [self.tell(row, value, report) if type(value) is Odd else value for row, value in enumerate(found)]
        return found


class LoneColumn(Column):
    """A column whose cells seldom repeat: `quick` answers plain ones, empty sends to the full reading."""

    def read(self, cells: Sequence[Cell], report: Report) -> list[Any]:
        quick = self.quick
        found: list[Any] = []
        plain = not self._values
        for row, cell in enumerate(cells):
            if cell is None or cell == "":
                found.append(None)
                continue
            value = quick(cell) if plain and type(cell) is str else None
            if value is None:
                slow: Any = self.slow(cell)
                value = self.tell(row, slow, report) if type(slow) is Odd else slow.value
            found.append(value)
        return found

    def quick(self, text: str) -> Any:
        """The value of a plain cell, None when it is not plain."""
        raise NotImplementedError


class DigitsColumn(LoneColumn):
    """Ids of other programs."""

    def quick(self, text: str) -> Any:
        """A run of digits is itself, and one of letters and digits that begins with a letter and is no word."""
        if len(text) < 50 and text.isascii() and text.isalnum():
            return text if text.isdigit() or (text[0].isalpha() and not text.isalpha()) else None
        return None


class TextColumn(LoneColumn):
    """Addresses and notes."""

    def quick(self, text: str) -> Any:
        """Printable text that begins and ends with a letter or a digit and is not long is itself."""
        if len(text) < 90 and text.isprintable() and text[0].isalnum() and text[-1].isalnum() and "  " not in text:
            return text if len(text) > 5 else None
        return None


class PointColumn(LoneColumn):
    """Phones or e-mails: tuples of points, labelled by the heading where the cell has no label of its own."""

    def __init__(self, at: int, target: str, read: Read, values: Mapping[str, str], label: str) -> None:
        super().__init__(at, target, read, values)
        self._label = label

    def slow(self, cell: Cell) -> Cleaned | Odd:
        """With the label of the heading."""
        found = super().slow(cell)
        cleaned = found.cleaned if isinstance(found, Odd) else found
        if not cleaned.value or not self._label:
            return found
        points = tuple(point if point.label else point._replace(label=self._label) for point in cleaned.value)
        cleaned = cleaned._replace(value=points)
        return Odd(cleaned, found.text) if isinstance(found, Odd) else cleaned


class PhoneColumn(PointColumn):
    """Phones."""

    def quick(self, text: str) -> Any:
        """A plain Russian mobile."""
        found = QUICK_PHONE.fullmatch(text)
        if found is None:
            return None
        code, first, second, third = found.groups()
        return (_new(Point, (text, f"+7{code}{first}{second}{third}", self._label)),)


class EmailColumn(PointColumn):
    """E-mails."""

    def __init__(self, at: int, target: str, read: Read, values: Mapping[str, str], label: str) -> None:
        super().__init__(at, target, read, values, label)
        self._right: dict[str, bool] = {}

    def quick(self, text: str) -> Any:
        """A plain address in a common zone."""
        lower = text.lower()
        if len(text) > LONGEST_PLAIN or not PLAIN.fullmatch(lower):
            return None
        at = lower.index("@")
        domain = lower[at + 1 :]
        right = self._right.get(domain)
        if right is None:
            right = self._right[domain] = not meant_domain(domain) and len(self._right) < MOST_REMEMBERED
        return (_new(Point, (text, lower, self._label)),) if right and at <= LONGEST_LOCAL_PART else None


class WholeNameColumn(LoneColumn):
    """Names in one cell, taken apart: the value is a `Whole`."""

    def __init__(self, at: int, target: str, read: Read, values: Mapping[str, str], order: str) -> None:
        super().__init__(at, target, read, values)
        self._naming = Naming(order)
        self.quick = self._naming.quick  # type: ignore[method-assign,assignment]

    def slow(self, cell: Cell) -> Cleaned | Odd:
        """With the name taken apart."""
        found = super().slow(cell)
        cleaned = found.cleaned if isinstance(found, Odd) else found
        if cleaned.value is None:
            return found
        cleaned = cleaned._replace(value=self._naming.slow(cleaned.value))
        return Odd(cleaned, found.text) if isinstance(found, Odd) else cleaned


_new = cast(Callable[[type[Point], tuple[str, str, str]], Point], tuple.__new__)
"""Makes a point at a third of the cost of calling its class."""
