"""Labelled bases for the bench of duplicates: a CSV whose columns its headings tell, clients made of its rows.

Which column says who is who is told by its values (`rec-17-org`, `17-2`) or its heading (`cluster`). What is no field
of a card (a number of social security, a row's own number) is left out.
"""

import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from core.errors import DomainError
from customers.cells.dates import EARLIEST_BIRTH, days
from customers.choices import ContactKind, CustomerKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import normalise_contact
from customers.normalise.headings import HEADINGS
from customers.normalise.names import full_name, sort_name

COPY = re.compile(r"(?:rec-)?(\d+)-(?:org|dup-\d+|\d+)")
ENTITY = frozenset({"cluster", "cluster id", "entity", "entity id", "ent id", "person", "person id", "group", "truth"})
MORE: dict[str, frozenset[str]] = {
    "first_name": frozenset({"given name", "fname", "forename", "givenname", "name first"}),
    "last_name": frozenset({"lname", "family name", "lastname", "name last"}),
    "birth_date": frozenset({"dob", "birthdate", "born"}),
    "city": frozenset({"suburb", "locality", "place"}),
    "address": frozenset({"street number", "street", "address 1", "address 2", "address 3", "postcode", "post code",
                          "zip", "zip code", "state", "region", "house"}),
    "phone": frozenset({"phone number", "telephone", "mobile phone", "phone 1", "phone 2"}),
    "email": frozenset({"e mail", "email address", "mail"}),
}  # fmt: skip
FIELDS = (
    "last_name", "first_name", "middle_name", "full_name", "birth_date", "city", "address", "phone", "email", "inn",
    "kpp", "company",
)  # fmt: skip
AT_ONCE = 5_000
read_day = days(dt.date(2026, 11, 21))


class Labelled(NamedTuple):
    """Rows as fields of cards, and of whom each is."""

    rows: list[dict[str, list[str]]]
    entities: list[str]


def read(path: Path) -> Labelled:
    """The file. Raises DomainError when nothing in it says who is who."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = [[cell.strip() for cell in row] for row in csv.reader(file) if row]
    headings, lines = [_plain(heading) for heading in table[0]], table[1:]
    entity = _entity(headings, lines)
    fields = {at: field for at, heading in enumerate(headings) if at != entity and (field := _field(heading))}
    rows = []
    for line in lines:
        row: dict[str, list[str]] = {}
        for at, field in fields.items():
            if at < len(line) and line[at]:
                row.setdefault(field, []).append(line[at])
        rows.append(row)
    return Labelled(rows, [_who(line[entity]) for line in lines])


def write(data: Labelled) -> dict[int, str]:
    """Clients made of the rows; number of the card to who it is."""
    truth: dict[int, str] = {}
    for start in range(0, len(data.rows), AT_ONCE):
        some = data.rows[start : start + AT_ONCE]
        cards = Customer.objects.bulk_create(map(_card, some))
        truth.update(zip((card.pk for card in cards), data.entities[start : start + AT_ONCE], strict=True))
        ContactPoint.objects.bulk_create(
            point for card, row in zip(cards, some, strict=True) for point in _points(card, row)
        )
    return truth


def _plain(heading: str) -> str:
    return " ".join(re.split(r"[\s_\-]+", heading.strip().lower()))


def _entity(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> int:
    for at, heading in enumerate(headings):
        if heading in ENTITY or (lines and all(COPY.fullmatch(line[at]) for line in lines[:100])):
            return at
    raise DomainError("No column says which rows are of one person: call it cluster.", code="dataset")


def _who(value: str) -> str:
    found = COPY.fullmatch(value)
    return found[1] if found else value


def _field(heading: str) -> str:
    for field in FIELDS:
        if heading in MORE.get(field, ()) or heading in HEADINGS.get(field, ()):
            return field
    return ""


def _card(row: Mapping[str, Sequence[str]]) -> Customer:
    def said(field: str, longest: int = 100) -> str:
        return " ".join(row.get(field, ()))[:longest]

    last, first, middle = said("last_name"), said("first_name"), said("middle_name")
    name = full_name(last, first, middle) or said("full_name", 300)
    born = read_day(said("birth_date")).value
    if not isinstance(born, dt.date) or born < EARLIEST_BIRTH:
        born = None
    if not last and not first:
        last = said("full_name")
    return Customer(
        kind=CustomerKind.PERSON, last_name=last, first_name=first, middle_name=middle, name=name,
        sort_name=sort_name(name), birth_date=born, city=said("city"), address=", ".join(row.get("address", ()))[:500],
        company=said("company", 300),
    )  # fmt: skip


def _points(card: Customer, row: Mapping[str, Sequence[str]]) -> list[ContactPoint]:
    points = []
    for kind in (ContactKind.PHONE, ContactKind.EMAIL):
        for position, raw in enumerate(row.get(kind.value, ())):
            found = normalise_contact(kind, raw)
            points.append(
                ContactPoint(
                    customer=card, kind=kind, raw=raw, value=found.value, problem=found.problem or "",
                    position=position, is_primary=position == 0,
                )
            )  # fmt: skip
    return points
