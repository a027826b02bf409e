"""Names of companies without what says nothing of which company it is."""

import re
from functools import cache, lru_cache

from core.text.names import legal_forms
from customers.cells.names import MORE_FORMS
from quality.matching.words import CHUNK, HAS_LATIN, LATIN, YO

WORD = re.compile(r"[a-zа-я0-9]+")
# Longest first: a form within another must not break it.
IN_WORDS = re.compile(
    r"(?:публичное|непубличное|открытое|закрытое)?\s*акционерное\s+общество"
    r"|общество\s+с\s+(?:дополнительной|ограниченной)\s+ответственностью"
    r"|индивидуальный\s+предприниматель|глава\s+кфх|крестьянское\s+\(?фермерское\)?\s+хозяйство"
    r"|автономная\s+некоммерческая\s+организация|некоммерческая\s+организация"
    r"|товарищество\s+с\s+ограниченной\s+ответственностью|товарищество\s+собственников\s+(?:жилья|недвижимости)"
    r"|(?:федеральное|муниципальное|государственное)?\s*(?:государственное)?\s*"
    r"(?:унитарное\s+предприятие|(?:бюджетное|казенное|автономное)\s+(?:\w+\s+)?учреждение)"
    r"|производственный\s+кооператив|потребительский\s+кооператив"
)
FORMS_IN_LATIN = frozenset({"ooo", "oao", "zao", "pao", "ao", "ip", "co", "ag", "sa", "srl", "spa", "pty", "limited"})
LONGEST = 100


@cache
def _forms() -> frozenset[str]:
    return frozenset(form.translate(YO) for form in legal_forms() | MORE_FORMS | FORMS_IN_LATIN)


@lru_cache(50_000)
def read_company(name: str) -> str:
    """Words of the name, legal form and signs left out, in Cyrillic; nothing but a form gives the form itself."""
    text = IN_WORDS.sub(" ", name.lower().translate(YO))
    words = WORD.findall(text)
    telling = [word for word in words if word not in _forms()] or words
    return " ".join(map(_in_cyrillic, telling))[:LONGEST].strip()


def _in_cyrillic(word: str) -> str:
    return CHUNK.sub(lambda found: LATIN[found[0]], word) if HAS_LATIN.search(word) else word
