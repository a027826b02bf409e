"""A card of the demo base before it is written."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from customers.normalise.names import full_name


class Point(NamedTuple):
    """A phone or e-mail as typed, and what normalising makes of it."""

    kind: str
    raw: str
    value: str
    problem: str = ""
    label: str = ""


@dataclass(slots=True)
class Card:
    """A client and the ways to reach him; `moment` is seconds since 1970."""

    kind: str
    city: str
    moment: int
    name: str = ""
    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    sex: str = ""
    birth_date: dt.date | None = None
    position: str = ""
    inn: str = ""
    kpp: str = ""
    source: str = ""
    note: str = ""
    tags: tuple[int, ...] = ()
    """Places in the list of tags that the base gets."""
    points: list[Point] = field(default_factory=list)
    code: str = ""
    """Who it is, and which of his cards: `17-0`, `17-1`. Empty where nobody asks."""

    def rename(self, last_name: str, first_name: str, middle_name: str) -> None:
        """Set the parts of a person's name and the name made of them."""
        self.last_name, self.first_name, self.middle_name = last_name, first_name, middle_name
        self.name = full_name(last_name, first_name, middle_name)
