"""Whole names of a batch taken apart: «surname first patronymic» of known words by looking them up."""

from typing import Any, NamedTuple, cast

from customers.cells.names import names_company, parts_of
from customers.normalise.split import LONGEST_PART, PATRONYMIC, PATRONYMIC_WORDS, NameParts, is_first_name

MOST_REMEMBERED = 200_000
OTHER, FIRST, PATR, SPECIAL = 1, 2, 3, 0


class Whole(NamedTuple):
    """A name from one cell: its parts, or none when it is a company's."""

    name: str
    parts: NameParts | None
    known: bool = False
    """A first name or a patronymic is in it: surely a person."""


class Words(dict[str, int]):
    """What sort of word it is, by the word."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        self[word] = sort = _sort(word)
        return sort


def _sort(word: str) -> int:
    plain = word.lower().replace("ё", "е")
    if not word.isalpha() or word.isupper() or word.islower() or plain in PATRONYMIC_WORDS or names_company(word):
        return SPECIAL
    if is_first_name(word):
        return FIRST
    return PATR if PATRONYMIC.search(plain) else OTHER


class Naming:
    """Takes names apart; `order` is the column's."""

    def __init__(self, order: str = "") -> None:
        self._order = order
        self._words = Words()

    def quick(self, name: str) -> Whole | None:
        """The short way for «Иванова Мария Петровна» and «Иванова Мария» of known words; None sends to the full one."""
        words = name.split(" ")
        sorts = self._words
        count = len(words)
        if count == 3:
            last, first, middle = words
            plain = sorts[middle] == PATR and sorts[first] == FIRST and sorts[last] == OTHER
        elif count == 2:
            last, first = words
            middle = ""
            plain = sorts[first] == FIRST and sorts[last] == OTHER
        else:
            return None
        if not plain or len(name) > LONGEST_PART:
            return None
        parts: NameParts = _new(NameParts, (last, first, middle))
        whole: Whole = _new(Whole, (name, parts, True))
        return whole

    def slow(self, name: str) -> Whole:
        """By the dictionary and the endings."""
        if names_company(name):
            return Whole(name, None)
        words = name.replace(",", " ").split()
        known = any(is_first_name(word) or PATRONYMIC.search(word.lower()) for word in words)
        return Whole(name, parts_of(name, self._order), known=known)

    def parts(self, name: str) -> NameParts:
        """Parts of a name that the file says is a person's, whatever words it has."""
        return parts_of(name, self._order)


_new = cast(Any, tuple.__new__)
