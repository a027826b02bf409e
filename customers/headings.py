"""Column headings by which a table from elsewhere is understood, in any language; the words stand in a file."""

import csv
from functools import cache
from pathlib import Path

WORDS = Path(__file__).parent / "normalise" / "data" / "headings.csv"


@cache
def _all() -> dict[str, tuple[str, ...]]:
    with WORDS.open(encoding="utf-8", newline="") as file:
        return {row[0]: tuple(row[1:]) for row in csv.reader(file)}


def headings(code: str) -> tuple[str, ...]:
    """Lower-case headings of a field; none for one that no table fills."""
    return _all().get(code, ())
