"""After any history of sales, edits, returns, moves, deletions and undos, value rows are the sum of purchases."""

import datetime as dt
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import company
from accounts.services import system_user
from core.errors import DomainError
from customers.models import Customer
from journal.models import Operation
from journal.operations import run_now, start_undo
from sales import services, values
from sales.models import CategoryMonth, CustomerValue, Product, Purchase, PurchaseLine
from sales.models.value import NEVER
from sales.services import Document, Line
from sales.tracking import PURCHASE
from tests.factories.customers import make_person
from tests.factories.sales import make_product

# Each history is a transaction of its own: one over all of them would hold back the seals of other test processes.
pytestmark = pytest.mark.django_db(transaction=True)
MICROSECOND = dt.timedelta(microseconds=1)
MICROSECONDS_A_DAY = Decimal(86_400_000_000)

LINE = st.tuples(st.integers(0, 2), st.integers(1, 9), st.decimals(0, 5000, places=2), st.integers(0, 3))
ACTS = st.lists(
    st.tuples(
        st.sampled_from(["create", "create", "create", "change", "return", "move", "delete", "undo"]),
        st.integers(0, 30),
        st.integers(0, 2),
        st.integers(0, 500),
        st.sampled_from(["paid", "paid", "partly", "invoiced"]),
        st.lists(LINE, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=6,
)


def half_up(value: Decimal, step: str) -> Decimal:
    """As the base rounds: a half goes away from nought."""
    return value.quantize(Decimal(step), rounding=ROUND_HALF_UP)


def naive(customer: Customer) -> dict[str, Any]:
    """The values in plain Python, purchase by purchase."""
    zone = company.current().zone
    today = company.today()
    rows = [one for one in Purchase.objects.filter(customer=customer).order_by("pk") if one.status != "invoiced"]
    bought = sorted((one for one in rows if one.status != "returned"), key=lambda one: one.purchased_at)

    def within(one: Purchase, days: int) -> bool:
        return one.purchased_at.astimezone(zone).date() > today - dt.timedelta(days=days)

    found: dict[str, Any] = {
        "number": len(bought),
        "total": sum((one.total for one in rows), Decimal(0)),
        "profit": sum((one.profit for one in rows), Decimal(0)),
        "discount": sum((one.discount for one in rows), Decimal(0)),
        "first_at": bought[0].purchased_at if bought else NEVER,
        "last_at": bought[-1].purchased_at if bought else NEVER,
    }
    number, total = Decimal(len(bought)), found["total"]
    days_between = Decimal((found["last_at"] - found["first_at"]) // MICROSECOND) / MICROSECONDS_A_DAY
    found["average_check"] = half_up(total / number, "0.01") if number else Decimal(0)
    found["average_interval"] = half_up(days_between / (number - 1), "0.1") if number > 1 else Decimal(0)
    for days in (90, 365):
        found[f"number_{days}"] = sum(1 for one in bought if within(one, days))
        found[f"total_{days}"] = sum((one.total for one in rows if within(one, days)), Decimal(0))
    return found


Months = dict[tuple[dt.date, int | None], tuple[int, Decimal, Decimal, Decimal]]


def naive_months(customer: Customer, zone: ZoneInfo) -> Months:
    sums: dict[Any, list[Any]] = defaultdict(lambda: [set(), Decimal(0), Decimal(0), Decimal(0)])
    lines = PurchaseLine.objects.filter(purchase__customer=customer).exclude(purchase__status="invoiced")
    for line in lines.select_related("purchase").order_by("pk"):
        key = (line.purchase.purchased_at.astimezone(zone).date().replace(day=1), line.category_id)
        if line.purchase.status != "returned":
            sums[key][0].add(line.purchase_id)
        sums[key][1] += line.quantity
        total = half_up((half_up(line.price * line.quantity, "0.01") - line.discount) * line.purchase.rate, "0.01")
        sums[key][2] += total
        sums[key][3] += total - half_up(line.cost * line.quantity, "0.01")
    return {key: (len(ids), quantity, total, profit) for key, (ids, quantity, total, profit) in sums.items()}


def check(people: list[Customer]) -> None:
    zone = company.current().zone
    for customer in people:
        row = CustomerValue.objects.get(pk=customer.pk)
        expected = naive(customer)
        assert set(expected) == {field.name for field in CustomerValue._meta.concrete_fields} - {"customer"}
        assert {name: getattr(row, name) for name in expected} == expected
        months = {
            (one.month, one.category_id): (one.number, one.quantity, one.total, one.profit)
            for one in CategoryMonth.objects.filter(customer=customer).order_by("pk")
        }
        assert months == naive_months(customer, zone)


def act(step: Any, people: list[Customer], products: list[Product], at: dt.datetime) -> None:
    what, which, who, days, status, lines = step
    made = [
        Line(product=products[one], quantity=Decimal(count), price=price, discount=min(Decimal(off), price * count))
        for one, count, price, off in lines
    ]
    document = Document(purchased_at=at - dt.timedelta(days=days), status=status)
    by = system_user()
    standing = list(Purchase.objects.order_by("pk"))
    if what == "create":
        services.create(by=by, customer=people[who], lines=made, document=document)
        return
    if what == "undo":
        done = Operation.objects.filter(kind="edit", state="done", params__object_type=PURCHASE).order_by("-created_at")
        target = done[which % done.count()] if done else None
        if target is not None:
            run_now(start_undo(target, by, queued=False))
        return
    if not standing:
        return
    purchase = standing[which % len(standing)]
    if what == "change" and purchase.status != "returned":
        services.change(by=by, purchase=purchase, document=document, lines=made if which % 2 else None)
    elif what == "return":
        line = purchase.lines.order_by("pk").first()
        if line is not None:
            services.give_back(by=by, purchase=purchase, quantities={line.pk: Decimal(1)}, at=at)
    elif what == "move":
        services.move(by=by, purchase=purchase, to=people[who])
    elif what == "delete":
        services.delete(by=by, purchase=purchase)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=max(15, settings().max_examples // 4),
)
@given(steps=ACTS)
def test_any_history_keeps_them_equal(steps: list[Any]) -> None:
    from django.db import transaction
    from django.utils import timezone

    at = timezone.now() - dt.timedelta(minutes=1)
    with transaction.atomic():
        people = [make_person(f"Покупатель {place}") for place in "АБВ"]
        products = [make_product(f"Товар {place}", category=f"Отдел {place % 2}") for place in range(3)]
        for step in steps:
            try:
                with transaction.atomic():
                    act(step, people, products, at)
            except DomainError:
                continue
        check(people)
        before = list(
            CategoryMonth.objects.order_by("customer_id", "month", "category_id").values_list(
                "customer_id", "month", "total"
            )
        )
        assert values.rebuild() == 0, "a rebuild must find nothing to put right"
        after = list(
            CategoryMonth.objects.order_by("customer_id", "month", "category_id").values_list(
                "customer_id", "month", "total"
            )
        )
        assert after == before
        transaction.set_rollback(True)
