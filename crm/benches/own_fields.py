"""What thirty own fields filled on every client cost the list and the card: the same pages of two bases of one size."""

from collections.abc import Callable, Mapping
from functools import partial

from django.core.cache import cache
from django.db import connection
from django.test.utils import override_settings

from accounts.models import User
from crm.benches.base import fresh_bases, seed, settle
from crm.benches.client_list import (
    PLAIN_FILES,
    card_addresses,
    give,
    list_addresses,
    open_in,
    opener,
    queries_of,
    reader,
)
from crm.benches.result import BenchPlan, BenchResult
from crm.benches.timing import by_turns_ms
from customers.models import CustomField
from listing.models import ListColumns

FIELDS = 30
SHOWN = 6
OTHER_ORDERS = ("_-full_name", "_created_at")
"""An order and its mirror cost alike, so one of each pair tells enough."""
KINDS = ("text", "integer", "money", "date", "flag", "choice")
OPTIONS = [{"id": f"o{n}", "name": f"Value {n}"} for n in range(10)]
VALUES = {
    "text": "'value ' || c.id % 5000",
    "integer": "(c.id % 1000)::text",
    "money": "(c.id % 100000)::text || '.5'",
    "date": "(DATE '1980-01-01' + (c.id % 15000)::int)::text",
    "flag": "c.id % 3 = 0",
    "choice": "'o' || c.id % 10",
}


@override_settings(STORAGES=PLAIN_FILES, SECURE_SSL_REDIRECT=False)
def run(plan: BenchPlan) -> BenchResult:
    """Each ratio is a page with own fields over the same page without; questions of the fields have none to compare."""
    result = BenchResult()
    with fresh_bases("bare", "full") as use:
        pages: dict[str, Mapping[str, Callable[[], None]]] = {}
        for label in ("bare", "full"):
            use(label)
            pages[label] = _prepared(plan.customers, full=label == "full")
        for name in pages["bare"]:
            times = by_turns_ms({label: partial(open_in, use, label, pages[label][name]) for label in pages})
            result.figures |= {f"{name}_ms_bare": times["bare"], f"{name}_ms": times["full"]}
            result.ratios[name] = round(times["full"] / times["bare"], 2)
        use("full")
        for name in pages["full"].keys() - pages["bare"].keys():
            page = pages["full"][name]
            result.figures[f"{name}_ms"] = by_turns_ms({name: page})[name]
            result.figures[f"{name}_queries"] = queries_of(page)
    return result


def _prepared(customers: int, *, full: bool) -> Mapping[str, Callable[[], None]]:
    seed(customers)
    cache.clear()  # ids of readers are the same in each base
    if full:
        fill_own_fields(FIELDS)
    user, own = reader("admin"), reader("manager")
    give(own)
    settle()
    pages = {
        f"{who}_{name}": opener(one, address)
        for who, one in (("all", user), ("own", own))
        for name, address in {**list_addresses(one), **card_addresses(one)}.items()
        if not name.endswith(OTHER_ORDERS)
    }
    return pages | _questions(user) if full else pages


def fill_own_fields(count: int) -> None:
    """So many fields of every plain type, filled on every client of the base in use; those of the demo go."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM customers_customvalues")
    CustomField.objects.all().delete()
    made = []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        options = OPTIONS if kind == "choice" else []
        made.append(CustomField(code=f"f{number}", name=f"F{number}", type=kind, options=options, position=number))
    CustomField.objects.bulk_create(made)
    pairs = ", ".join(f"'{one.key}', {VALUES[one.type]}" for one in made)
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO customers_customvalues (customer_id, "values")'  # noqa: S608  # our own words only
            f" SELECT c.id, jsonb_build_object({pairs}) FROM customers_customer c"
        )


def _questions(user: User) -> dict[str, Callable[[], None]]:
    """The list with own columns, and filters by each kind."""
    shower = reader("supervisor")
    User.objects.filter(pk=shower.pk).update(role=user.role)
    shower.refresh_from_db()
    ListColumns.objects.create(user=shower, page="customers", columns=[f"custom.f{n}" for n in range(SHOWN)])
    asked = {
        "choice": "custom.f5__is=o3",
        "text": "custom.f0__is=value+77",
        "part_of_text": "custom.f0__contains=lue+77",
        "number": "custom.f1__from=990",
        "date": "custom.f3__since=2020-12-01",
        "flag": "custom.f4__yes=1",
        "anniversary": "custom.f3__anniversary=7",
    }
    found = {f"filter_{name}": opener(user, f"/clients/?{query}") for name, query in asked.items()}
    found |= {f"count_{name}": opener(user, f"/lists/customers/count/?{query}") for name, query in asked.items()}
    return {"own_columns": opener(shower, "/clients/"), **found}
