"""Whose lines the report has: those who work here, and those gone since who still did something in these days."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from reports.activity.counting import OTHERS, Sight


@dataclass(frozen=True)
class Person:
    """A line of the report. `works` is false for who was switched off."""

    pk: int
    name: str
    works: bool


def people(seen: Sight, busy: set[int]) -> list[Person]:
    """By name; one statement. The others, as one line, stand last."""
    rows = User.objects.filter(is_system=False).filter(Q(is_active=True) | Q(pk__in=busy))
    if not seen.everybody:
        rows = rows.filter(pk__in=seen.people)
    found = [Person(row.pk, row.full_name, row.is_active) for row in rows.order_by("last_name", "first_name", "pk")]
    if OTHERS in busy:
        found.append(Person(OTHERS, _("Others"), works=False))
    return found
