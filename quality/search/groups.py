"""Pairs tied into groups: which cards may be of one client, and which of the sure pairs may be merged without asking.

A chain A≈B≈C≈D is no proof that A is D: sure pairs are joined strongest first, and only into groups of which every two
cards are a found pair. A sure pair that ends up across two groups is asked about, and so is a group too large.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

LARGEST = 6
"""A client is seldom typed in more often; such a group is looked at."""


@dataclass
class Groups:
    """What came out: of each card the least card of its group; sure pairs that have to be asked about."""

    of: dict[int, int] = field(default_factory=dict)
    demoted: list[tuple[int, int]] = field(default_factory=list)


def tie(pairs: Sequence[tuple[int, int]], sure: Iterable[tuple[int, int]]) -> Groups:
    """`pairs`: all found, (less, greater); `sure`: those of them that may be merged, strongest first."""
    found = Groups()
    for a, b in pairs:
        _join(found.of, a, b)
    for card in list(found.of):
        found.of[card] = _root(found.of, card)
    found.demoted = _across(sure, frozenset(pairs))
    return found


def _root(parents: dict[int, int], card: int) -> int:
    parents.setdefault(card, card)
    while parents[card] != card:
        parents[card] = parents[parents[card]]
        card = parents[card]
    return card


def _join(parents: dict[int, int], a: int, b: int) -> None:
    a, b = _root(parents, a), _root(parents, b)
    parents[max(a, b)] = min(a, b)


def _across(sure: Iterable[tuple[int, int]], known: frozenset[tuple[int, int]]) -> list[tuple[int, int]]:
    ordered = list(sure)
    clusters: dict[int, list[int]] = {}
    for a, b in ordered:
        one, other = clusters.setdefault(a, [a]), clusters.setdefault(b, [b])
        if one is other or len(one) + len(other) > LARGEST:
            continue
        if all((min(x, y), max(x, y)) in known for x in one for y in other):
            one.extend(other)
            clusters.update(dict.fromkeys(other, one))
    return [(a, b) for a, b in ordered if clusters[a] is not clusters[b]]
