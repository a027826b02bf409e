"""«What this person sees»: rights in words, counts, and some clients as they look to him. Journalled."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import journal
from accounts import field_rights, scope
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import GROUPS, Scope
from accounts.rights import guards, trail
from accounts.rights.words import ACCESS
from accounts.trail import USER
from core.registries.fields import Field, catalogue, fields
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from office.access import for_keepers_of_rights
from office.rights.impact import Counts, clients_by_person
from office.rights.impact import seen as counted
from office.users import finding

SAMPLE = 10


@dataclass(frozen=True)
class Shown:
    """A client as the person sees him."""

    title: str
    phone: str
    email: str
    city: str
    responsible: str


@require_safe
@never_cache
@for_keepers_of_rights
def sees(request: UserRequest, pk: int) -> HttpResponse:
    """Read only: nothing here acts as that person."""
    person = finding.one(pk)
    reach = scope.reach(person)
    journal.record(trail.LOOKED_AS, by=request.user, object_type=USER, object_id=person.pk)
    counts = clients_by_person()
    context = {
        "person": person,
        "scope": Scope(person.role.scope).label,
        "everything": reach.everything,
        "people": _whose(reach, counts),
        "clients": counted(reach, counts),
        "all_clients": sum(counts.values()),
        "groups": _rights(person),
        "fields": [(field.label, ACCESS[field_rights.access(person, field)]) for field in catalogue().values()],
        "sample": sample(person, request.user) if guards.within(request.user.role, person.role) else [],
    }
    return render(request, "office/users/sees.html", context)


def _whose(reach: scope.Reach, counts: Counts) -> list[tuple[User, int]]:
    found = User.objects.filter(pk__in=reach.people).order_by("last_name", "first_name", "pk")
    return [(user, counts.get(user.pk, 0)) for user in found]


def _rights(person: User) -> list[tuple[object, list[tuple[object, object, bool]]]]:
    return [(title, [(one.label, told, person.has(one)) for one, told in rights]) for title, rights in GROUPS]


def sample(person: User, reader: User) -> list[Shown]:
    """Some clients that both may see, each value as the one of them sees it who may see less."""
    rows = Customer.objects.visible_to(person) & Customer.objects.visible_to(reader)
    chosen = list(rows.active().with_responsible().order_by("sort_name", "pk")[:SAMPLE])
    points = ContactPoint.objects.primary_of(row.pk for row in chosen).order_by("pk")
    found = {(one.customer_id, one.kind): display_contact(one.kind, one.value, one.raw) for one in points}
    both = (person, reader)
    return [
        Shown(
            title=row.title,
            phone=_least(both, fields.get("phone"), found.get((row.pk, ContactKind.PHONE), "")),
            email=_least(both, fields.get("email"), found.get((row.pk, ContactKind.EMAIL), "")),
            city=_least(both, fields.get("city"), row.city),
            responsible=row.responsible.full_name if row.responsible else "",
        )
        for row in chosen
    ]


def _least(people: Iterable[User], field: Field, value: str) -> str:
    access = field_rights.lowest(*(field_rights.access(one, field) for one in people))
    return field_rights.as_allowed(access, field, value)
