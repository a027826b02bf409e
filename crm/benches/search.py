"""Search: two hundred queries of the kinds people type, drawn from the base; the time is that of their SQL alone.

For a reader of all and for a manager of five hundred. `unanswered` counts queries that found nobody.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from statistics import quantiles
from typing import Any, NamedTuple

from django.db import connection

from accounts.models import User
from crm.benches.base import fresh_base, seed, settle
from crm.benches.client_list import give, reader
from crm.benches.result import BenchPlan, BenchResult
from customers.choices import ContactKind, CustomerKind
from customers.demo.tables import words
from customers.models import ContactPoint, Customer
from customers.search.finding import find
from customers.search.letters import CYRILLIC, other_layout

QUERIES = 200
SEED = 2026
DRAWN = 40 * QUERIES
TAIL = 4


class Person(NamedTuple):
    """Of whom queries are made."""

    last_name: str
    first_name: str
    phone: str
    email: str


def _one_word(rng: Random, person: Person) -> str:
    return rng.choice((person.last_name, person.first_name))


def _two_words(rng: Random, person: Person) -> str:
    return " ".join(rng.sample((person.last_name, person.first_name), 2))


def _other_letters(rng: Random, person: Person) -> str:
    name = _one_word(rng, person).lower()
    return rng.choice((other_layout(name), name.translate(words().latin)))


def _typo(rng: Random, person: Person) -> str:
    name = rng.choice((_one_word, _two_words))(rng, person).lower()
    at = rng.randrange(1, len(name))
    return rng.choice((name[:at] + name[at + 1 :], name[:at] + rng.choice(CYRILLIC) + name[at + 1 :]))


KINDS: dict[str, tuple[float, Callable[[Random, Person], str]]] = {
    "phone_tail": (0.25, lambda rng, person: person.phone[-TAIL:]),
    "one_word": (0.25, _one_word),
    "two_words": (0.20, _two_words),
    "email": (0.10, lambda rng, person: person.email),
    "other_letters": (0.10, _other_letters),
    "typo": (0.10, _typo),
}


def run(plan: BenchPlan) -> BenchResult:
    """Ask everything once to warm the cache, then time it."""
    result = BenchResult()
    with fresh_base():
        seed(plan.customers)
        readers = {"all": reader("admin"), "own": reader("manager")}
        give(readers["own"])
        settle()
        for name, user in readers.items():
            _measure(result, name, user)
    return result


def _measure(result: BenchResult, name: str, user: User) -> None:
    asked = queries(user)
    for _, text in asked:
        find(user, text)
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    unanswered = 0
    for kind, text in asked:
        with _sql_time() as spent:
            found = find(user, text)
        times[kind].append(sum(spent) * 1000)
        unanswered += not found.hits
    every = [spent for kind in times.values() for spent in kind]
    result.figures[f"{name}_p50_ms"] = round(quantiles(every, n=20)[9], 2)
    result.figures[f"{name}_p95_ms"] = round(quantiles(every, n=20)[18], 2)
    result.figures[f"{name}_max_ms"] = round(max(every), 2)
    result.figures[f"{name}_unanswered"] = unanswered
    for kind, spent in times.items():
        result.figures[f"{name}_{kind}_max_ms"] = round(max(spent), 2)


def queries(user: User) -> list[tuple[str, str]]:
    """Two hundred queries with their kinds, about people the reader sees; the same base gives the same ones."""
    rng = Random(SEED)  # noqa: S311  # a measurement is no secret
    people = _people(user, rng)
    return [
        (kind, make(rng, rng.choice(people)))
        for kind, (share, make) in KINDS.items()
        for _ in range(round(QUERIES * share))
    ]


def _people(user: User, rng: Random) -> list[Person]:
    """People with both names, a phone and an e-mail, from all over the base."""
    seen = Customer.objects.visible_to(user).filter(kind=CustomerKind.PERSON).order_by("id")
    ids = list(seen.values_list("pk", flat=True))
    drawn = sorted(rng.sample(ids, min(len(ids), DRAWN)))
    points = ContactPoint.objects.primary_of(drawn).exclude(value="").order_by("id")
    values = {(point.customer_id, point.kind): point.value for point in points}
    people = [
        Person(
            customer.last_name,
            customer.first_name,
            values.get((customer.pk, ContactKind.PHONE), ""),
            values.get((customer.pk, ContactKind.EMAIL), ""),
        )
        for customer in seen.filter(pk__in=drawn)
    ]
    return [person for person in people if all(person)]


@contextmanager
def _sql_time() -> Iterator[list[float]]:
    """Collect the seconds of every statement."""
    spent: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - started)

    with connection.execute_wrapper(timed):
        yield spent
