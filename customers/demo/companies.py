"""A company of the demo base: an invented name, a number of its city, an address at its own domain."""

from random import Random

from customers.choices import CustomerKind, Sex
from customers.demo.cards import Card, Point
from customers.demo.emails import company_point, personal_point
from customers.demo.people import PHONES_EACH
from customers.demo.phones import city_number, mobile, phone_point
from customers.demo.tables import City, Words
from customers.normalise.names import short_name

SOLE_TRADERS = 0.22


def make_company(rng: Random, words: Words, number: int, moment: int) -> Card:
    """Return the company of this number."""
    city = words.cities.draw(rng)
    card = Card(CustomerKind.COMPANY.value, city.name, moment)
    if rng.random() < SOLE_TRADERS:
        _sole_trader(rng, words, card)
    else:
        title = _title(rng, words, city)
        card.name = f"{words.company['form'].draw(rng)} «{title}»"
        if rng.random() < 0.8:
            latin = title.lower().translate(words.latin)
            card.points.append(company_point(rng, latin, words.company["mailbox"].draw(rng)))
    card.points = [*_phones(rng, words, number, city), *card.points]
    return card


def _sole_trader(rng: Random, words: Words, card: Card) -> None:
    sex = Sex.FEMALE.value if rng.random() < 0.4 else Sex.MALE.value
    form = 1 if sex == Sex.FEMALE else 0
    last = words.surnames["slavic"].draw(rng)[form]
    first = words.first_names["slavic", sex].draw(rng)
    middle = words.patronymics["slavic"].draw(rng)[form]
    card.name = f"{words.company['person_form'].draw(rng)} {short_name(last, first, middle)}"
    latin = last.lower().translate(words.latin), first.lower().translate(words.latin)
    card.points.append(personal_point(rng, *latin, None))


def _title(rng: Random, words: Words, city: City) -> str:
    part = {name: table.draw(rng) for name, table in words.company.items()}
    surname = words.surnames["slavic"].draw(rng).male
    shape = rng.randrange(7)
    if shape == 0:
        return f"{part['adjective']} {part['noun'].lower()}"
    if shape == 1:
        return f"{part['noun']}-{part['suffix']}"
    if shape == 2:
        return f"{part['noun']} {part['place']}"
    if shape == 3:
        return f"{part['trade']} {part['place']}"
    if shape == 4:
        return f"{surname} {part['tail']}"
    if shape == 5:
        return f"{part['noun']}-{part['suffix']} {city.name}"
    return f"{part['trade']} „{part['adjective']} {part['noun'].lower()}“"


def _phones(rng: Random, words: Words, number: int, city: City) -> list[Point]:
    points = []
    if rng.random() < 0.7:
        points.append(phone_point(rng, city_number(rng, city.code)))
    if not points or rng.random() < 0.35:
        points.append(phone_point(rng, mobile(number * PHONES_EACH), words.company["label"].draw(rng)))
    return points
