"""A person of the demo base."""

import datetime as dt
from random import Random

from customers.choices import CustomerKind, Sex
from customers.demo.cards import Card, Point
from customers.demo.emails import personal_point
from customers.demo.phones import city_number, junk_point, mobile, phone_point
from customers.demo.tables import City, Words

ARMENIAN = 0.02
YOUNGEST_DAYS, OLDEST_DAYS, COMMON_DAYS = 24 * 365, 79 * 365, 37 * 365
YO = str.maketrans({"\u0451": "\u0435", "\u0401": "\u0415"})
PHONES_EACH = 3


def make_person(rng: Random, words: Words, number: int, moment: int, last_day: int) -> Card:
    """Return the person of this number; `last_day` is the ordinal of the day the base ends on."""
    city = words.cities.draw(rng)
    card = Card(CustomerKind.PERSON.value, city.name if rng.random() < 0.96 else "", moment)
    group = _group(rng, city)
    card.sex = Sex.FEMALE.value if rng.random() < 0.56 else Sex.MALE.value
    _name(rng, words, card, group)
    if rng.random() < 0.82:
        days = int(rng.triangular(YOUNGEST_DAYS, OLDEST_DAYS, COMMON_DAYS))
        card.birth_date = dt.date.fromordinal(last_day - days)
    if rng.random() < 0.03:
        card.sex = ""
    card.points = _phones(rng, words, number, city)
    if rng.random() < 0.64:
        card.points += _emails(rng, words, card)
    return card


def _group(rng: Random, city: City) -> str:
    luck = rng.random()
    if luck < ARMENIAN:
        return "armenian"
    return "turkic" if luck < ARMENIAN + city.turkic else "slavic"


def _name(rng: Random, words: Words, card: Card, group: str) -> None:
    """Give the card a name; some people write «е» for «ё», some leave the patronymic out."""
    last, middle = words.surnames[group].draw(rng), words.patronymics[group].draw(rng)
    first = words.first_names[group, card.sex].draw(rng)
    form = 1 if card.sex == Sex.FEMALE else 0
    card.rename(last[form], first, middle[form] if rng.random() < 0.88 else "")
    if rng.random() < 0.4:
        card.rename(*(part.translate(YO) for part in (card.last_name, card.first_name, card.middle_name)))


def _phones(rng: Random, words: Words, number: int, city: City) -> list[Point]:
    luck = rng.random()
    if luck < 0.05:
        return []
    if luck < 0.065:
        return [junk_point(rng, words)]
    points = [phone_point(rng, mobile(number * PHONES_EACH))]
    if luck > 0.88:
        points.append(phone_point(rng, mobile(number * PHONES_EACH + 1), words.company["label"].draw(rng)))
    if luck > 0.97:
        points.append(phone_point(rng, city_number(rng, city.code), words.company["label"].draw(rng)))
    return points


def _emails(rng: Random, words: Words, card: Card) -> list[Point]:
    last, first = card.last_name.lower().translate(words.latin), card.first_name.lower().translate(words.latin)
    points = [personal_point(rng, last, first, card.birth_date)]
    if rng.random() < 0.06:
        points.append(personal_point(rng, last, first, card.birth_date))
    return points
