"""What may not be of a purchase: each has a sentence; and what each act leaves behind it, undone too."""

import datetime as dt
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.services import system_user
from core.errors import DomainError
from journal.models import Operation
from journal.operations import run_now, start_undo
from sales import catalogue, rules, services, tree
from sales.forms import PurchaseForm, lines_of, typed_lines
from sales.models import Category, CustomerValue, Purchase
from sales.services import Document, Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "document", "code"),
    [
        ({"price": Decimal(-1)}, {}, "negative_price"),
        ({"price": Decimal(1), "quantity": Decimal(0)}, {}, "quantity"),
        ({"price": Decimal(1), "discount": Decimal(2)}, {}, "discount"),
        ({"price": Decimal(1), "discount": Decimal(-1)}, {}, "negative_discount"),
        ({"price": Decimal(10) ** 13, "quantity": Decimal(1000)}, {}, "sum"),
        ({"price": Decimal(1)}, {"purchased_at": timezone.now() + dt.timedelta(days=1)}, "future"),
        ({"price": Decimal(1)}, {"purchased_at": dt.datetime(1970, 1, 1, tzinfo=dt.UTC)}, "too_old"),
        ({"price": Decimal(1)}, {"currency": "USD"}, "rate"),
        ({"price": Decimal(1)}, {"currency": "USD", "rate": Decimal(0)}, "rate"),
        ({"price": Decimal(1)}, {"status": "returned"}, "return_sum"),
    ],
)
def test_what_cannot_be_is_refused(line: dict[str, Any], document: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError) as refused:
        services.create(
            by=system_user(),
            customer=make_person(),
            lines=[Line(**line)],
            document=Document(**document),
        )

    assert refused.value.code == code
    assert not Purchase.objects.exists()


def test_a_gift_costs_nothing_and_is_a_purchase() -> None:
    gift = make_purchase(make_person(), Line(price=Decimal(0), cost=Decimal(30)))

    assert (gift.total, gift.profit, gift.status) == (Decimal(0), Decimal(-30), "paid")


def test_lines_are_at_least_one_and_no_warehouse() -> None:
    for count, code in ((0, "lines"), (rules.MOST_LINES + 1, "too_many_lines")):
        with pytest.raises(DomainError) as refused:
            rules.refuse_number_of_lines(count)
        assert refused.value.code == code


def test_another_unit_is_refused() -> None:
    cloth = make_product("Ткань", unit="м")

    with pytest.raises(DomainError) as refused:
        make_purchase(make_person(), Line(product=cloth, unit="кг"))

    assert refused.value.code == "unit"
    assert make_purchase(make_person(), Line(product=cloth, unit="М.")).total == 1000


def test_a_number_stands_once_with_a_client() -> None:
    client, other = make_person(), make_person()
    make_purchase(client, number="7")
    theirs = make_purchase(other, number="7")

    acts: tuple[Callable[[], object], ...] = (
        lambda: make_purchase(client, number="7"),
        lambda: services.move(by=system_user(), purchase=theirs, to=client),
    )
    for act in acts:
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "duplicate_number"


def test_a_purchase_in_another_currency_keeps_its_sum_and_the_rate_of_its_day() -> None:
    bought = make_purchase(make_person(), Line(price=Decimal("19.99")), currency="USD", rate=Decimal("91.5"))

    assert (bought.own_total, bought.total, bought.rate) == (Decimal("19.99"), Decimal("1829.09"), Decimal("91.5"))


def test_nobody_returns_more_than_he_bought() -> None:
    bought = make_purchase(make_person(), Line(product=make_product(), quantity=Decimal(3)), days_ago=2)
    line = bought.lines.get()
    services.give_back(by=system_user(), purchase=bought, quantities={line.pk: Decimal(2)})

    with pytest.raises(DomainError) as refused:
        services.give_back(by=system_user(), purchase=bought, quantities={line.pk: Decimal(2)})

    assert refused.value.code == "returns_more"
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 1000


def test_returned_purchases_keep_their_lines_and_stay() -> None:
    bought = make_purchase(make_person(), Line(product=make_product()), days_ago=2)
    services.give_back(by=system_user(), purchase=bought, quantities={bought.lines.get().pk: Decimal(1)})

    acts: tuple[Callable[[], object], ...] = (
        lambda: services.delete(by=system_user(), purchase=bought),
        lambda: services.change(by=system_user(), purchase=bought, document=Document(), lines=[Line(price=Decimal(5))]),
    )
    for act in acts:
        with pytest.raises(DomainError) as refused:
            act()
        assert refused.value.code == "returned"


def test_each_act_is_undone_with_its_values() -> None:
    client, other = make_person(), make_person()
    bought = make_purchase(client, Line(product=make_product(), quantity=Decimal(2)), number="1")
    standing = CustomerValue.objects.get(pk=client.pk).total
    lines = [Line(price=Decimal(10))]

    acts: tuple[Callable[[], Operation], ...] = (
        lambda: services.change(by=system_user(), purchase=bought, document=Document(number="2"), lines=lines),
        lambda: services.move(by=system_user(), purchase=bought, to=other),
        lambda: services.delete(by=system_user(), purchase=bought),
    )
    for act in acts:
        done = act()
        assert CustomerValue.objects.get(pk=client.pk).total != standing
        run_now(start_undo(Operation.objects.get(pk=done.pk), system_user(), queued=False))
        assert CustomerValue.objects.get(pk=client.pk).total == standing
        assert Purchase.objects.get(pk=bought.pk).lines.get().quantity == 2


def test_a_sold_product_is_archived_and_never_deleted() -> None:
    sold = make_product("Проданный")
    make_purchase(make_person(), Line(product=sold))

    with pytest.raises(ProtectedError):
        sold.delete()
    catalogue.archive_product(by=system_user(), product=sold)

    sold.refresh_from_db()
    assert sold.is_archived


def test_a_branch_moves_with_what_stands_in_it_and_never_into_itself() -> None:
    leaf = catalogue.ensure_category("Дом / Кухня / Посуда")
    assert leaf is not None
    kitchen, garden = Category.objects.get(name="Кухня"), catalogue.ensure_category("Сад")
    assert garden is not None

    catalogue.move_category(kitchen, garden)

    leaf.refresh_from_db()
    assert leaf.lineage == [garden.pk, kitchen.pk, leaf.pk]
    with pytest.raises(DomainError):
        catalogue.move_category(garden, leaf)


def test_a_unit_typed_beside_the_quantity_is_held_to_that_of_the_product() -> None:
    make_product("Ткань", unit="м")
    data = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0", "line-0-product": "Ткань"}

    def line(quantity: str) -> Line:
        lines = lines_of({**data, "line-0-quantity": quantity})
        assert lines.is_valid(), lines.errors
        return typed_lines(lines)[0]

    assert [(line(said).quantity, line(said).unit) for said in ("2", "1,5 м", "2 кг")] == [
        (Decimal(2), ""),
        (Decimal("1.5"), "м"),
        (Decimal(2), "кг"),
    ]
    with pytest.raises(DomainError) as refused:
        make_purchase(make_person(), line("2 кг"))
    assert refused.value.code == "unit"
    assert not lines_of({**data, "line-0-quantity": "много"}).is_valid()


def test_a_quantity_as_long_as_a_book_is_refused_at_once() -> None:
    began = time.monotonic()
    data = {"line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0", "line-0-price": "1"}

    assert not lines_of({**data, "line-0-quantity": "1" + " " * 300 + "!"}).is_valid()

    assert time.monotonic() - began < 1


def test_the_unit_of_what_was_sold_stays() -> None:
    by, cloth, thread = system_user(), make_product("Ткань", unit="м"), make_product("Нитки", unit="м")
    make_purchase(make_person(), Line(product=cloth))

    with pytest.raises(DomainError) as refused:
        catalogue.change_product(by=by, product=cloth, values={"unit": "кг"})

    assert refused.value.code == "unit"
    catalogue.change_product(by=by, product=cloth, values={"unit": "М."})
    catalogue.change_product(by=by, product=thread, values={"unit": "шт"})


def test_an_archived_shop_stays_on_its_purchase() -> None:
    shop = catalogue.ensure_shop("Центр")
    assert shop is not None
    purchase = make_purchase(make_person(), total="10", shop=shop)
    tree.put_away(by=system_user(), row=shop)

    form = PurchaseForm(by=system_user(), purchase=purchase)

    assert shop in form.fields["shop"].queryset  # type: ignore[attr-defined]
    assert shop not in PurchaseForm(by=system_user()).fields["shop"].queryset  # type: ignore[attr-defined]
