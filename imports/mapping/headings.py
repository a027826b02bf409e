"""Headings as they are compared: without case, ё, stars, colons and doubled spaces."""

import hashlib
import re
from collections.abc import Iterable

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


def fingerprint(headings: Iterable[str]) -> str:
    """The same for files of one shape, in whatever order their columns stand."""
    return hashlib.sha256("\n".join(sorted(fold(heading) for heading in headings)).encode()).hexdigest()
