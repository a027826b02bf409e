"""The dictionaries, drawn from by weight."""

import csv
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, NamedTuple, TypeVar

DATA = Path(__file__).parent / "data"
T = TypeVar("T")


class Weighted(Generic[T]):
    """Things drawn as often as their weights say."""

    def __init__(self, pairs: Iterable[tuple[T, float]]) -> None:
        pairs = list(pairs)
        self.things = [thing for thing, _ in pairs]
        self._sums = list(accumulate(weight for _, weight in pairs))
        self._total = self._sums[-1]

    def draw(self, rng: Random) -> T:
        """Return one of the things."""
        return self.things[bisect(self._sums, rng.random() * self._total)]


class Forms(NamedTuple):
    """A surname or patronymic of a man and of a woman."""

    male: str
    female: str


class City(NamedTuple):
    """Where clients live; `turkic` is the share of Turkic names there."""

    name: str
    code: str
    turkic: float


class Words(NamedTuple):
    """Everything the demo base is made of; people's names by group, first names by group and sex."""

    surnames: dict[str, Weighted[Forms]]
    first_names: dict[tuple[str, str], Weighted[str]]
    patronymics: dict[str, Weighted[Forms]]
    cities: Weighted[City]
    company: dict[str, Weighted[str]]
    latin: dict[int, str]
    alphabet: str


@cache
def words() -> Words:
    """Read the dictionaries, once in a process."""
    cities = ((City(row["city"], row["code"], int(row["turkic"]) / 100), row["weight"]) for row in _rows("cities"))
    latin = {row["letter"]: row["latin"] for row in _rows("translit")}
    return Words(
        surnames=_forms("surnames"),
        first_names=_grouped(
            (((row["group"], row["sex"]), row["name"], row["weight"])) for row in _rows("first_names")
        ),
        patronymics=_forms("patronymics"),
        cities=Weighted((city, float(weight)) for city, weight in cities),
        company=_grouped((row["part"], row["word"], row["weight"]) for row in _rows("company_words")),
        latin=str.maketrans(latin),
        alphabet="".join(latin),
    )


def _forms(name: str) -> dict[str, Weighted[Forms]]:
    return _grouped((row["group"], Forms(row["male"], row["female"]), row["weight"]) for row in _rows(name))


K = TypeVar("K")


def _grouped(rows: Iterable[tuple[K, T, str]]) -> dict[K, Weighted[T]]:
    groups: dict[K, list[tuple[T, float]]] = defaultdict(list)
    for key, thing, weight in rows:
        groups[key].append((thing, float(weight)))
    return {key: Weighted(pairs) for key, pairs in groups.items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
