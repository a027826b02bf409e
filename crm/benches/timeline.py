"""The timeline: a client with 100,000 events against one with a hundred, in one base.

The first page, a page from the middle, what is asked for alone (talks, reviews), by author and by period. A search for
words stands apart: it reads what it looks through, whoever asks.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from crm.benches.base import fresh_base, seed, settle
from crm.benches.client_list import PLAIN_FILES, queries_of, reader
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers.choices import CustomerKind
from customers.models import Customer
from interactions.log.models import Interaction

FEW, MANY = 100, 100_000
GOAL = 1.5
FILL = """
INSERT INTO interactions_interaction
       (customer_id, kind, direction, at, text, author_id, created_at, updated_at)
SELECT %(customer)s, (ARRAY['call', 'letter', 'note', 'meeting', 'call'])[1 + n %% 5],
       (ARRAY['out', 'in', '', '', 'missed'])[1 + n %% 5],
       now() - n * (interval '2 years' / %(count)s), 'Event ' || n, %(author)s, now(), now()
  FROM generate_series(1, %(count)s) AS n"""


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """Each ratio is the time at MANY events over the time at FEW; the goal is GOAL."""
    result = BenchResult()
    with fresh_base():
        seed(plan.customers)
        user = reader("admin")
        clients = dict(zip((FEW, MANY), _two_people(), strict=True))
        for count, customer in clients.items():
            _fill(customer, count, user.pk)
        settle()
        browser = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost")
        browser.force_login(user)
        opens = {count: _pages(browser, customer, count, user.pk) for count, customer in clients.items()}
        for name in opens[FEW]:
            acts: dict[str, Callable[[], object]] = {str(count): opens[count][name] for count in opens}
            times = by_turns_ms(acts)
            result.figures |= {f"{name}_ms_{count}": times[str(count)] for count in opens}
            result.figures[f"{name}_queries"] = queries_of(opens[MANY][name])
            result.ratios[name] = round(times[str(MANY)] / times[str(FEW)], 2)
    return result


def _two_people() -> list[int]:
    """Both of one kind: a company shows the history of its people too, which is another page."""
    people = Customer.objects.filter(kind=CustomerKind.PERSON).order_by("pk")
    return list(people.values_list("pk", flat=True)[:2])


def _fill(customer: int, count: int, author: int) -> None:
    """So many events over two years."""
    Interaction.objects.filter(customer=customer).delete()
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"customer": customer, "count": count, "author": author})


def _pages(browser: Client, customer: int, count: int, author: int) -> dict[str, Callable[[], None]]:
    middle = Interaction.objects.filter(customer=customer).newest()[count // 2]
    month = Interaction.objects.filter(customer=customer).newest()[count // 4].at.date().isoformat()
    base = f"/clients/{customer}/timeline/"
    addresses = {
        "first": base,
        "middle": f"{base}?{urlencode({'at': middle.at.isoformat(), 'key': f'interaction-{middle.pk:019d}'})}",
        "talks": f"{base}?group=talk",
        "reviews": f"{base}?group=reviews",
        "by_author": f"{base}?author={author}",
        "until": f"{base}?until={month}",
        "card": f"/clients/{customer}/",
    }
    return {name: partial(_open, browser, address) for name, address in addresses.items()}


def _open(browser: Client, address: str) -> None:
    response = browser.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address}: {response.status_code}")
