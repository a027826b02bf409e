"""Personal data: every concrete field of every model is declared personal or not.

A test walks all models; an undeclared field fails it and prints the line to paste. From the same declarations a person
gets a copy of all that is kept about him, and from them he is erased.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from core.registry import Registry


class OnErase(StrEnum):
    """What becomes of rows when the person they tell of is erased."""

    DELETE = "delete"
    """The rows go."""
    BLANK = "blank"
    """The rows stay for what they count; their personal fields are emptied, but for those of `stays`."""
    KEEP = "keep"
    """The rows stay as they are; `basis` says by which law."""


@dataclass(frozen=True, kw_only=True)
class PersonalModel:
    """What one model holds about people.

    `personal` fields are exported to the person and erased; `plain` fields say nothing of anybody.
    """

    code: str
    """The model's label in lower case, such as `customers.contactpoint`."""
    personal: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    subject: str = ""
    """Lookup from a row to the client it tells of, such as `customer`; empty: nobody, or staff."""
    also: tuple[str, ...] = ()
    """Foreign keys to other clients the row tells of just as well: both ends of a relation."""
    on_merge: str = ""
    """How rows move when two clients become one: `move`, `keep` or `drop`; empty when there is no subject."""
    on_erase: str = ""
    """A value of `OnErase`. Empty: history and rows with personal fields go, rows without any stay, rows of which each
    client has one (their key is his) are emptied."""
    blanks: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What stands in an emptied field that may not be empty, or what else an emptied row gets."""
    stays: tuple[str, ...] = ()
    """Personal fields that an emptied row keeps; `basis` says by which law."""
    basis: str | Promise = field(default="", compare=False)
    """Why something stays after an erasure, with the article of the law."""
    label: str | Promise = field(default="", compare=False)
    """Heading of its rows in a person's copy and in a plan; empty: the model's own name."""
    tell: Callable[[Sequence[dict[str, Any]]], Sequence[dict[str, Any]]] | None = None
    """Puts stored values of rows into words for a person's copy: keys of own fields, secrets."""
    strike: tuple[str, ...] = ()
    """Of rows of staff: texts where a client may be named; such a name is struck out when he is erased."""
    weight: int = 100
    reason: str = field(default="", compare=False)
    """Why a model without a subject holds personal fields all the same (staff accounts)."""


personal_models: Registry[PersonalModel] = Registry("personal_models", "what each model holds about people")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whom an erasure is about: all his cards, what he is called, how he is reached."""

    customer_ids: tuple[int, ...]
    names: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """(kind of contact point, value in its one form)."""
    pattern: str = ""
    """Regular expression, of PostgreSQL and Python alike, that finds him in a text; empty: no sure marks."""
    contact_pattern: str = ""
    """The same by his phones and addresses alone, which no namesake shares."""
    objects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Labels of models to keys of the rows that tell of him."""


@dataclass(frozen=True, kw_only=True)
class ErasurePart:
    """Traces of a person that no foreign key leads to: rows on their way in, files, addresses not to be written to.

    All callables work inside the one transaction of an erasure, before rows are deleted; `erase` is safe to run twice.
    """

    code: str
    label: str | Promise
    count: Callable[[Person], int]
    """How many there are, for the plan."""
    erase: Callable[[Person, str], int]
    """(person, number of the act): take them away; returns how many."""
    says: str | Promise = ""
    """What is done with them, in the plan; empty: they go."""
    basis: str | Promise = ""
    """Where something of them stays: by which law. The plan and the act then tell them among what stays."""
    blocks: Callable[[Person], Sequence[str]] | None = None
    """Why he cannot be erased right now, in words: a job is writing his rows."""
    notes: Callable[[Person], Sequence[str]] | None = None
    """What the approver should know, in words: an import that can be undone brought him."""
    weight: int = 100


@dataclass(frozen=True, kw_only=True)
class PersonCards:
    """Other cards of the same person, such as those merged into his."""

    code: str
    others: Callable[[Sequence[int]], Sequence[int]]
    """(ids of clients): ids of the others."""
    weight: int = 100


erasure_parts: Registry[ErasurePart] = Registry("erasure_parts", "traces of a person beside rows that point at him")
person_cards: Registry[PersonCards] = Registry("person_cards", "which cards are of one and the same person")
