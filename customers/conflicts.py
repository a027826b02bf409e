"""Two people at one card: what was typed against a value that somebody has changed meanwhile.

The version of a field is its value when the form was opened: two fields of one card never disturb each other.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text.actors import said
from customers.models import Customer
from customers.tracking import CUSTOMER
from customers.values import people, shown
from journal.changes import changes_of


@dataclass(frozen=True)
class Conflict:
    """One field: what I typed, what stands there now, who wrote that and when."""

    field: str
    mine: Any
    theirs: Any
    mine_text: str
    theirs_text: str
    who: str
    at: dt.datetime | None


class EditConflictError(DomainError):
    """Nothing was written: the person is asked which values stay."""

    def __init__(self, conflicts: list[Conflict]) -> None:
        super().__init__(_("Somebody has changed this meanwhile."), code="conflict")
        self.conflicts = conflicts


def refuse_conflicts(standing: Customer, new: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Compare, under the row's lock, what stands with what the form was opened with. Raises EditConflictError."""
    fields = [name for name in new if name in expected and getattr(standing, name) != expected[name]]
    if fields:
        raise EditConflictError(_describe(standing, {name: new[name] for name in fields}))


def _describe(standing: Customer, mine: Mapping[str, Any]) -> list[Conflict]:
    names = people(pk for name in mine if name == "responsible_id" for pk in (mine[name], getattr(standing, name)))
    found = []
    for name, value in mine.items():
        theirs = getattr(standing, name)
        last = next(iter(changes_of(CUSTOMER, [standing.pk], [name], limit=1)), None)
        found.append(
            Conflict(
                field=name,
                mine=value,
                theirs=theirs,
                mine_text=shown(name, value, names),
                theirs_text=shown(name, theirs, names),
                who=(said(last.actor_name) if last else "") or _("Somebody"),
                at=last.at if last else None,
            )
        )
    return found
