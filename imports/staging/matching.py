"""Finds the clients that rows may be: a question for each key and batch, never one for a row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from accounts.models import User
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer, ExternalId
from customers.models.customer import CustomerQuerySet
from customers.normalise.names import sort_name
from imports.cleaning.rows import CleanRow
from imports.staging.rules import Rules

Found = dict[str, list[int]]
"""Value of a key to ids of clients, in the order of ids."""


class Candidate(NamedTuple):
    """A client, and the key that found him."""

    customer: int
    key: str


def seen_by(reader: User) -> CustomerQuerySet:
    """Clients the importer may see; commands without `--user` act for the system, which never signs in and sees all."""
    return Customer.objects.all() if reader.is_system else Customer.objects.visible_to(reader)


def key_values(row: CleanRow, key: str) -> list[str]:
    """What a row says for a key."""
    if key == "phone":
        return [point.value for point in row.phones]
    if key == "email":
        return [point.value for point in row.emails]
    if key == "name_birth_date":
        name, born = row.values.get("full_name"), row.values.get("birth_date")
        return [f"{sort_name(str(name))}\n{born}"] if name and born else []
    value = row.values.get(key)
    return [str(value)] if value else []


def candidates(rows: Sequence[CleanRow], rules: Rules) -> list[list[Candidate]]:
    """For each row those it may be, in the order of keys. Archived cards count: they are clients too."""
    lists: list[list[Candidate]] = [[] for _row in rows]
    for key in rules.match:
        wanted = [key_values(row, key) for row in rows]
        found = _FINDERS[key]({value for values in wanted for value in values}, rules)
        for at, values in enumerate(wanted):
            ids = dict.fromkeys(pk for value in values for pk in found.get(value, ()))
            lists[at].extend(Candidate(pk, key) for pk in ids)
    return lists


def _points(kind: ContactKind) -> Callable[[set[str], Rules], Found]:
    def find(values: set[str], rules: Rules) -> Found:
        rows = ContactPoint.objects.filter(kind=kind, value__in=values, archived_at__isnull=True)
        return _gather(rows.order_by("customer_id").values_list("value", "customer_id"))

    return find


def _external_ids(values: set[str], rules: Rules) -> Found:
    rows = ExternalId.objects.filter(source=rules.source, value__in=values)
    return _gather(rows.order_by("customer_id").values_list("value", "customer_id"))


def _inns(values: set[str], rules: Rules) -> Found:
    return _gather(Customer.objects.filter(inn__in=values).order_by("pk").values_list("inn", "pk"))


def _names(values: set[str], rules: Rules) -> Found:
    names = {value.partition("\n")[0] for value in values}
    days = {dt.date.fromisoformat(value.partition("\n")[2]) for value in values}
    rows = Customer.objects.filter(sort_name__in=names, birth_date__in=days).order_by("pk")
    pairs = rows.values_list("sort_name", "birth_date", "pk")
    return _gather((f"{name}\n{born}", pk) for name, born, pk in pairs)


def _gather(pairs: Iterable[Any]) -> Found:
    found: Found = defaultdict(list)
    for value, customer in pairs:
        found[value].append(customer)
    return found


_FINDERS: Mapping[str, Callable[[set[str], Rules], Found]] = {
    "external_id": _external_ids,
    "inn": _inns,
    "phone": _points(ContactKind.PHONE),
    "email": _points(ContactKind.EMAIL),
    "name_birth_date": _names,
}
