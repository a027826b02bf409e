"""What purchases say of clients in rules, against a plain count in Python."""

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from accounts import company
from accounts.models import User
from accounts.services import system_user
from core.registries.fields import catalogue
from core.rules.parse import parse
from core.rules.sentence import sentence
from core.rules.sql import Context, as_filter
from customers.models import Customer
from sales import services
from sales.catalogue import ensure_category
from sales.models import Category, Product, Purchase
from sales.services import Document, Line
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
Facts = list[tuple[Purchase, set[int | None], set[int], set[str]]]
"""A purchase, its products, branches of their categories, brands."""


def asked(field: str, operator: str, *values: object) -> set[int]:
    tree = parse({"field": field, "op": operator, "values": [str(value) for value in values]}, catalogue())
    assert not tree.notices, tree.notices
    ours = company.current()
    found = [
        set(Customer.objects.filter(as_filter(tree.tree, context)).order_by().values_list("pk", flat=True))
        for at_once in (False, True)
        for context in [Context("customers_customer", ours.today(), catalogue(), ours.zone, at_once)]
    ]
    assert found[0] == found[1]
    return found[0]


@pytest.fixture
def base() -> tuple[list[Product], Category]:
    """A dozen clients with purchases of four products, some old, returned, or not paid."""
    dice = random.Random(9)  # a base that is the same every time
    kitchen, pots = ensure_category("Кухня"), ensure_category("Кухня/Посуда")
    assert kitchen is not None
    goods = [
        Product.objects.create(
            name=f"Товар {n}", sort_name=f"товар {n}", price=Decimal(100), category=category, brand=brand
        )
        for n, (category, brand) in enumerate(((kitchen, "А"), (pots, "Б"), (pots, ""), (None, "А")))
    ]
    by = system_user()
    for _client in range(12):
        customer = make_person()
        for _purchase in range(dice.randrange(5)):
            lines = [Line(product=one, quantity=Decimal(1)) for one in dice.sample(goods, dice.randrange(1, 4))]
            at = timezone.now() - dt.timedelta(days=dice.choice((0, 5, 29, 30, 31, 89, 91, 400)), minutes=5)
            status = dice.choice(("paid", "paid", "paid", "partly", "invoiced"))
            bought = services.create(
                by=by, customer=customer, lines=lines, document=Document(purchased_at=at, status=status)
            )
            if status == "paid" and dice.random() < 0.3:
                first = bought.lines.order_by("pk")[0]
                services.give_back(by=by, purchase=bought, quantities={first.pk: Decimal(1)})
    return goods, kitchen


def facts() -> dict[int, Facts]:
    found: dict[int, Facts] = {pk: [] for pk in Customer.objects.order_by("pk").values_list("pk", flat=True)}
    for one in Purchase.objects.exclude(status__in=["invoiced", "returned"]).order_by("pk"):
        lines = list(one.lines.select_related("product", "category").order_by("pk"))
        branches = {pk for line in lines if line.category for pk in line.category.lineage}
        brands = {line.product.brand for line in lines if line.product and line.product.brand}
        found[one.customer_id].append((one, {line.product_id for line in lines}, branches, brands))
    return found


@pytest.mark.parametrize(("often", "days"), [(1, 30), (2, 90), (1, 36_500), (3, 500), (1, 0)])
def test_how_often_in_how_many_days(base: tuple[list[Product], Category], often: int, days: int) -> None:
    goods, kitchen = base
    zone = company.current().zone
    since = company.today() - dt.timedelta(days=days)

    def counted(holds: Callable[..., bool]) -> set[int]:
        return {
            pk
            for pk, rows in facts().items()
            if sum(1 for one, *of in rows if one.purchased_at.astimezone(zone).date() >= since and holds(*of)) >= often
        }

    everybody = set(Customer.objects.order_by().values_list("pk", flat=True))
    two = {goods[0].pk, goods[2].pk}
    for field, things, right in (
        ("bought_product", sorted(two), counted(lambda products, _branches, _brands: bool(products & two))),
        ("bought_category", [kitchen.pk], counted(lambda _products, branches, _brands: kitchen.pk in branches)),
        ("bought_brand", ["А"], counted(lambda _products, _branches, brands: "А" in brands)),
    ):
        assert asked(field, "times", often, days, *things) == right, field
        assert asked(field, "times_not", often, days, *things) == everybody - right, field


def test_values_are_what_a_plain_count_gives(base: tuple[list[Product], Category]) -> None:
    goods, kitchen = base
    told = facts()
    totals = {
        pk: sum((one.total for one in Purchase.objects.filter(customer=pk).exclude(status="invoiced")), Decimal(0))
        for pk in told
    }
    assert asked("purchases_number", "from", 2) == {pk for pk, rows in told.items() if len(rows) >= 2}
    assert asked("purchases_total", "from", 300) == {pk for pk, total in totals.items() if total >= 300}
    assert asked("last_purchase", "filled") == {pk for pk, rows in told.items() if rows}
    assert asked("bought_product", "is", goods[1].pk) == {
        pk for pk, rows in told.items() if any(goods[1].pk in products for _one, products, _branches, _brands in rows)
    }
    assert asked("bought_category", "is_not", kitchen.pk) == {
        pk
        for pk, rows in told.items()
        if not any(kitchen.pk in branches for _one, _products, branches, _brands in rows)
    }


def test_the_form_asks_two_numbers_and_the_things(
    base: tuple[list[Product], Category], admin_user: User, client_for: Callable[[User], StrictClient]
) -> None:
    browser, product = client_for(admin_user), base[0][0]
    url = reverse("listing:filter", args=["customers"])
    form = browser.get(url, {"field": "bought_product", "op": "times"}).content.decode()
    assert form.count('type="number"') == 2
    assert form.index('type="number"') < form.index('type="checkbox"')

    values = ["2", "90", str(product.pk)]
    answer = browser.get(url, {"field": "bought_product", "op": "times", "value": values, "apply": "1"})
    assert answer.status_code == 302
    assert "bought_product__times=2" in answer["Location"]
    assert browser.get(answer["Location"]).status_code == 200
    wrong = browser.get(url, {"field": "bought_product", "op": "times", "value": ["", "90"], "apply": "1"})
    assert wrong.status_code in {200, 422}


def test_it_is_said_in_words_and_what_cannot_be_read_is_left_out(base: tuple[list[Product], Category]) -> None:
    product = base[0][0]
    data = {"field": "bought_product", "op": "times", "values": ["2", "90", str(product.pk)]}
    with translation.override("ru"):
        said = sentence(parse(data, catalogue()).tree, catalogue())
        never = sentence(
            parse({**data, "op": "times_not", "values": ["1", "1", data["values"][2]]}, catalogue()).tree, catalogue()
        )
    assert "не менее 2 раз за 90 дней Товар 0" in said
    assert "ни разу за 1 день Товар 0" in never
    for values in (["0", "90", "1"], ["2", "", "1"], ["2", "90"], ["two", "90", "1"], ["2", "90", "x"]):
        assert parse({**data, "values": values}, catalogue()).notices
    assert parse({**data, "field": "bought_product_90"}, catalogue()).notices
