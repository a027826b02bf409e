"""What goes and what stays when the trial ends, in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

from accounts import company
from accounts.models import User
from core.registries.demo import demo_tables


@dataclass(frozen=True)
class Rows:
    """One kind of thing: how many there are, and how many of them people added after the demo was made."""

    code: str
    label: str | Promise
    count: int
    own: int | None
    """None: the table cannot tell."""


@dataclass(frozen=True)
class Preview:
    """What the person confirms."""

    goes: tuple[Rows, ...]
    demo_people: int
    people: int
    """Who stays: made by hand, not of the demo."""

    @property
    def own(self) -> int:
        """Rows that people added themselves and that would go too."""
        return sum(rows.own or 0 for rows in self.goes)

    @property
    def removed(self) -> dict[str, int]:
        """Numbers for the journal and for `--json`."""
        return {rows.code: rows.count for rows in self.goes} | {"demo_users": self.demo_people}


def preview() -> Preview:
    """Exact counts. Call it outside of the transaction that removes: reading would hold what is to be emptied."""
    marks = company.current().demo or {}
    people = User.objects.filter(is_system=False)
    return Preview(
        goes=tuple(_count(code, label, marks.get(code)) for code, label in _told()),
        demo_people=people.filter(is_demo=True).count(),
        people=people.filter(is_demo=False).count(),
    )


def _told() -> Iterable[tuple[str, str | Promise]]:
    for entry in demo_tables:
        yield from entry.told.items()


def _count(code: str, label: str | Promise, last_of_demo: int | None) -> Rows:
    rows = apps.get_model(code).objects
    own = None if last_of_demo is None else rows.filter(pk__gt=last_of_demo).count()
    return Rows(code, label, rows.count(), own)


def emptied() -> list[type[Model]]:
    """Models whose tables are emptied."""
    return [apps.get_model(label) for entry in demo_tables for label in entry.goes]


def named() -> set[str]:
    """Labels of all models somebody has decided about, for the test that none is forgotten."""
    lists: list[Any] = [(*entry.goes, *entry.stays, *entry.sorted_out) for entry in demo_tables]
    return {label for labels in lists for label in labels}
