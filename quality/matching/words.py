"""Words of names in the one form in which they are compared: Cyrillic, lower case, ё as е, their sound, their stem.

What stands in Latin letters was written so by a keyboard left in the other layout, or by transliteration: of the two
readings the one that is a known name wins. Names of other languages go the same way; what matters is that the same name
always gives the same word, however it was typed.
"""

import re
import unicodedata
from functools import cache, lru_cache
from gzip import GzipFile
from pathlib import Path

from customers.search.letters import CYRILLIC_KEYS, LATIN_KEYS

DATA = Path(__file__).parent / "data"
KEPT = 200_000
"""Words whose form is remembered: those of a base come again and again."""
YO = str.maketrans({"ё": "е", "’": "'", "`": "'"})
LAYOUT = str.maketrans(LATIN_KEYS + '{}:"<>~', CYRILLIC_KEYS + "хъжэбюе")
# Whatever the scheme: shch, sch, shh; kh, h, x; ts, c; iu, ju, yu; ia, ja, ya; -iy, -ij, -yy. The longest wins.
LATIN = {
    "aya": "ая", "oya": "оя", "aja": "ая", "aia": "ая", "iya": "ия", "iia": "ия", "ija": "ия", "iy": "ий", "yy": "ый",
    "ij": "ий", "yj": "ый", "oy": "ой", "ay": "ай", "uy": "уй", "shch": "щ", "sch": "щ", "shh": "щ", "zh": "ж",
    "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "iu": "ю", "ju": "ю", "ya": "я", "ia": "я", "ja": "я",
    "yo": "е", "ye": "е", "je": "е", "ie": "ие", "ey": "ей", "ph": "ф", "ck": "к", "th": "т", "ee": "и", "oo": "у",
    "a": "а", "b": "б", "v": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и", "j": "й", "k": "к", "l": "л",
    "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц",
    "y": "ы", "x": "х", "w": "в", "q": "к",
}  # fmt: skip
CHUNK = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
HAS_LATIN = re.compile("[a-z]")
NOT_A_LETTER = re.compile(r"[^а-я\-]")
PATRONYMIC = re.compile(r"(?:ович|евич|ьич|[кмтнф]ич|овна|евна|ична|инична|оглы|кызы)$")
SHORTEST_TYPED = 4
"""A shorter word in the other layout may be any."""
PAIRS = (
    ("ия", "а"), ("ья", "а"), ("иа", "а"), ("ий", "и"), ("ый", "и"), ("йо", "о"), ("ио", "о"), ("йе", "е"),
    ("ие", "е"), ("ье", "е"), ("ъе", "е"), ("тьс", "ц"), ("тс", "ц"), ("дс", "ц"),
)  # fmt: skip
SOUNDS = str.maketrans("оыяюэйщебздвгж", "аиауиишипстфкш", "ъь-")
DOUBLED = re.compile(r"(.)\1+")


@cache
def first_names() -> frozenset[str]:
    """Full first names that people bear, in the one form."""
    return _listed("first_names")


@cache
def surnames() -> frozenset[str]:
    """Surnames as men have them."""
    return _listed("surnames")


@cache
def nicknames() -> dict[str, str]:
    """Every form of a name to the first of its group: of Sasha, Alexander, and of Alexandra too."""
    found: dict[str, str] = {}
    for line in (DATA / "nicknames.txt").read_text(encoding="utf-8").splitlines():
        group = [] if line.startswith("#") else [_plain(word) for word in line.split()]
        for word in group:
            found.setdefault(word, group[0])
    return found


def _listed(name: str) -> frozenset[str]:
    with (DATA / f"{name}.txt.gz").open("rb") as packed, GzipFile(fileobj=packed) as file:
        return frozenset(file.read().decode().split())


def words_of(text: str) -> list[str]:
    """The words of a name, each in the one form; signs that are no letters are left out."""
    return [word for part in unicodedata.normalize("NFKC", text).split() if (word := one_form(part))]


@lru_cache(KEPT)
def one_form(word: str) -> str:
    """Cyrillic, lower case, ё as е; empty where there is no letter."""
    lower = word.lower().translate(YO)
    if not HAS_LATIN.search(lower):
        return NOT_A_LETTER.sub("", lower).strip("-")
    read = _plain(lower)
    if len(word) < SHORTEST_TYPED or is_name(read):
        return read
    typed = NOT_A_LETTER.sub("", word.lower().translate(LAYOUT).translate(YO))
    return typed if is_name(typed) or PATRONYMIC.search(typed) else read


def _plain(word: str) -> str:
    """By transliteration alone."""
    lower = unicodedata.normalize("NFKD", word.lower()).replace("и\u0306", "й").translate(YO)
    return NOT_A_LETTER.sub("", CHUNK.sub(lambda found: LATIN[found[0]], lower)).strip("-")


def is_name(word: str) -> bool:
    """Whether people bear it, as a first name, short or full, or as a surname."""
    return is_first_name(word) or stem(word) in surnames()


def is_first_name(word: str) -> bool:
    """Whether it is a first name, short or full."""
    return word in first_names() or word in nicknames()


def full_form(first: str) -> str:
    """The name a short one stands for; itself where it stands for none."""
    return nicknames().get(first, first)


@lru_cache(KEPT)
def stem(surname: str) -> str:
    """The surname as a man has it: of Ivanova, Ivanov. For comparing only."""
    if surname.endswith(("ова", "ева", "ина", "ына")) and len(surname) > 4:
        return surname[:-1]
    if surname.endswith(("ская", "цкая")):
        return surname[:-2] + "ий"
    return surname[:-2] + "ый" if surname.endswith("ая") and len(surname) > 4 else surname


@lru_cache(KEPT)
def sound(word: str) -> str:
    """How it sounds, roughly: unstressed vowels, voiced and voiceless, doubled letters are one."""
    for written, heard in PAIRS:
        if written in word:
            word = word.replace(written, heard)
    return DOUBLED.sub(r"\1", word.translate(SOUNDS))
