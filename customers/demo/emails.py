"""E-mail addresses in domains reserved for examples."""

import datetime as dt
from random import Random

from customers.choices import ContactKind, ContactProblem
from customers.demo.cards import Point
from customers.demo.tables import Weighted

DOMAINS = Weighted(
    [
        ("mail.example.com", 40.0),
        ("post.example.com", 20.0),
        ("inbox.example.net", 15.0),
        ("box.example.org", 10.0),
        ("letters.example.net", 8.0),
        ("work.example.com", 7.0),
    ]
)
LONGEST_LABEL = 40


def personal_point(rng: Random, last: str, first: str, birth_date: dt.date | None) -> Point:
    """Return an address made of the name in Latin letters and a number."""
    number = f"{birth_date:%y}" if birth_date and rng.random() < 0.5 else str(rng.randrange(10, 10_000))
    shape = rng.randrange(4)
    if shape == 0:
        local = f"{first}.{last}{number}"
    elif shape == 1:
        local = f"{last}.{first[:1]}{number}"
    elif shape == 2:
        local = f"{first[:1]}.{last}{number}"
    else:
        local = f"{last}_{first}{number}"
    return typed_point(rng, f"{local}@{DOMAINS.draw(rng)}")


def company_point(rng: Random, title: str, mailbox: str) -> Point:
    """Return the address of a company at a domain of its own."""
    words = "".join(letter if letter.isalnum() else " " for letter in title).split()
    label = "-".join(words)[:LONGEST_LABEL].strip("-")
    return typed_point(rng, f"{mailbox}@{label}.example.com")


def typed_point(rng: Random, address: str) -> Point:
    """Return the address as somebody has typed it: sometimes in capitals, sometimes not an address at all."""
    luck = rng.random()
    if luck < 0.012:
        return Point(ContactKind.EMAIL.value, _spoilt(rng, address), "", ContactProblem.NOT_AN_EMAIL.value)
    raw = address.capitalize() if luck < 0.05 else f"{address} " if luck < 0.06 else address
    return Point(ContactKind.EMAIL.value, raw, address)


def _spoilt(rng: Random, address: str) -> str:
    local, _, domain = address.partition("@")
    return rng.choice([f"{local}@", f"{local} {domain}", f"{local}@{domain.replace('.', ',', 1)}", local])
