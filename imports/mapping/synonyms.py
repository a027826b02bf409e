"""What a heading means by its words: exactly, without a number at its end, after a dot, or by a word in it."""

import re
from collections.abc import Mapping as AnyMapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from core.registries.import_targets import Target
from imports.mapping.headings import fold, without_number

EXACT, NUMBERED, JOINED, WORD = 0.95, 0.9, 0.85, 0.6
# «Контрагент.ИНН», «Контакт: Имя», «Контакты / Телефон»: what is said of whom we bring in.
PREFIX = re.compile(
    r"^(?:контрагент|клиент|покупатель|партнер|контакт|контактное лицо|контакты|заказчик|гость|client|customer|contact"
    r"|contacts|гражданин|пациент|пользователь|реквизиты)(?:\s*[./|>]\s*|\s*-\s+|\s+)(?=\S)"
)
ADDRESS_PARTS = re.compile(r"индекс|район|страна|регион|область|country|region|state|zip|postal|po box")
# Words that tell a column whatever else its heading says; the second expression tells that it is something else.
WORDS = Path(__file__).parent / "words.txt"


class Meaning(NamedTuple):
    """What a heading means; `word` is what it was known by."""

    target: str = ""
    confidence: float = 0.0
    word: str = ""


def by_heading(heading: str, targets: AnyMapping[str, Target]) -> Meaning:
    """The target that the words of the heading name; empty when they name none."""
    known = {fold(word): target.code for target in targets.values() for word in target.headings}
    for code, target in targets.items():
        known.setdefault(fold(str(target.label)), code)
        known.setdefault(fold(code), code)
        known.setdefault(fold(code.replace("_", " ")), code)
    folded = fold(heading)
    bare = without_number(folded)
    tail = PREFIX.sub("", bare)
    for text, confidence in ((folded, EXACT), (bare, NUMBERED), (tail, JOINED)):
        if text in known:
            return Meaning(known[text], confidence, text)
    for text in (tail, bare):
        for code, pattern, others in _words():
            found = pattern.search(text)
            if found and code in targets and not (others and others.search(text)):
                if code == "address" and ADDRESS_PARTS.search(text):
                    continue
                return Meaning(code, WORD, found[0])
    return Meaning()


@cache
def _words() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Words that tell a column whatever else its heading says, and what makes it something else."""
    found = []
    for text in WORDS.read_text(encoding="utf-8").splitlines():
        if not text.startswith("#"):
            code, _mark, rest = text.partition(" :: ")
            pattern, _mark, others = rest.partition(" ::")
            found.append((code, re.compile(pattern), re.compile(others.strip()) if others.strip() else None))
    return tuple(found)
