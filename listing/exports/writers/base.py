"""What every writer of a file keeps to: rows come in pieces, nothing is held back, a broken file is taken away."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import ClassVar, NamedTuple, Self
from zoneinfo import ZoneInfo

from core.registries.fields import FieldType


class Part(NamedTuple):
    """One of several values, such as a phone and what it is called."""

    value: str
    label: str = ""


Scalar = str | int | float | Decimal | bool | dt.date | dt.datetime | None
Cell = Scalar | tuple[Part, ...]
Record = Sequence[Cell]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the file, made of a field of the catalogue."""

    code: str
    heading: str
    type: FieldType
    many: bool = False
    """The cells are tuples of `Part`."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What codes are called, where the values are codes."""
    label_first: bool = False
    """Whether what a value is called stands before it."""
    unsaid: str = ""
    """What needs no saying, of values that are called so."""
    is_key: bool = False
    """The codes are numbers of rows and mean nothing outside: every format writes names."""


@dataclass(frozen=True, kw_only=True)
class About:
    """What the file says of itself: whose export it is, and of what."""

    number: int
    list_name: str
    made_by: str
    made_at: dt.datetime
    purpose: str
    rule: str
    """The filter in words."""
    company: str = ""
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Moscow"))
    """Moments are written as they are in the company's zone."""

    @property
    def mark(self) -> str:
        """By which the export is found in the journal."""
        return f"KARTOTEKA-EXPORT-{self.number}"


class Writer(ABC):
    """A file in the making. Use it as a context manager: left by an error, it leaves no file behind."""

    ending: ClassVar[str]
    content_type: ClassVar[str]

    def __init__(self, path: Path, columns: Sequence[Column], about: About) -> None:
        self.path = path
        self.columns = tuple(columns)
        self.about = about
        self.rows = 0
        """How many have been written."""

    @abstractmethod
    def begin(self) -> None:
        """Open the file, write the heading."""

    @abstractmethod
    def add(self, rows: Iterable[Record]) -> None:
        """Write some more rows; cells stand in the order of the columns."""

    @abstractmethod
    def finish(self) -> None:
        """Write what comes last and close the file."""

    @abstractmethod
    def abandon(self) -> None:
        """Close without finishing."""

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.finish()
            return
        self.abandon()
        self.path.unlink(missing_ok=True)
