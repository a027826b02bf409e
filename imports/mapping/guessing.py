"""Guesses of what each column is, each with how sure and why."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from imports.cleaning.rows import FileRow
from imports.mapping.plan import Line, Mapping, Targets


class HasHeadings(Protocol):
    """What the readers found out about a file, as far as mapping needs it."""

    @property
    def headings(self) -> Sequence[str]: ...


class Guess(NamedTuple):
    """What a column is thought to be. `target` None: leave it out, `why` says the reason."""

    column: int
    line: Line
    confidence: float
    why: str
    samples: tuple[str, ...]

    @property
    def target(self) -> str | None:
        """What the column is thought to fill."""
        return self.line.target


def guess(detected: HasHeadings, sample: Sequence[FileRow], *, targets: Targets | None = None) -> list[Guess]:
    """One guess for each column, in the order of the file."""
    raise NotImplementedError


def mapping_of(guesses: Sequence[Guess]) -> Mapping:
    """The mapping that the guesses propose."""
    return Mapping(tuple(guess.line for guess in guesses))
