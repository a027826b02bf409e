"""A card brought to the form in which it is compared: one program for the form, the import and the job."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from customers.choices import ContactKind, CustomerKind
from quality.matching.companies import read_company
from quality.matching.contacts import match_email, match_phone
from quality.matching.persons import read_person, sound_of_first
from quality.matching.places import read_address, read_city
from quality.matching.words import sound

VERSION = 1
"""Raised with every change of what normalising gives: then all rows are made again."""
MOST_POINTS = 5
BETWEEN, WITHIN = "\x1e", "\x1f"
SEPARATORS = dict.fromkeys(map(ord, BETWEEN + WITHIN))
"""What a person typed is kept free of them, as `read_cards.sql` does."""


class Said(NamedTuple):
    """What a card says, in the order of `read_cards.sql`."""

    customer: int
    kind: str
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    name: str = ""
    birth_date: dt.date | None = None
    city: str = ""
    address: str = ""
    inn: str = ""
    kpp: str = ""
    points: str = ""
    """Kind, value, raw apart by U+001F, points apart by U+001E."""
    digest: int = 0


class Compared(NamedTuple):
    """A row of `MatchCard`, but for what the database makes itself; its columns in their order."""

    customer_id: int
    made_of: int
    kind: str
    last: str
    last_sound: str
    first: str
    nick: str
    first_sound: str
    middle: str
    born: dt.date | None
    city: str
    address: str
    place: str
    inn: str
    kpp: str
    phones: list[str]
    emails: list[str]


def compared(said: Said) -> Compared:
    """The row of one card."""
    phones, emails = _points(said.points)
    address, place = read_address(said.address) if said.address else ("", "")
    last, first, nick, first_sound, middle = _company(said) if said.kind == CustomerKind.COMPANY else _person(said)
    return Compared(
        said.customer, said.digest, said.kind, last[:100], sound(last)[:100], first[:100], nick[:100],
        first_sound[:100], middle[:100], said.birth_date, read_city(said.city) if said.city else "", address, place,
        _number(said.inn), said.kpp, phones, emails,
    )  # fmt: skip


def joined(points: Iterable[tuple[str, str, str]]) -> str:
    """(kind, value, raw) of points as `Said` holds them."""
    return BETWEEN.join(WITHIN.join(part.translate(SEPARATORS) for part in point) for point in points)


def _person(said: Said) -> tuple[str, str, str, str, str]:
    found = read_person(said.last_name, said.first_name, said.middle_name)
    if not any(found) and said.name:
        found = read_person(said.name, "", "")
    return found.last, found.first, found.nick, sound_of_first(found), found.middle


def _company(said: Said) -> tuple[str, str, str, str, str]:
    return read_company(said.name), "", "", "", ""


def _points(text: str) -> tuple[list[str], list[str]]:
    phones: dict[str, None] = {}
    emails: dict[str, None] = {}
    for point in text.split(BETWEEN) if text else ():
        kind, value, raw = point.split(WITHIN)
        if kind == ContactKind.PHONE:
            phones[match_phone(value, raw)] = None
        else:
            emails[match_email(value, raw)] = None
    return _few(phones), _few(emails)


def _few(values: dict[str, None]) -> list[str]:
    return [value for value in values if value][:MOST_POINTS]


def _number(inn: str) -> str:
    """Without those of nothing but noughts, which pass every check."""
    return inn if inn.strip("0") else ""


def rows(said: Iterable[Sequence[Any]]) -> list[Compared]:
    """Rows of cards as they were read."""
    return [compared(Said(*one)) for one in said]
