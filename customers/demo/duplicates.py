"""A second card of the same client, as carelessness makes it."""

from dataclasses import replace
from random import Random

from customers.choices import ContactKind, CustomerKind
from customers.demo.cards import Card, Point
from customers.demo.people import YO
from customers.demo.phones import phone_point
from customers.demo.tables import Words

DAY = 86_400
LATEST_AFTER = 40 * DAY
MOBILE_OR_CITY = "+7"


def near_copy(rng: Random, words: Words, card: Card, last_moment: int) -> Card:
    """Return a later card with the same phone or e-mail more often than not, and the name spelt otherwise."""
    copy = replace(card, points=_points(rng, card))
    copy.moment = _later(rng, card.moment, last_moment)
    copy.code = card.code and f"{card.code.partition('-')[0]}-1"
    if card.kind == CustomerKind.COMPANY:
        copy.name = _company_name(rng, card.name)
        return copy
    _misspell(rng, words, copy)
    if rng.random() < 0.3:
        copy.birth_date = None
    if rng.random() < 0.12:
        copy.city = ""
    return copy


def _later(rng: Random, moment: int, last_moment: int) -> int:
    later = moment + rng.randrange(DAY, LATEST_AFTER)
    return later if later <= last_moment else rng.randrange(moment, last_moment + 1)


def _misspell(rng: Random, words: Words, card: Card) -> None:
    last, first, middle = card.last_name, card.first_name, card.middle_name
    luck = rng.random()
    if luck < 0.25:
        last = _typo(rng, words, last)
    elif luck < 0.35:
        first = _typo(rng, words, first)
    elif luck < 0.47:
        last, first = first, last
    elif luck < 0.57:
        last, first, middle = last.lower(), first.lower(), middle.lower()
    elif luck < 0.67:
        first, middle = f"{first[0]}.", middle and f"{middle[0]}."
    elif luck < 0.8:
        last, first, middle = last.translate(YO), first.translate(YO), middle.translate(YO)
    if rng.random() < 0.3:
        middle = ""
    card.rename(last, first, middle)


def _typo(rng: Random, words: Words, word: str) -> str:
    """Return the word with one letter lost, doubled, swapped with the next or replaced; the first one stays."""
    at = rng.randrange(1, len(word) - 1)
    head, letter, following, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    return rng.choice(
        [
            head + following + tail,
            head + letter + letter + following + tail,
            head + following + letter + tail,
            head + rng.choice(words.alphabet) + following + tail,
        ]
    )


def _company_name(rng: Random, name: str) -> str:
    """Return the name in other quotes, without them, or in capitals."""
    straight = name.replace("«", '"').replace("»", '"')
    return rng.choice([straight, straight.replace('"', ""), straight.upper(), name])


def _points(rng: Random, card: Card) -> list[Point]:
    """Keep the phone in three of four, in another notation; the e-mail in three of five, in another case."""
    points = []
    for point in card.points:
        if point.kind == ContactKind.PHONE and rng.random() < 0.75:
            points.append(_retyped(rng, point))
        elif point.kind == ContactKind.EMAIL and rng.random() < 0.6:
            points.append(point._replace(raw=point.value.upper()) if point.value and rng.random() < 0.2 else point)
    return points


def _retyped(rng: Random, point: Point) -> Point:
    return phone_point(rng, point.value.removeprefix(MOBILE_OR_CITY), point.label) if point.value else point
