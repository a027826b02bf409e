"""Patterns that an administrator gives a text field, matched in time that grows with the text and no faster.

Python's own engine tries every way to match: `(a+)+` on thirty letters stops a process for minutes. RE2 cannot; it has
no look-around and no back-references instead, and a pattern with them is refused when the field is saved.
"""

import re
from functools import lru_cache
from typing import Any

import re2

MEMORY = 8 * 1024 * 1024
"""Of one pattern: `((a{99}){99}){99}` is refused instead of taking it all."""
LETTERS = r"\p{L}\p{N}_"
_PART = re.compile(r"\\.|\[:\^?\w+:\]|\[\^?\]?|\]", re.DOTALL)


def is_readable(pattern: str) -> bool:
    """Whether RE2 understands it."""
    return _compiled(pattern) is not None


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text is as the pattern says; a pattern nobody can read holds nothing back."""
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(text) is not None


@lru_cache(maxsize=1_000)
def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    try:
        return re2.compile(_with_all_letters(pattern), options)
    except re2.error:
        return None


def _with_all_letters(pattern: str) -> str:
    """RE2 takes `\\w` for Latin letters only; names are written in others too."""
    inside = False

    def said(found: re.Match[str]) -> str:
        nonlocal inside
        part = found[0]
        if part == r"\w":
            return LETTERS if inside else f"[{LETTERS}]"
        if part == r"\W" and not inside:
            return f"[^{LETTERS}]"
        if part.startswith("["):  # `[:alpha:]` stands inside of another
            inside = True
        elif part == "]":
            inside = False
        return part

    return _PART.sub(said, pattern)
