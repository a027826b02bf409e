"""Finds the clients that rows may be: a question for each key and batch, never one for a row."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, cast

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from accounts.models import User
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer, ExternalId
from customers.models.customer import CustomerQuerySet
from customers.normalise.names import sort_name
from imports.cleaning.rows import CleanRow
from imports.staging.rules import Rules

Found = dict[str, list[int]]
"""Value of a key to ids of clients, in the order of ids."""
Said = Mapping[str, Sequence[Sequence[str]]]
"""Key to what each row of a batch says for it."""
SIMILAR = "similar"
"""The key of those that are like a row: `imports.staging.likeness` finds them."""
SEPARATOR = "\x1f"
"""Between a program and a number there; nobody types it."""
_VALUE = "customers_contactpoint.value"


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
    if key == "external_id" and "other_ids" in row.values:
        return [*([str(value)] if value else []), *map(of_program, other_numbers(row))]
    if key == "inn" and value and row.values.get("kpp"):
        return [f"{value}\n{row.values['kpp']}"]
    return [str(value)] if value else []


def said_by(rows: Sequence[CleanRow], keys: Iterable[str]) -> Said:
    """What rows say for each key, found out once for a batch: `key_values` of all of them."""
    more = any("other_ids" in row.values for row in rows)
    said: dict[str, list[Sequence[str]]] = {}
    for key in keys:
        if key == "phone":
            said[key] = [[point[1] for point in row.phones] for row in rows]
        elif key == "email":
            said[key] = [[point[1] for point in row.emails] for row in rows]
        elif key == "external_id" and not more:
            said[key] = [(str(value),) if (value := row.values.get(key)) else () for row in rows]
        else:
            said[key] = [key_values(row, key) for row in rows]
    return said


def of_program(pair: Any) -> str:
    """A number of a named program, as keys tell it from one of the file's own."""
    return SEPARATOR.join(pair)


def other_numbers(row: CleanRow) -> Sequence[Any]:
    """Pairs (program, number) beside the row's own number."""
    pairs: Any = row.values.get("other_ids", ())
    return cast(Sequence[Any], pairs)


def found_by(said: Said, rules: Rules) -> dict[str, Found]:
    """Of each key the clients that have what the rows say. Archived cards count: they are clients too."""
    found: dict[str, Found] = {}
    for key, lists in said.items():
        values = set(chain.from_iterable(lists))
        found[key] = _FINDERS[key](list(values), rules) if values else {}
    return found


def candidates(said: Said, found: Mapping[str, Found], size: int) -> list[list[Candidate]]:
    """For each of so many rows those it may be, in the order of keys."""
    lists: list[list[Candidate]] = [[] for _row in range(size)]
    for key, clients in found.items():
        if not clients:
            continue
        for those, values in zip(lists, said[key], strict=True):
            if not values:
                continue
            ids: Collection[int] = clients.get(values[0], ())
            if len(values) > 1 or len(ids) > 1:
                ids = dict.fromkeys(pk for value in values for pk in clients.get(value, ()))
            for pk in ids:
                those.append(_new(Candidate, (pk, key)))
    return lists


def among(column: str, values: Collection[Any], cast: str) -> RawSQL:
    """Condition that a column holds one of the values: an array, for thousands of parameters take longer than the
    answer.
    """
    condition = f"{column} = ANY (%s::{cast}[])"
    return RawSQL(condition, [_array(values)], output_field=BooleanField())  # noqa: S611


def _array(values: Collection[Any]) -> str:
    """An array as the server reads it from a text: the driver makes one of thousands of values three times slower."""
    texts = list(map(str, values))
    whole = "".join(texts)
    if '"' in whole or "\\" in whole:
        texts = [text.replace("\\", "\\\\").replace('"', '\\"') for text in texts]
    return '{"' + '","'.join(texts) + '"}' if texts else "{}"


def _points(kind: ContactKind) -> Callable[[list[str], Rules], Found]:
    def find(values: list[str], rules: Rules) -> Found:
        rows = ContactPoint.objects.filter(among(_VALUE, values, "text"), kind=kind, archived_at__isnull=True)
        return _gather(rows.order_by("customer_id").values_list("value", "customer_id"))

    return find


def _external_ids(values: list[str], rules: Rules) -> Found:
    named = [value.split(SEPARATOR) for value in values if SEPARATOR in value]
    plain = [value for value in values if SEPARATOR not in value]
    found = _of_source(plain, rules.source)
    for source in {source for source, _value in named}:
        mine = [value for theirs, value in named if theirs == source]
        those = _of_source(mine, source or rules.source)
        found.update({of_program((source, value)): ids for value, ids in those.items()})
    return found


def _of_source(values: list[str], source: str) -> Found:
    rows = ExternalId.objects.filter(among("customers_externalid.value", values, "text"), source=source)
    return _gather(rows.order_by("customer_id").values_list("value", "customer_id"))


def _inns(values: list[str], rules: Rules) -> Found:
    """Branches of a company share its INN: where the row and the card both name a KPP it must be the same one."""
    inns = {value.partition("\n")[0] for value in values}
    rows = Customer.objects.standing().filter(~Q(inn=""), among("customers_customer.inn", inns, "text")).order_by("pk")
    cards: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for inn, kpp, pk in rows.values_list("inn", "kpp", "pk"):
        cards[inn].append((kpp, pk))
    found = {value: _of_branch(cards[value.partition("\n")[0]], value.partition("\n")[2]) for value in values}
    return {value: ids for value, ids in found.items() if ids}


def _of_branch(cards: Sequence[tuple[str, int]], kpp: str) -> list[int]:
    exact = [pk for theirs, pk in cards if theirs == kpp]
    if kpp and exact:
        return exact
    return [pk for theirs, pk in cards if not kpp or not theirs]


def _names(values: list[str], rules: Rules) -> Found:
    names = {value.partition("\n")[0] for value in values}
    days = {dt.date.fromisoformat(value.partition("\n")[2]) for value in values}
    rows = Customer.objects.standing().filter(
        among("customers_customer.sort_name", names, "text"), among("customers_customer.birth_date", days, "date")
    )
    pairs = rows.order_by("pk").values_list("sort_name", "birth_date", "pk")
    return _gather((f"{name}\n{born}", pk) for name, born, pk in pairs)


def _gather(pairs: Iterable[Any]) -> Found:
    found: Found = defaultdict(list)
    for value, customer in pairs:
        found[value].append(customer)
    return found


_FINDERS: Mapping[str, Callable[[list[str], Rules], Found]] = {
    "external_id": _external_ids,
    "inn": _inns,
    "phone": _points(ContactKind.PHONE),
    "email": _points(ContactKind.EMAIL),
    "name_birth_date": _names,
}
_new = cast(Callable[[type[Candidate], tuple[int, str]], Candidate], tuple.__new__)
"""Makes a candidate at a third of the cost of calling its class."""
