"""What stands for a name where there is no room for it: two letters and a colour."""

import re
import zlib
from functools import cache
from pathlib import Path

HUES = 10
"""How many named hues the style sheet has (`.hue-0` to `.hue-9`)."""

WORDS = re.compile(r"[^\W\d_]+")


@cache
def legal_forms() -> frozenset[str]:
    """Words of company names that say nothing of which company it is, in lower case."""
    return frozenset((Path(__file__).parent / "legal_forms.txt").read_text(encoding="utf-8").split())


def initials(name: str) -> str:
    """Two capital letters for an avatar: of the first two words, or of the only one; '?' when there is nothing."""
    words: list[str] = WORDS.findall(name)
    telling = [word for word in words if word.lower() not in legal_forms()] or words
    if not telling:
        return name.strip()[:2] or "?"
    if len(telling) == 1:
        return telling[0][:2].upper()
    return (telling[0][0] + telling[1][0]).upper()


def hue(name: str) -> int:
    """A hue that the same name always gets, on every machine: 0 to 9."""
    return zlib.crc32(name.strip().lower().encode()) % HUES
