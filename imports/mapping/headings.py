"""Headings as they are compared: without case, ё, stars, colons and doubled spaces."""

import hashlib
import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import gettext_lazy, override

REASON = gettext_lazy("Why not brought in (Kartoteka)")
"""Heading of the column that we add to rows that were not brought in."""

SPACES = re.compile(r"\s+")
MARKS = str.maketrans({"ё": "е", "*": " ", ":": " ", "‑": "-", "–": "-", "—": "-"})
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
NUMBER = re.compile(r"\d+")
SUFFIX = re.compile(r"[\s_#№(]*\d+\)?$")


def fold(heading: str) -> str:
    """The heading as it is looked up."""
    text = INVISIBLE.sub("", heading).casefold().translate(MARKS)
    return SPACES.sub(" ", text).strip(" \"'«»;,")


def without_number(folded: str) -> str:
    """«телефон 2», «телефон (2)», «phone_2» as «телефон», «phone»; a heading of digits alone stays."""
    return SUFFIX.sub("", folded).strip() or folded


def any_number(folded: str) -> str:
    """«phone 1 - value» as «phone {n} - value», the way lists of headings write it."""
    return NUMBER.sub("{n}", folded)


def is_ours(heading: str) -> bool:
    """Whether we wrote the column, in whatever language: it is left out when the rows come back."""
    return fold(heading) in _ours()


def fingerprint(headings: Iterable[str]) -> str:
    """The same for files of one shape, in whatever order their columns stand, and for rows of it that came back."""
    ours = _ours()
    folded = sorted(text for text in map(fold, headings) if text not in ours)
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()


@cache
def _ours() -> frozenset[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(fold(str(REASON)))
    return frozenset(found)
