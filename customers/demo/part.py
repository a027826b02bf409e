"""Writes the clients of the demo base: by COPY, in batches, with the rights of the application."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context

from django.db import connection, transaction

from accounts.services import ensure_demo_accounts
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.demo.batch import (
    CODE_COLUMNS,
    CUSTOMER_COLUMNS,
    POINT_COLUMNS,
    TAG_COLUMNS,
    Batch,
    BatchPlan,
    make_batch,
)
from customers.demo.more import tag_names
from customers.demo.tables import words
from customers.models import Customer
from customers.tags import ensure_tags

CUSTOMERS, POINTS, TAGS, CODES = (
    "customers_customer", "customers_contactpoint", "customers_customertag", "customers_externalid",
)  # fmt: skip
CARDS_IN_BATCH = 10_000
# Below this a second process costs more to start than it saves.
WORTH_A_PROCESS = 30_000
BATCHES_AHEAD = 3


def register() -> None:
    """Offer clients to `seed_demo`; everything else of the demo base hangs on them."""
    demo_parts.add(DemoPart(code="customers", make=make_customers, weight=10))


def make_customers(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Write `plan.customers` cards, second ones among them, and tell `progress` of each batch."""
    managers = tuple(user.pk for user in ensure_demo_accounts())
    plans = _plans(plan, managers, first=Customer.objects.count())
    written = 0
    for batch in made_ahead(plans) if plan.customers >= WORTH_A_PROCESS else map(make_batch, plans):
        _write(batch)
        written += batch.cards
        progress(batch.cards)
    return {"customers": written}


def _plans(plan: DemoPlan, managers: tuple[int, ...], first: int) -> Iterator[BatchPlan]:
    """Cut the base into batches. `first` cards stand there already: with other numbers nobody is repeated."""
    last = first + plan.customers
    tags = tuple(ensure_tags(tag_names(words())))
    for start in range(first, last, CARDS_IN_BATCH):
        size = min(CARDS_IN_BATCH, last - start)
        yield BatchPlan(
            seed=plan.seed,
            end_day=plan.end_date.toordinal(),
            total=last,
            first=start,
            ids=_take_ids(size),
            doubles=round(size * plan.duplicates / (1 + plan.duplicates)),
            managers=managers,
            tags=tags,
            coded=plan.duplicates > 0,
        )


def _take_ids(count: int) -> list[int]:
    """Take numbers from the sequence: it stays right by itself, whoever else adds clients meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [CUSTOMERS, count]
        )
        return [number for (number,) in cursor.fetchall()]


def made_ahead(plans: Iterator[BatchPlan]) -> Iterator[Batch]:
    """Make batches in another process, a few ahead and never all: memory does not grow with the base."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        making = deque(pool.submit(make_batch, plan) for plan in islice(plans, BATCHES_AHEAD))
        while making:
            batch = making.popleft().result()
            making.extend(pool.submit(make_batch, plan) for plan in islice(plans, 1))
            yield batch


@transaction.atomic
def _write(batch: Batch) -> None:
    with connection.cursor() as cursor:
        # A demo base lost with the power is made again: waiting for the disk after each batch gains nothing.
        cursor.execute("SET LOCAL synchronous_commit TO off")
    _copy(CUSTOMERS, CUSTOMER_COLUMNS, batch.customers)
    _copy(POINTS, POINT_COLUMNS, batch.points)
    _copy(TAGS, TAG_COLUMNS, batch.tags)
    _copy(CODES, CODE_COLUMNS, batch.codes)


def _copy(table: str, columns: tuple[str, ...], lines: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        copy.write(lines)
