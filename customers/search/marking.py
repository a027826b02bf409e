"""Shows in a name what was looked for."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from customers.normalise.names import YO


class Piece(NamedTuple):
    """A part of a name, marked or not."""

    text: str
    marked: bool


def pieces(name: str, variants: Iterable[str]) -> list[Piece]:
    """The name in pieces; whole when nothing of it was typed or its letters change their number in lower case."""
    folded = name.translate(YO).lower()
    words = sorted({word for variant in variants for word in variant.split()}, key=len, reverse=True)
    if len(folded) != len(name) or not words:
        return [Piece(name, marked=False)]
    found, at = [], 0
    for match in re.finditer("|".join(map(re.escape, words)), folded):
        found += [Piece(name[at : match.start()], marked=False), Piece(name[match.start() : match.end()], marked=True)]
        at = match.end()
    found.append(Piece(name[at:], marked=False))
    return [piece for piece in found if piece.text]
