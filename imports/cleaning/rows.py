"""What cleaning one row gives."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from core.cells import Grade, sentence
from customers.cells.contacts import Point as CleanPoint

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | None
Value = str | dt.date
__all__ = ["ROW", "Cell", "CleanPoint", "CleanRow", "FileRow", "Problem", "Value", "message"]
ROW = -1
"""Column of a problem that concerns the row as a whole, or a constant."""


NOTHING: Mapping[str, tuple[CleanPoint, ...]] = MappingProxyType({})


class FileRow(Protocol):
    """A row of a file as the readers give it."""

    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> Sequence[Cell]: ...


class Problem(NamedTuple):
    """One thing a person should know about a cell. `column` counts from 0, -1 is the row or a constant."""

    column: int
    target: str
    raw: str
    code: str
    params: Mapping[str, Any]
    fix: str | None
    grade: Grade


class CleanRow(NamedTuple):
    """A row ready for staging.

    `values` holds only what the row says: a target that is absent says nothing, so nothing is overwritten. Of names a
    person has `last_name`, `first_name`, `middle_name` and `full_name` made of them; a company only `full_name`.
    `kind` stands there when the file or the name tells it. `responsible` is the user's id as text.
    """

    number: int
    values: dict[str, Value]
    phones: tuple[CleanPoint, ...]
    emails: tuple[CleanPoint, ...]
    tags: tuple[str, ...]
    problems: tuple[Problem, ...]
    rejected: str
    """Code of the reason, with its sentence among `problems`; empty for a row that goes on."""
    others: Mapping[str, tuple[CleanPoint, ...]] = NOTHING
    """Names in messengers and sites, by kind; only the kinds the row says something of."""


def message(problem: Problem) -> str:
    """The sentence of a problem, in the reader's language."""
    return sentence(problem.code, problem.raw, problem.fix, problem.params)
