"""Cities and addresses in the form in which they are compared."""

import re
from functools import cache, lru_cache
from pathlib import Path

from quality.matching.words import CHUNK, HAS_LATIN, KEPT, LATIN, YO

DATA = Path(__file__).parent / "data"
TOWN = re.compile(r"^(?:г|гор|город|пгт|пос|поселок|с|село|дер|деревня|ст-ца)[.\s]+(?=\S)|,.*$")
NOT_OF_A_NAME = re.compile(r"[^\w\-]+")
WORD = re.compile(r"[a-zа-я]+|\d+")
SAID = frozenset({
    "россия", "рф", "г", "гор", "город", "ул", "улица", "пр", "просп", "проспект", "пер", "переулок", "ш", "шоссе",
    "б", "бул", "бульвар", "наб", "набережная", "пл", "площадь", "проезд", "туп", "мкр", "микрорайон", "обл", "область",
    "край", "респ", "республика", "р", "н", "район", "д", "дом", "к", "корп", "корпус", "стр", "строение", "кв",
    "квартира", "оф", "офис", "подъезд", "этаж", "street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive",
    "house", "flat", "apt", "the",
})  # fmt: skip
"""Words that every address has."""
LONGEST, LONGEST_PLACE = 200, 50


@cache
def _cities() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in (DATA / "cities.txt").read_text(encoding="utf-8").splitlines():
        names = [] if line.startswith("#") else [name.replace("_", " ") for name in line.split()]
        for name in names:
            found.setdefault(name, names[0])
    return found


@lru_cache(KEPT)
def read_city(text: str) -> str:
    """The one name of a city: of «г. Спб», «санкт-петербург»."""
    lower = " ".join(NOT_OF_A_NAME.sub(" ", TOWN.sub("", text.strip().lower().translate(YO))).split())
    if found := _cities().get(lower):
        return found
    return CHUNK.sub(lambda chunk: LATIN[chunk[0]], lower)[:100] if HAS_LATIN.search(lower) else lower[:100]


def read_address(text: str) -> tuple[str, str]:
    """(words that tell, numbers): «ул. Ленина, д. 5, кв. 7» is («ленина», «5 7»)."""
    found = WORD.findall(text.lower().translate(YO))
    words = " ".join(word for word in found if not word.isdigit() and word not in SAID)
    numbers = " ".join(word for word in found if word.isdigit())
    return words[:LONGEST].strip(), numbers[:LONGEST_PLACE].strip()
