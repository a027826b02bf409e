"""Every text one typo away: each is looked up in the index of names, which is quicker than comparing names."""

from collections.abc import Iterator
from itertools import permutations

from customers.search.letters import CYRILLIC, LATIN, has_cyrillic

SHORTEST = 4
"""In shorter words nearly everything is one typo away."""
MOST = 4000
ORDERED = 3
"""Up to so many words are tried in any order."""


def orders(text: str) -> list[str]:
    """The words of the text in every order; as typed first."""
    words = text.split()
    if len(words) > ORDERED:
        return [text]
    return list(dict.fromkeys(" ".join(words) for words in permutations(words)))


def near(text: str) -> list[str]:
    """Texts with one letter missing, doubled, swapped with its neighbour or wrong, in any order of words."""
    found: dict[str, None] = {}
    words = text.split()
    for place, word in enumerate(words):
        if len(word) < SHORTEST or not word.replace("-", "").isalpha():
            continue
        for other in _one_away(word):
            found.update(dict.fromkeys(orders(" ".join((*words[:place], other, *words[place + 1 :])))))
            if len(found) >= MOST:
                return list(found)
    return list(found)


def _one_away(word: str) -> Iterator[str]:
    alphabet = CYRILLIC if has_cyrillic(word) else LATIN
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1 and tail[0] != tail[1])
    yield from (head + tail[1:] for head, tail in cuts if tail)
    yield from (head + letter + tail[1:] for head, tail in cuts if tail for letter in alphabet if letter != tail[0])
    yield from (head + letter + tail for head, tail in cuts for letter in alphabet)
