"""How many clients a rule finds: exact where that is quick, else by a sample, and exact on demand.

The planner's own guess of a rule over lines of purchases is off by orders; so a rule whose plan is dear is tested on
clients drawn by chance, each looked up by its key, until the time is over.
"""

import json
import math
import random
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, Max, Min, QuerySet
from django.db.models.expressions import RawSQL

from accounts import company
from accounts.models import User
from core.registries.fields import Field, catalogue
from core.rules.sql import Context, Sql, where
from core.rules.tree import Group, Node
from customers.client_list import visible_customers
from customers.models import Customer
from segmentation.segments import rules
from segmentation.segments.history import sees_totals

DEAR = 400_000.0
"""Cost of a plan that takes about a third of a second; a dearer one is not run unasked."""
QUICK_MS, PATIENT_MS = 1_000, 5_000
DRAW = 1_000
"""Clients tested at a time."""
SMALL = 20_000
"""A base not larger than that is tested whole if the time allows."""
SAMPLE_SECONDS = 0.27
"""No draw begins that would last beyond it, were it as long as the one before: an answer comes within 0.3 s."""
LONGEST_DRAW_MS = 1_000
NINE_OF_TEN = 1.65
"""Standard deviations within which nine of ten samples lie."""
KEYS = object()
EXAMPLES = 5
DIGITS = 3


@dataclass(frozen=True)
class Count:
    """How many; an estimate is rounded and says how far off it may be."""

    number: int
    exact: bool = True
    off: int = 0
    """Percent, in nine cases of ten."""
    known: bool = True
    """False when it could not be counted in time."""


def base(reader: User) -> "QuerySet[Customer]":
    """Whose clients are counted for the reader: his own, or all where he may see totals."""
    return Customer.objects.active() if sees_totals(reader) else visible_customers(reader)


def count(tree: Group, reader: User, *, patiently: bool = False) -> Count:
    """The number for the reader; `patiently`: exact whatever it costs, up to five seconds."""
    rows = base(reader)
    asked = rows.filter(rules.holds(tree, at_once=sees_totals(reader))) if tree.parts else rows
    if patiently:
        return _exact(asked, PATIENT_MS) or Count(0, exact=False, known=False)
    if _cost(asked) <= DEAR:
        found = _exact(asked, QUICK_MS)
        if found is not None:
            return found
    return sample(tree, rows)


def examples(tree: Group, reader: User, number: int = EXAMPLES) -> list[Customer]:
    """Some of those the reader may see, as they stand in the base."""
    rows = visible_customers(reader)
    asked = rows.filter(rules.holds(tree)) if tree.parts else rows
    try:
        with _limited(QUICK_MS):
            return list(asked.order_by("pk")[:number])
    except OperationalError:
        return []


def sample(tree: Group, rows: "QuerySet[Customer]") -> Count:
    """An estimate: clients drawn by chance over the range of keys until the time is over, and how many are found."""
    ends = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None:
        return Count(0)
    asked = _asked(tree, rows)
    span = ends["last"] - ends["first"] + 1
    seen, hits, last = 0, 0, time.perf_counter()
    until = last + SAMPLE_SECONDS
    for keys in _draws(ends["first"], span):
        now = time.perf_counter()
        if seen and now + (now - last) > until:
            break
        last = now
        try:
            with _limited(LONGEST_DRAW_MS):
                hits += _hits(asked, keys)
        except OperationalError:
            break
        seen += len(keys)
    if not seen:
        return Count(0, exact=False, known=False)
    if span <= SMALL and seen >= span:
        return Count(hits)
    share = hits / seen
    off = NINE_OF_TEN * 100 * math.sqrt((1 - share) / max(hits, 1))
    return Count(_rounded(share * span), exact=False, off=min(math.ceil(off), 100))


def _draws(first: int, span: int) -> Iterator[list[int]]:
    """Keys by chance, a draw at a time; all of a small base, none twice."""
    chance = random.Random()  # noqa: S311  # a sample, no secret
    every = range(first, first + span)
    if span > SMALL:
        while True:
            yield chance.sample(every, DRAW)
    keys = chance.sample(every, span)
    for begin in range(0, span, DRAW):
        yield keys[begin : begin + DRAW]


def _asked(tree: Group, rows: "QuerySet[Customer]") -> Sql:
    """A statement that counts whom the rule finds among the drawn; KEYS stands where they go."""
    here = company.current()
    context = Context("customers_customer", here.today(), _looked_up(catalogue()), here.zone)
    test, values = where(tree, context)
    # One parameter: a thousand of them cost as much to read as the clients to look up.
    drawn = RawSQL("customers_customer.id = ANY(%s)", [KEYS], output_field=BooleanField())
    text, more = rows.filter(drawn).order_by().values("pk").query.sql_with_params()
    return f"SELECT count(*) FROM customers_customer WHERE id IN ({text}) AND ({test})", [*more, *values]  # noqa: S608


def _hits(asked: Sql, keys: list[int]) -> int:
    text, values = asked
    with connection.cursor() as cursor:
        cursor.execute(text, [keys if value is KEYS else value for value in values])
        return int(cursor.fetchone()[0])


def _looked_up(known: Mapping[str, Field]) -> dict[str, Field]:
    """Rows looked up client by client: else the planner would read all purchases first, for some thousand clients."""
    return {code: _by_client(one) for code, one in known.items()}


def _by_client(one: Field) -> Field:
    if one.within:
        return replace(one, within=f"{one.within} OFFSET 0")
    return replace(one, beside=f"{one.beside} OFFSET 0") if one.beside else one


def _cost(rows: "QuerySet[Any]") -> float:
    plan = json.loads(rows.order_by().explain(format="json"))
    return float(plan[0]["Plan"]["Total Cost"])


def _exact(rows: "QuerySet[Any]", limit: int) -> Count | None:
    try:
        with _limited(limit):
            return Count(rows.order_by().count())
    except OperationalError:
        return None


@contextmanager
def _limited(limit: int) -> Iterator[None]:
    """A savepoint whose statements take at most so many milliseconds; OperationalError beyond that."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{limit}ms"])
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])


def _rounded(number: float) -> int:
    if number < 1:
        return 0
    unit: int = 10 ** max(math.floor(math.log10(number)) - DIGITS + 1, 0)
    return round(number / unit) * unit


def alone(node: Node) -> Group:
    """One part of a rule as a rule."""
    return node if isinstance(node, Group) else Group(parts=(node,))
