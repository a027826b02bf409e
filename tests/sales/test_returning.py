"""What came back never outgrows what was bought, in pieces nor in money; what was sold stays as on its day."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from journal.models import OperationItem
from journal.operations import run_now, start_undo
from journal.operations.kinds import undo_reason
from journal.undo.plan import plan
from sales import catalogue, services
from sales.models import CategoryMonth, CustomerValue, Purchase, PurchaseLine
from sales.services import Document, Line
from sales.settled import version
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
Browsers = Callable[[User], StrictClient]


def back(purchase: Purchase, place: int, quantity: str) -> Purchase:
    line = purchase.lines.order_by("position")[place]
    return services.give_back(by=system_user(), purchase=purchase, quantities={line.pk: Decimal(quantity)})


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return error.value.code


def test_the_dear_one_does_not_come_back_twice_for_the_cheap_one() -> None:
    tea = make_product("Чай")
    bought = make_purchase(
        make_person(), Line(product=tea, price=Decimal(10)), Line(product=tea, price=Decimal(100)), days_ago=1
    )
    back(bought, 1, "1")

    assert refused(lambda: back(bought, 1, "1")) == "returns_more"
    back(bought, 0, "1")
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 0


def test_thirds_of_a_discount_come_back_whole() -> None:
    bought = make_purchase(
        make_person(), Line(price=Decimal(10), quantity=Decimal(3), discount=Decimal(10)), days_ago=1
    )
    for _piece in range(3):
        back(bought, 0, "1")

    row = CustomerValue.objects.get(pk=bought.customer_id)
    assert (row.total, row.discount, row.number) == (Decimal(0), Decimal(0), 1)


def test_what_something_was_returned_of_stays_a_purchase_of_this_day_and_rate() -> None:
    bought = make_purchase(make_person(), total="50", days_ago=5, currency="USD", rate=Decimal(90))
    line = bought.lines.get()
    at = timezone.now() - dt.timedelta(days=2)
    services.give_back(by=system_user(), purchase=bought, quantities={line.pk: Decimal(1)}, at=at)

    def changed(**values: object) -> Callable[[], object]:
        document = Document(**{"currency": "USD", "rate": Decimal(90), **values})  # type: ignore[arg-type]
        return lambda: services.change(by=system_user(), purchase=bought, document=document)

    assert refused(changed(status="invoiced")) == "returned"
    assert refused(changed(rate=Decimal(91))) == "returned"
    assert refused(changed(currency="RUB")) == "returned"
    assert refused(changed(purchased_at=timezone.now() - dt.timedelta(days=1))) == "early_return"
    changed(number="5")()
    assert Purchase.objects.get(pk=bought.pk).number == "5"


def test_a_return_is_neither_moved_away_nor_made_larger(manager: User, client_for: Browsers) -> None:
    bought = make_purchase(make_person(responsible=manager), total="50", days_ago=1)
    returned = back(bought, 0, "1")

    assert refused(lambda: services.move(by=system_user(), purchase=returned, to=make_person())) == "goes_along"
    lines = [Line(price=Decimal(50), quantity=Decimal(-2))]
    assert refused(lambda: services.change(by=system_user(), purchase=returned, document=Document(), lines=lines)) == (
        "is_return"
    )
    answered = client_for(manager).get(reverse("sales:purchase_edit", args=[returned.pk]))
    assert answered["Location"] == returned.get_absolute_url()


@pytest.mark.parametrize("typed", ["0,0001", "1e-400", "1e400", "NaN", "-1", "много"])
def test_an_odd_quantity_is_a_sentence(manager: User, client_for: Browsers, typed: str) -> None:
    bought = make_purchase(make_person(responsible=manager), total="50", days_ago=1)
    address = reverse("sales:purchase_return", args=[bought.pk])

    for line in (str(bought.lines.get().pk), "9" * 18, "9" * 500):
        assert client_for(manager).post(address, {f"back-{line}": typed}).status_code == 302
    assert Purchase.objects.count() == 1


def test_an_edit_keeps_the_cost_and_the_category_of_the_day(manager: User, client_for: Browsers) -> None:
    tea = make_product("Чай", "100", cost="60", category="Напитки")
    drinks = tea.category
    bought = make_purchase(
        make_person(responsible=manager), Line(product=tea), Line(price=Decimal(30), cost=Decimal(20)), days_ago=1
    )
    catalogue.change_product(
        by=system_user(),
        product=tea,
        values={"cost": Decimal(90), "category": catalogue.ensure_category("Чаи"), "price": Decimal(200)},
    )
    catalogue.archive_product(by=system_user(), product=tea)
    form = {
        "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "2", "status": "paid", "currency": "RUB", "number": "77",
        "purchased_at": timezone.localtime(bought.purchased_at).strftime("%Y-%m-%dT%H:%M"), "seen": version(bought),
        "line-0-product": "Чай", "line-0-quantity": "1", "line-0-price": "100",
        "line-1-quantity": "1", "line-1-price": "30",
    }  # fmt: skip
    address, browser = reverse("sales:purchase_edit", args=[bought.pk]), client_for(manager)

    assert browser.post(address, form).status_code == 302

    changed = Purchase.objects.get(pk=bought.pk)
    assert (changed.number, changed.cost, changed.profit) == ("77", Decimal(80), Decimal(50))
    assert changed.purchased_at == bought.purchased_at, "the box has no seconds"
    assert [line.category for line in changed.lines.order_by("position")] == [drinks, None]
    assert CategoryMonth.objects.get(customer=bought.customer, category=drinks).profit == 40
    answered = browser.post(address, form | {"number": "78"})
    assert answered.status_code == 422, "somebody has changed it meanwhile"
    assert Purchase.objects.get(pk=bought.pk).number == "77"


def test_a_purchase_of_very_many_lines_is_read_in_parts_and_its_document_changed(
    manager: User, client_for: Browsers
) -> None:
    lines = [Line(price=Decimal(1)) for _place in range(201)]
    bought = make_purchase(make_person(responsible=manager), *lines, days_ago=1)
    browser, form = client_for(manager), {"status": "paid", "currency": "RUB", "number": "9"}
    form["purchased_at"] = timezone.localtime(bought.purchased_at).strftime("%Y-%m-%dT%H:%M")

    assert "?from=200" in browser.get(bought.get_absolute_url()).content.decode()
    assert browser.get(bought.get_absolute_url() + "?from=200").content.decode().count('name="back-') == 1
    assert browser.get(bought.get_absolute_url() + "?from=" + "9" * 400).status_code == 200
    assert browser.get(reverse("sales:purchase_edit", args=[bought.pk])).status_code == 200
    assert browser.post(reverse("sales:purchase_edit", args=[bought.pk]), form).status_code == 302
    bought.refresh_from_db()
    assert (bought.number, bought.total, bought.lines.count()) == ("9", Decimal(201), 201)


def test_the_undo_of_a_sale_leaves_what_came_back_of_it() -> None:
    bought = make_purchase(make_person(), total="50", days_ago=1)
    made = bought.made_in
    back(bought, 0, "1")

    from journal.models import Operation

    run_now(start_undo(Operation.objects.get(pk=made), system_user(), queued=False))

    assert Purchase.objects.get(pk=bought.pk).lines.count() == 1


def test_the_undo_of_a_deleted_return_leaves_no_more_returned_than_was_bought(manager: User) -> None:
    bought = make_purchase(make_person(responsible=manager), Line(price=Decimal(50), quantity=Decimal(2)), days_ago=1)
    first = back(bought, 0, "2")
    deleted = services.delete(by=manager, purchase=first)
    second = back(bought, 0, "1")
    planned = plan(deleted)

    undo = run_now(start_undo(deleted, manager, queued=False))

    assert list(bought.returned_by.values_list("pk", flat=True).order_by("pk")) == [second.pk]
    assert not PurchaseLine.objects.filter(purchase=first.pk).exists(), "nor lines of nothing"
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 50
    reasons = dict(
        OperationItem.objects.filter(operation_id=undo.pk).values_list("object_type", "reason").order_by("seq")
    )
    assert reasons == {"sales.purchase": "no_place", "sales.purchaseline": "whole_gone"}
    assert undo.kept == len(planned.kept) == 2
    assert sorted(one.reason for one in planned.kept) == ["no_place", "whole_gone"]
    assert "больше" in str(undo_reason("sales.purchase", "no_place"))


def test_a_deleted_return_that_fits_comes_back(manager: User) -> None:
    bought = make_purchase(make_person(responsible=manager), Line(price=Decimal(50), quantity=Decimal(2)), days_ago=1)
    first = back(bought, 0, "1")
    deleted = services.delete(by=manager, purchase=first)
    back(bought, 0, "1")
    assert plan(deleted).kept == []

    assert run_now(start_undo(deleted, manager, queued=False)).kept == 0

    assert PurchaseLine.objects.filter(purchase=first.pk).count() == 1
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 0


def test_halves_of_kopecks_are_rounded_alike_everywhere() -> None:
    tea = make_product("Чай", category="Напитки")
    bought = make_purchase(
        make_person(), Line(product=tea, price=Decimal("0.05"), quantity=Decimal("0.5"), cost=Decimal("0.01"))
    )

    month = CategoryMonth.objects.get(customer=bought.customer)
    assert bought.lines.get().sum == bought.total == month.total == Decimal("0.03")
    assert bought.profit == month.profit


@pytest.mark.django_db(transaction=True)
def test_of_two_returns_at_once_one_is_too_much() -> None:
    bought = make_purchase(make_person(), Line(price=Decimal(10), quantity=Decimal(3)), days_ago=1)
    ready = threading.Barrier(2)

    def give_back() -> str:
        try:
            ready.wait(10)
            back(bought, 0, "2")
        except DomainError as error:
            return error.code
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = [one.result() for one in [pool.submit(give_back) for _place in range(2)]]

    assert sorted(said) == ["", "returns_more"]
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 10
