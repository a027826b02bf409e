"""To whom each client goes: the same answer before the act and in it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Lower, Replace, Trim
from django.utils.translation import gettext as _

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from customers.models import Customer


class Way(StrEnum):
    """How the clients are shared out."""

    ONE = "one"
    EVENLY = "evenly"
    CITY = "city"


CITY_KEY = "replace(lower(btrim(c.city)), '\u0451', '\u0435')"
# The items are numbered without holes in the order of clients' ids, so the share of each is known beforehand.
RECEIVER = (
    f"COALESCE((%(cities)s::jsonb ->> {CITY_KEY})::bigint,"
    " (%(to)s::bigint[])[1 + ((i.seq - 1) %% cardinality(%(to)s::bigint[]))::integer])"
)


@dataclass(frozen=True)
class Plan:
    """Whose clients go, and to whom. `to` takes turns; a city named in `cities` goes to its own person."""

    leaver: int
    way: Way
    to: tuple[int, ...]
    cities: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> "Plan":
        """From the params of an operation."""
        return cls(params["from"], Way(params["way"]), tuple(params["to"]), dict(params.get("cities", {})))

    def params(self) -> dict[str, Any]:
        """For the operation."""
        return {"from": self.leaver, "way": self.way.value, "to": list(self.to), "cities": dict(self.cities)}

    @property
    def receivers(self) -> set[int]:
        """Everybody who may get somebody."""
        return {*self.to, *self.cities.values()}


def city_key(city: str) -> str:
    """As the statement compares cities."""
    return city.strip().lower().replace("\u0451", "\u0435")


def clients_of(leaver: int, reader: User) -> "QuerySet[Customer]":
    """Those that go, in the archive too: nobody keeps what a person who has left keeps."""
    return Customer.objects.visible_to(reader).filter(responsible=leaver)


def cities_of(leaver: int, reader: User) -> list[tuple[str, int]]:
    """(city, how many), most first; the most usual writing of a city stands for it."""
    rows = clients_of(leaver, reader).exclude(city="").order_by().values_list("city").annotate(n=Count("pk"))
    spelt: dict[str, tuple[int, str]] = {}
    counts: Counter[str] = Counter()
    for city, count in rows:
        key = city_key(city)
        counts[key] += count
        spelt[key] = max(spelt.get(key, (0, "")), (count, city.strip()))
    found = [(spelt[key][1], count) for key, count in counts.items()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def shares(plan: Plan, reader: User) -> dict[int, int]:
    """How many each receiver gets, exactly as the act will give them."""
    rows = clients_of(plan.leaver, reader).order_by()
    if plan.way != Way.CITY:
        total = rows.count()
        return {pk: (total - place + len(plan.to) - 1) // len(plan.to) for place, pk in enumerate(plan.to)}
    key = Replace(Lower(Trim(F("city"))), Value("\u0451"), Value("\u0435"))
    found: Counter[int] = Counter()
    for city, count in rows.annotate(key=key).values_list("key").annotate(n=Count("pk")):
        found[plan.cities.get(city, plan.to[0])] += count
    return dict(found)


def able(reader: User) -> "QuerySet[User]":
    """Who can receive: people who work here and see clients, within the reach of who hands over."""
    people = User.objects.filter(
        is_active=True, is_system=False, role__permissions__contains=[Permission.VIEW_CUSTOMERS.value]
    )
    reach = scope.reach(reader)
    return people if reach.everything else people.filter(pk__in=reach.people)


def check(plan: Plan, reader: User) -> None:
    """Raises DomainError: `nobody`, `two`, `receiver`, `leaver`."""
    if not scope.reach(reader).includes(plan.leaver):
        raise DomainError(_("These are not clients that you may hand over."), code="leaver")
    if not plan.to or (plan.way == Way.EVENLY and len(plan.to) < 2):
        told = _("Choose at least two people.") if plan.way == Way.EVENLY else _("Choose who gets the clients.")
        raise DomainError(told, code="two" if plan.way == Way.EVENLY else "nobody")
    if plan.leaver in plan.receivers:
        raise DomainError(_("Nobody can hand clients over to himself."), code="receiver")
    if able(reader).filter(pk__in=plan.receivers).count() != len(plan.receivers):
        raise DomainError(_("Some of these people cannot look after clients."), code="receiver")


def names(ids: Sequence[int] | set[int]) -> dict[int, str]:
    """Of people, by id."""
    return {user.pk: user.full_name for user in User.objects.filter(pk__in=ids).order_by("pk")}
