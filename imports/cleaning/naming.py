"""Whole names of a batch taken apart: «surname first patronymic» of known words by looking them up."""

from typing import NamedTuple

from customers.cells.names import names_company, parts_of
from customers.normalise.split import LONGEST_PART, PATRONYMIC, PATRONYMIC_WORDS, NameParts, is_first_name

MOST_REMEMBERED = 200_000
OTHER, FIRST, PATR, SPECIAL = 1, 2, 3, 0


class Whole(NamedTuple):
    """A name from one cell: its parts, or none when it is a company's."""

    name: str
    parts: NameParts | None


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

    def whole(self, name: str) -> Whole:
        """The short way for «Иванова Мария Петровна» and «Иванова Мария», the full one for the rest."""
        words = name.split(" ")
        sorts = self._words
        count = len(words)
        if len(name) <= LONGEST_PART and (
            (count == 3 and sorts[words[2]] == PATR and sorts[words[1]] == FIRST and sorts[words[0]] == OTHER)
            or (count == 2 and sorts[words[1]] == FIRST and sorts[words[0]] == OTHER)
        ):
            return Whole(name, NameParts(*words))
        return self.slow(name)

    def slow(self, name: str) -> Whole:
        """By the dictionary and the endings."""
        return Whole(name, None if names_company(name) else parts_of(name, self._order))

    def parts(self, name: str) -> NameParts:
        """Parts of a name that the file says is a person's, whatever words it has."""
        return parts_of(name, self._order)
