"""Letters of the two keyboards and of Russian names written in Latin."""

from collections.abc import Iterator
from itertools import islice, product

LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
TO_CYRILLIC = str.maketrans(LATIN_KEYS, CYRILLIC_KEYS)
TO_LATIN = str.maketrans(CYRILLIC_KEYS, LATIN_KEYS)
LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
READINGS = 6
"""A name in Latin letters can be read in many ways; the likely ones come first."""
LONGEST_CHUNK = 4
CONSONANTS = frozenset("bcdfghjklmnpqrstvwxz'")
VOWELS = frozenset("aeiou")
# What a chunk of Latin letters may stand for; the longest chunk wins.
CHUNKS: dict[str, tuple[str, ...]] = {
    "shch": ("щ",), "sch": ("щ", "ш"), "zh": ("ж",), "kh": ("х",), "ts": ("ц",), "tz": ("ц",), "ch": ("ч",),
    "sh": ("ш",), "yu": ("ю",), "iu": ("ю", "иу"), "ju": ("ю",), "ya": ("я",), "ia": ("ия", "я"), "ja": ("я",),
    "yo": ("е",), "ye": ("е",), "je": ("е",), "iy": ("ий",), "yy": ("ый",), "x": ("кс", "х"),
    "a": ("а",), "b": ("б",), "c": ("к", "ц"), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("х",),
    "i": ("и",), "j": ("й", "ж"), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",),
    "q": ("к",), "r": ("р",), "s": ("с",), "t": ("т",), "u": ("у",), "v": ("в",), "w": ("в",), "z": ("з",),
    "'": ("ь", ""),
}  # fmt: skip


def has_latin(text: str) -> bool:
    """Whether a Latin letter stands in the text."""
    return any("a" <= letter <= "z" for letter in text)


def has_cyrillic(text: str) -> bool:
    """Whether a Cyrillic letter stands in the text."""
    return any("а" <= letter <= "я" or letter == "ё" for letter in text)


def other_layout(text: str) -> str:
    """What the same keys give in the other layout; the text is in lower case and of one alphabet."""
    return text.translate(TO_LATIN if has_cyrillic(text) else TO_CYRILLIC)


def readings(text: str) -> list[str]:
    """Russian words that may stand behind Latin letters, the likely first."""
    choices = list(_choices(text))
    return ["".join(parts) for parts in islice(product(*choices), READINGS)]


def _choices(text: str) -> Iterator[tuple[str, ...]]:
    at = 0
    while at < len(text):
        size = next((size for size in range(LONGEST_CHUNK, 0, -1) if text[at : at + size] in CHUNKS), 1)
        chunk, before, after = text[at : at + size], text[at - 1 : at], text[at + size : at + size + 1]
        yield _readings_of(chunk, before, after)
        at += size


def _readings_of(chunk: str, before: str, after: str) -> tuple[str, ...]:
    if chunk in {"ya", "yu", "ye", "yo"} and before in CONSONANTS:
        (letter,) = CHUNKS[chunk]
        return (f"ь{letter}", letter)
    if chunk == "l" and after in CONSONANTS - {"l"}:
        return ("ль", "л")
    if chunk == "e" and before in {"", " ", *VOWELS}:
        return ("е", "э")
    if chunk == "y":
        if before in VOWELS:
            return ("й",)
        return ("ы",) if after.isalpha() else ("ий", "ы", "й")
    return CHUNKS.get(chunk, (chunk,))
