"""Cities, sources, positions and industries as the dictionaries write them; a city that stands only in the address."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.cleaning import CleaningCheck, Dirt, cleaning_checks
from customers.cells.names import TOWN, read_city
from customers.dictionaries.lookup import canonical_many
from customers.models import DictionaryTerm
from customers.normalise.cities import CITIES
from customers.normalise.typos import one_slip
from quality.cleaning.batch import Batch, Card

CODE = "addresses"
BY_DICTIONARY = ("city", "source", "position", "industry")
SHORTEST = 5
"""Of shorter names of cities a letter more is another city."""


def register() -> None:
    """Offer the check."""
    cleaning_checks.add(
        CleaningCheck(
            code=CODE,
            label=_("Addresses and dictionaries"),
            about=_("Cities, sources, positions and industries are written as the dictionaries write them."),
            find=find,
            kinds={
                "city_written": _("a city written otherwise"),
                "city_from_address": _("a city that stands only in the address"),
                "city_typo": _("perhaps a slip in the city"),
                "by_dictionary": _("written otherwise in the dictionary"),
            },
            advice={"city_typo": _("Choose the city of the dictionary on the card, or add this one to it.")},
            weight=40,
        )
    )


def find(batch: Batch) -> Iterator[Dirt]:
    """Each card; a city is first read as imports read it, then asked of the dictionary."""
    cities = {card.id: _city(card) for card in batch.cards}
    texts: dict[str, Any] = {code: {getattr(card, code) for card in batch.cards} for code in BY_DICTIONARY}
    texts["city"] = set(cities.values())
    written = canonical_many(texts)
    known = _known_cities(batch)
    for card in batch.cards:
        city = written["city"].get(cities[card.id], cities[card.id])
        if city != card.city:
            kind = "city_written" if card.city else "city_from_address"
            yield _sure(card, kind, {"city": city})
        elif city and (meant := _meant(city, known, batch.memory)):
            yield Dirt(kind="city_typo", customer=card.id, before={"city": city}, after={"city": meant})
        others = {
            code: written[code][text] for code in BY_DICTIONARY[1:] if (text := getattr(card, code)) in written[code]
        }
        if others:
            yield _sure(card, "by_dictionary", others)


def _sure(card: Card, kind: str, after: dict[str, str]) -> Dirt:
    before = {code: getattr(card, code) for code in after}
    if kind == "city_from_address":
        before["address"] = card.address
    return Dirt(kind=kind, customer=card.id, before=before, after=after, sure=True)


def _city(card: Card) -> str:
    """The city as it should be written, as far as its letters tell."""
    if card.city:
        return str(read_city(card.city).value or "")
    first, comma, _rest = card.address.partition(",")
    if not comma or not TOWN.match(first.strip()):
        return ""
    city = str(read_city(first.strip()).value or "")
    return city if len(city) <= 100 and not any(letter.isdigit() for letter in city) else ""


def _known_cities(batch: Batch) -> dict[str, str]:
    """Small letters to the writing, of the dictionary and of the largest cities; read once a run."""
    if "cities" not in batch.memory:
        large = " ".join(CITIES.values()).replace("_", "\u00a0").split(" ")
        found = {name.replace("\u00a0", " "): name.replace("\u00a0", " ").title() for name in large}
        terms = DictionaryTerm.objects.filter(dictionary="city", means__isnull=True).order_by("pk")
        found |= {text.lower().replace("\u0451", "\u0435"): text for text in terms.values_list("text", flat=True)}
        batch.memory["cities"] = found
        batch.memory["meant"] = {}
    known: dict[str, str] = batch.memory["cities"]
    return known


def _meant(city: str, known: dict[str, str], memory: dict[str, Any]) -> str:
    """The known city that this one is a slip of; each writing is asked once a run."""
    answers: dict[str, str] = memory["meant"]
    if city not in answers:
        typed = city.lower().replace("\u0451", "\u0435")
        is_right = typed in known or len(typed) < SHORTEST
        answers[city] = "" if is_right else next((known[one] for one in known if one_slip(typed, one)), "")
    return answers[city]
