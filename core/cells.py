"""What reading one cell of a table gives: a value, and what a person should know about it."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple

from django.utils.functional import Promise

from core.errors import DomainError

Grade = Literal["fixed", "question", "left_out", "rejects"]
"""Fixed: put right, nothing to decide. Question: taken as it stands, `fix` may be better. Left out: the field stays
empty. Rejects: the row cannot be brought in."""


class Note(NamedTuple):
    """One thing about a cell: a code with a sentence in `sentences`, what to fill it with, what was meant."""

    code: str
    grade: Grade
    fix: str | None = None
    params: Mapping[str, Any] = {}


class Cleaned(NamedTuple):
    """`value` is None when the cell says nothing or cannot be read; `notes` tell which."""

    value: Any = None
    notes: tuple[Note, ...] = ()


Read = Callable[[str], Cleaned]
sentences: dict[str, str | Promise] = {}
"""What to say of a code; may hold `%(raw)s`, `%(fix)s` and keys of a note's `params`. Filled where codes are made."""


def left_out(code: str, fix: str | None = None, **params: Any) -> Cleaned:
    """Nothing was understood."""
    return Cleaned(None, (Note(code, "left_out", fix, params),))


def sentence(code: str, raw: str, fix: str | None, params: Mapping[str, Any]) -> str:
    """What a person reads, in his language."""
    return str(sentences[code]) % {"raw": raw, "fix": fix or "", **params}


class CellCleaner:
    """A field's `cleaner`: `read` tells everything, a call gives the value or raises DomainError.

    `prepare` makes a reader that remembers what it asked the database for; one serves one table.
    """

    def __init__(
        self,
        read: Read | None = None,
        *,
        prepare: Callable[[], Read] | None = None,
        dated: Callable[[dt.date, str], Read] | None = None,
    ) -> None:
        """`dated` makes a reader of dates for a day «today» and an order of day and month: dmy, mdy or ''."""
        self.dated = dated
        if (read is None) == (prepare is None):
            raise ValueError("a cleaner reads by itself or prepares a reader")
        self._read = read
        self._prepare = prepare

    def reader(self) -> Read:
        """A reader for one table."""
        if self._prepare is not None:
            return self._prepare()
        assert self._read is not None
        return self._read

    def __call__(self, text: str) -> object:
        """The value of one cell. Raises DomainError with what is wrong."""
        cleaned = self.reader()(text)
        for note in cleaned.notes:
            if note.grade in {"left_out", "rejects"}:
                raise DomainError(sentence(note.code, text[:100], note.fix, note.params), code=note.code)
        return cleaned.value
