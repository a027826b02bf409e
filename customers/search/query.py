"""Reads what was typed: the same words in other letters, the digits of a phone, the beginning of an address."""

import re
import unicodedata
from dataclasses import dataclass

from customers.normalise.names import sort_name
from customers.normalise.phones import normalise_phone
from customers.search.letters import has_cyrillic, has_latin, other_layout, readings

LONGEST = 200
MOST_WORDS = 6
SHORT = 2
"""Up to so many letters only the beginning of the name is asked."""
PHONE_DIGITS = 3
LATIN_ADDRESS = 3
WHOLE_NUMBER = 10
# What a person puts between digits, and marks that come along when a number is copied.
PHONE = re.compile(r"[\d\s()+\-.–—\u00a0\u202f]+")
# Directions of writing and soft hyphens are not seen, but would keep words apart.
UNSEEN = re.compile(r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class Query:
    """What to look for. `variants` begin with what was typed, folded as names in the base are."""

    variants: tuple[str, ...] = ()
    digits: str = ""
    phone: str = ""
    """The whole number in its standard form, when a whole one was typed."""
    emails: tuple[str, ...] = ()
    """Beginnings of addresses."""
    number: str = ""
    """What was typed, letter for letter: numbers of other programs know no folding."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.variants

    @property
    def is_short(self) -> bool:
        """Whether too little was typed to look inside names."""
        return len(self.variants[0]) <= SHORT

    @property
    def is_address(self) -> bool:
        """Whether it can only be an e-mail address."""
        return any("@" in email for email in self.emails)

    @property
    def others(self) -> tuple[str, ...]:
        """What was looked for beside the typed."""
        return self.variants[1:]


def read(typed: str) -> Query:
    """Return the query; an empty one when nothing readable was typed."""
    plain = clean(typed)
    folded = sort_name(plain)
    if not folded or not any(letter.isalnum() for letter in folded):
        return Query()
    digits = "".join(re.findall(r"[0-9]", plain)) if PHONE.fullmatch(plain) else ""
    if len(digits) >= PHONE_DIGITS:
        whole = normalise_phone(plain).value if len(digits) >= WHOLE_NUMBER else ""
        return Query(variants=(folded,), digits=digits, phone=whole, number=plain)
    spellings = (plain.lower(), *_other_letters(plain.lower()))
    variants = tuple(dict.fromkeys(filter(None, map(sort_name, spellings))))
    return Query(variants=variants, emails=_addresses(spellings[:2]), number=plain)


def clean(typed: str) -> str:
    """Return what can be looked for: composed letters, no unseen marks, not too long."""
    seen = UNSEEN.sub("", unicodedata.normalize("NFC", typed[: LONGEST * 2]))
    bare = "".join(letter if unicodedata.category(letter) not in {"Cc", "Cs"} else " " for letter in seen)
    return " ".join(bare.split()[:MOST_WORDS])[:LONGEST].strip()


def _other_letters(lower: str) -> list[str]:
    """The other layout first, then readings of Latin letters. Text in both alphabets was meant as it is."""
    if has_latin(lower) == has_cyrillic(lower):
        return []
    found = [other_layout(lower)]
    if lower.replace(" ", "").replace("'", "").replace("-", "").isalpha() and has_latin(lower):
        found += readings(lower)
    return found


def _addresses(spellings: tuple[str, ...]) -> tuple[str, ...]:
    found = (text for text in spellings if text.isascii() and " " not in text and len(text) >= LATIN_ADDRESS)
    return tuple(text for text in found if text.strip("@") and has_latin(text))
