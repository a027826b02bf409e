"""Rows of one file about the same client: the first of them is brought in, the others repeat it."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection

from core import sql
from imports.models import Import

AT_ONCE = 10_000


def mark(imported: Import) -> None:
    """Ask the staging table which rows share a key and mark those that repeat an earlier one.

    Inside a transaction: the answer is read piece by piece while rows are marked.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_repeats"), {"import": imported.pk})
        found = repeats(_rows(cursor))
        while piece := list(islice(found, AT_ONCE)):
            numbers, twins = zip(*piece, strict=True)
            _write(imported, list(numbers), list(twins))


def repeats(rows: Iterable[tuple[int, list[int]]]) -> Iterator[tuple[int, int]]:
    """Of rows and their shared keys those that repeat, each with the row it repeats.

    A repeat claims nothing: its other keys stay free for rows of their own. Memory: eight bytes a shared key.
    """
    first = array("q")
    for number, keys in rows:
        missing = max(keys) + 1 - len(first)
        if missing > 0:
            first.frombytes(bytes(missing * first.itemsize))
        twin = next((first[key] for key in keys if first[key]), 0)
        if twin:
            yield number, twin
            continue
        for key in keys:
            first[key] = number


def _rows(cursor: Iterable[tuple[int, list[int]]]) -> Iterator[tuple[int, list[int]]]:
    yield from cursor


def _write(imported: Import, numbers: list[int], twins: list[int]) -> None:
    with connection.cursor() as cursor:
        params: dict[str, Any] = {"import": imported.pk, "numbers": numbers, "twins": twins}
        cursor.execute(sql.statement("imports", "mark_repeats"), params)
