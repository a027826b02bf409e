"""Names as they are sorted and shortened."""

import re

LONGEST = 300
QUOTES = re.compile(r"[«»„“”‟\"'`]+")
SPACES = re.compile(r"\s+")
YO = str.maketrans("ёЁ", "еЕ")


def full_name(last_name: str, first_name: str, middle_name: str) -> str:
    """Return the parts in the Russian order: surname, first name, patronymic."""
    return " ".join(part for part in (last_name, first_name, middle_name) if part)


def sort_name(name: str) -> str:
    """Return what the list sorts by: lower case, ё as е, without quotes and doubled spaces.

    Empty only for an empty name, so that a name of quotes alone still stands somewhere.
    """
    folded = SPACES.sub(" ", name.translate(YO).lower()).strip()
    bare = SPACES.sub(" ", QUOTES.sub("", folded)).strip()
    return (bare or folded or name)[:LONGEST]


def short_name(last_name: str, first_name: str, middle_name: str) -> str:
    """Return the surname with initials: Морозова Е. В."""
    initials = " ".join(f"{part[0]}." for part in (first_name, middle_name) if part)
    return " ".join(part for part in (last_name or first_name, initials if last_name else "") if part)
