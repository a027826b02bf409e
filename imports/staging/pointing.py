"""Own fields that point at another client: whom the file means, asked for all rows of a batch at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from accounts.models import User
from core.cells import Note
from customers.custom.pointing import NUMBERED
from customers.normalise.emails import normalise_email
from customers.normalise.names import sort_name
from customers.normalise.phones import normalise_phone
from imports.cleaning.columns import problem_of
from imports.cleaning.rows import CleanRow
from imports.mapping import plan
from imports.models import Import
from imports.staging.matching import _FINDERS, among, seen_by
from imports.staging.rules import Rules

IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
INN = re.compile(r"\d{10}(?:\d{2})?")
KEYS = ("external_id", "inn", "phone", "email")
Ways = Sequence[tuple[str, str]]
"""(key, value) by which a text may name a client, the surest first."""


def point_at_clients(rows: Sequence[CleanRow], imported: Import, rules: Rules) -> Sequence[CleanRow]:
    """The rows with clients in the place of what the file calls them; who is not found, or not surely, is told of and
    left out, the rest of the row goes on. A question for each key and batch.
    """
    codes = [code for code, one in rules.own.items() if one.points]
    asked = {str(row.values[code]) for row in rows for code in codes if type(row.values.get(code)) is str}
    if not asked:
        return rows
    found = clients_named(asked, rules, imported.owner)
    places = _places(imported)
    return [_pointed(row, codes, found, places) for row in rows]


def clients_named(texts: Iterable[str], rules: Rules, reader: User) -> dict[str, list[int]]:
    """To each text the clients it may mean, among those the reader sees."""
    ways = {text: ways_of(text) for text in texts}
    said: dict[str, set[str]] = {key: set() for key in KEYS}
    for key, value in chain.from_iterable(ways.values()):
        said.get(key, set()).add(value)
    found: dict[str, Mapping[str, list[int]]] = {
        key: _FINDERS[key](list(values), rules) for key, values in said.items() if values
    }
    numbers = {text: (sort_name(one["name"]), int(one["pk"])) for text in ways if (one := NUMBERED.fullmatch(text))}
    names = _seen({pk for those in found.values() for ids in those.values() for pk in ids}, numbers, reader)
    clients = {}
    for text, those in ways.items():
        name, pk = numbers.get(text, ("", 0))
        if pk:
            clients[text] = [pk] if pk in names and names[pk] == name else []
            continue
        answers = ([one for one in found[key].get(value, ()) if one in names] for key, value in those)
        clients[text] = list(dict.fromkeys(next(filter(None, answers), [])))
    return clients


def ways_of(text: str) -> Ways:
    """The whole text, then what stands in brackets after a name."""
    bracketed = IN_BRACKETS.search(text)
    return [way for one in (text, bracketed[1].strip() if bracketed else "") if one for way in _ways(one)]


def _ways(text: str) -> Iterable[tuple[str, str]]:
    yield "external_id", text
    if INN.fullmatch(text):
        yield "inn", text
    if "@" in text:
        yield "email", normalise_email(text).value
    elif phone := normalise_phone(text).value:
        yield "phone", phone


def _seen(ids: set[int], numbers: Mapping[str, tuple[str, int]], reader: User) -> dict[int, str]:
    """Names of these clients as they are compared, of those only that the reader sees."""
    wanted = ids | {pk for _name, pk in numbers.values()}
    if not wanted:
        return {}
    mine = seen_by(reader).filter(among("customers_customer.id", wanted, "bigint")).order_by("pk")
    return {one.pk: sort_name(one.title) for one in mine.only("pk", "name")}


def _places(imported: Import) -> dict[str, int]:
    """Column of each target."""
    mapping = plan.Mapping.from_json(imported.mapping, imported.headings)
    return {str(line.target): at for at, line in mapping.columns(imported.headings)}


def _pointed(
    row: CleanRow, codes: Sequence[str], found: Mapping[str, list[int]], places: Mapping[str, int]
) -> CleanRow:
    texts = {code: text for code in codes if type(text := row.values.get(code)) is str}
    if not texts:
        return row
    values: dict[str, Any] = dict(row.values)
    problems = list(row.problems)
    for code, text in texts.items():
        those = found[text]
        if len(those) == 1:
            values[code] = those[0]
            continue
        del values[code]
        said = "clients_several" if those else "client_unknown"
        problems.append(problem_of(Note(said, "left_out"), places[code], code, text))
    return row._replace(values=values, problems=tuple(problems))
