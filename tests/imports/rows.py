"""Rows of a file as readers give them."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple


class Row(NamedTuple):
    number: int
    cells: tuple[Any, ...]


class Found(NamedTuple):
    headings: tuple[str, ...]


def rows(*cells: Sequence[Any]) -> list[Row]:
    return [Row(at + 2, tuple(row)) for at, row in enumerate(cells)]


def found(headings: Iterable[str]) -> Found:
    return Found(tuple(headings))
