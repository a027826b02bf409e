"""Rows of one unknown client that name him differently: by a phone here, by his e-mail there. They make one client."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from core import sql
from imports.models import Import

Shared = tuple[int, list[int], int, int]
"""A row, its keys, its number in the program and its INN; keys are numbers from 1, 0 stands for none."""


def join(imported: Import, *, again: bool) -> None:
    """Find out which rows are about one client. Inside a transaction, before documents are put together.

    `again`: some rows were joined before; what joined them may have been put right.
    """
    if again:
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("imports", "part_joined_rows"), {"import": imported.pk})
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_shared_keys"), {"import": imported.pk})
        found = list(joined(_rows(cursor)))
    if not found:
        return
    numbers, heads = zip(*found, strict=True)
    with connection.cursor() as cursor:
        params: dict[str, Any] = {"import": imported.pk, "numbers": list(numbers), "heads": list(heads)}
        cursor.execute(sql.statement("imports", "join_rows"), params)


def joined(rows: Iterable[Shared]) -> Iterator[tuple[int, int]]:
    """Of rows in the order of the file those of clients with several, each with the first row of its client.

    Two numbers of one program, or two INNs, are two clients, though they share a phone.
    """
    groups = _Groups()
    for row in rows:
        groups.add(row)
    yield from groups.pairs()


class _Groups:
    """Rows by their client: each knows an earlier one of the same, the first of all itself."""

    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        """Key to a row that has it."""
        self._above: dict[int, int] = {}
        self._own: dict[int, tuple[int, int]] = {}
        """Of the first row of a client: his number in the program, and his INN."""

    def add(self, row: Shared) -> None:
        number, keys, external_id, inn = row
        self._above[number], self._own[number] = number, (external_id, inn)
        for key in keys:
            other = self._first.setdefault(key, number)
            if other != number:
                self._unite(self._head(other), self._head(number))

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Of clients with several kinds of rows."""
        heads = {number: self._head(number) for number in self._above}
        several = {head for number, head in heads.items() if head != number}
        yield from ((number, head) for number, head in heads.items() if head in several)

    def _unite(self, one: int, other: int) -> None:
        first, last = min(one, other), max(one, other)
        pairs = list(zip(self._own[first], self._own[last], strict=True))
        if first == last or any(mine and theirs and mine != theirs for mine, theirs in pairs):
            return
        self._above[last] = first
        self._own[first] = (pairs[0][0] or pairs[0][1], pairs[1][0] or pairs[1][1])

    def _head(self, number: int) -> int:
        while (above := self._above[number]) != number:
            self._above[number] = self._above[above]
            number = above
        return number


def _rows(cursor: Iterable[Shared]) -> Iterator[Shared]:
    yield from cursor
