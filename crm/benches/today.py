"""«Today» of a manager with five thousand clients and five hundred tasks, against a base of a thousand.

And the activity report worked out anew by the same manager.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial

from django.core.cache import cache
from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from crm.benches.base import fresh_bases, seed, settle
from crm.benches.client_list import PLAIN_FILES, SMALL, _browser, _open, open_in, queries_of, reader
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers.models import Customer
from interactions.models import Task
from interactions.tasks.choices import TaskKind

CLIENTS = 5000
TASKS = 500
PAGES = {"mine": "/today/", "activity": "/reports/activity/?period=30"}


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """Measure both bases by turns."""
    result = BenchResult()
    with fresh_bases("small", "large") as use:
        use("small")
        pages = {"small": _prepared(SMALL)}
        use("large")
        pages["large"] = _prepared(plan.customers)
        for name in PAGES:
            acts: dict[str, Callable[[], object]] = {
                label: partial(open_in, use, label, pages[label][name]) for label in pages
            }
            times = by_turns_ms(acts)
            result.figures |= {f"{name}_ms_{SMALL}": times["small"], f"{name}_ms": times["large"]}
            use("large")
            result.figures[f"{name}_queries"] = queries_of(pages["large"][name])
            result.ratios[name] = round(times["large"] / times["small"], 2)
    return result


def _prepared(customers: int) -> dict[str, Callable[[], None]]:
    seed(customers)
    cache.clear()
    user = reader("manager")
    _give_clients(user)
    _give_tasks(user)
    settle()
    browser = _browser(user)
    return {name: partial(_anew, browser, address) for name, address in PAGES.items()}


def _anew(browser: Client, address: str) -> None:
    """Nothing kept from the time before."""
    cache.clear()
    _open(browser, address)


def _give_clients(user: User) -> None:
    """From all over the base, as many as there are."""
    step = max(Customer.objects.count() // CLIENTS, 1)
    chosen = list(Customer.objects.order_by("id").values_list("pk", flat=True))[::step][:CLIENTS]
    Customer.objects.filter(pk__in=chosen).update(responsible=user)


def _give_tasks(user: User) -> None:
    """From ten days ago to ten days ahead, a third of them late."""
    now = timezone.now()
    clients = list(Customer.objects.filter(responsible=user).order_by("id").values_list("pk", flat=True)[:TASKS])
    kinds = list(TaskKind)
    rows = []
    for number, client in enumerate(clients):
        ends = now + dt.timedelta(minutes=(number - TASKS // 3) * 60)
        rows.append(
            Task(
                text=f"Bench {number}",
                kind=kinds[number % len(kinds)],
                customer_id=client,
                responsible=user,
                author=user,
                due_on=timezone.localdate(ends),
                due_at=ends if number % 2 else None,
                ends_at=ends,
                zone="Europe/Moscow",
            )
        )
    Task.objects.bulk_create(rows)
