"""A name typed in one box, in any order, taken apart: by a dictionary of first names and by endings."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from customers.normalise.names import YO

# One dictionary of first names for the whole product: the demo base is made of the same.
FIRST_NAMES = Path(__file__).parent.parent / "demo" / "data" / "first_names.csv"
SHORT_NAMES = Path(__file__).parent / "data" / "short_names.txt"
PATRONYMIC = re.compile(r"(?:ович|евич|ьич|[кмтнф]ич|овна|евна|ична|инична)$")
PATRONYMIC_WORDS = frozenset({"оглы", "кызы", "улы", "уулу"})
SURNAME = re.compile(r"(?:ов|ев|ин|ын|ский|цкий|ова|ева|ина|ына|ская|цкая|енко|чук|дзе|швили|ян|янц)$")
LONGEST_PART = 100


class NameParts(NamedTuple):
    """Surname, first name, patronymic."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""


def split_name(text: str) -> NameParts:
    """Return the parts; a word nobody knows is a surname first, then a first name. Nothing typed is lost."""
    words = text.split()
    middle = _take_patronymic(words)
    first = _take_first(words)
    if not first and len(words) > 1:
        first = words.pop(1)  # «surname first name» is how Russian lists are written
    if not first and middle and words and not SURNAME.search(_plain(words[0])):
        first = words.pop(0)
    if not middle and len(words) > 1 and first:
        middle = words.pop()
    return NameParts(*(part[:LONGEST_PART] for part in (" ".join(words), first, middle)))


def is_first_name(word: str) -> bool:
    """Whether the dictionary has it, in whatever case."""
    return _plain(word) in _known()


@cache
def first_name_sexes() -> Mapping[str, frozenset[str]]:
    """Of each first name of the dictionary, in small letters without yo, the sexes that bear it."""
    found: dict[str, frozenset[str]] = {}
    with FIRST_NAMES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = _plain(row["name"])
            found[name] = found.get(name, frozenset()) | {row["sex"]}
    return found


@cache
def _known() -> frozenset[str]:
    with FIRST_NAMES.open(encoding="utf-8", newline="") as file:
        names = {row["name"] for row in csv.DictReader(file)}
    names |= set(SHORT_NAMES.read_text(encoding="utf-8").split())
    return frozenset(_plain(name) for name in names)


def _take_patronymic(words: list[str]) -> str:
    for at, word in enumerate(words):
        if _plain(word) in PATRONYMIC_WORDS and at:
            found = " ".join(words[at - 1 : at + 1])
            del words[at - 1 : at + 1]
            return found
    places = [at for at, word in enumerate(words) if PATRONYMIC.search(_plain(word)) and _plain(word) not in _known()]
    # Of two («Абрамович Роман Абрамович») the one after a first name is the patronymic.
    after = [at for at in places if at and _plain(words[at - 1]) in _known()]
    at = (after or places or [-1])[-1]
    return words.pop(at) if at >= 0 and len(words) > 1 else ""


def _take_first(words: list[str]) -> str:
    places = [at for at, word in enumerate(words) if _plain(word) in _known()]
    if not places:
        return ""
    # «Роман Иван»: the surname may be a first name too; the one that cannot be a surname wins, else the later one.
    sure = [at for at in places if not SURNAME.search(_plain(words[at]))]
    return words.pop((sure or places)[-1])


def _plain(word: str) -> str:
    return word.lower().translate(YO)
