"""Value rows on hand-computed purchases; the windows move; `touched` is written."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone

from accounts import company
from accounts.services import system_user
from journal.models import Touched
from sales import services, values
from sales.models import CategoryMonth, CustomerValue, Purchase, ValueDay
from sales.money import MOST
from sales.services import Document, Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_every_client_has_a_row_and_it_holds_noughts() -> None:
    row = CustomerValue.objects.get(pk=make_person().pk)

    assert (row.number, row.total, row.number_365) == (0, Decimal(0), 0)


def test_the_row_of_three_purchases_a_return_and_an_invoice() -> None:
    client = make_person()
    tea = make_product(price="100", cost="60", category="Чай")
    first = make_purchase(client, Line(product=tea, quantity=Decimal(5), discount=Decimal(50)), days_ago=400)
    make_purchase(client, Line(product=tea, quantity=Decimal(2)), days_ago=200)
    make_purchase(client, Line(product=tea), days_ago=10)
    make_purchase(client, Line(product=tea), days_ago=5, status="invoiced")
    line = first.lines.get()
    services.give_back(by=system_user(), purchase=first, quantities={line.pk: Decimal(1)})

    row = CustomerValue.objects.get(pk=client.pk)

    # 450 + 200 + 100 − 90 (a fifth of the discount comes back too).
    assert (row.number, row.total, row.discount) == (3, Decimal(660), Decimal(40))
    assert row.profit == Decimal(660) - 7 * 60
    assert row.average_check == Decimal(220)
    assert row.average_interval == Decimal("195.0")
    assert (row.number_365, row.total_365) == (2, Decimal(210))
    assert (row.number_90, row.total_90) == (1, Decimal(10))
    months = CategoryMonth.objects.filter(customer=client, category=tea.category)
    assert sum(month.total for month in months.order_by("pk")) == Decimal(660)


def test_windows_move_on_by_the_day() -> None:
    client = make_person()
    make_purchase(client, total="100", days_ago=89)
    values.rebuild()
    today = company.today()
    ValueDay.objects.update(day=today - dt.timedelta(days=3))
    CustomerValue.objects.filter(pk=client.pk).update(number_90=1, total_90=100)
    old = make_person()
    make_purchase(old, total="70", days_ago=91)
    CustomerValue.objects.filter(pk=old.pk).update(number_90=1, total_90=70)

    assert values.expire(today) == 1
    assert CustomerValue.objects.get(pk=old.pk).number_90 == 0
    assert CustomerValue.objects.get(pk=client.pk).number_90 == 1
    assert ValueDay.objects.get().day == today
    assert values.expire(today) == 0


def test_what_changes_is_touched_and_what_does_not_is_not() -> None:
    bought, other = make_person(), make_person()
    purchase = make_purchase(bought)

    touched = Touched.objects.filter(what="purchases").order_by("pk").values_list("customer_id", flat=True)
    assert list(touched) == [bought.pk]
    services.move(by=system_user(), purchase=purchase, to=other)
    assert set(touched.all()) == {bought.pk, other.pk}
    Touched.objects.all().delete()
    assert values.rebuild() == 0
    assert not Touched.objects.exists()


def test_a_rebuild_puts_right_what_was_spoiled() -> None:
    client = make_person()
    make_purchase(client, total="100")
    CustomerValue.objects.filter(pk=client.pk).update(total=7)
    CategoryMonth.objects.all().delete()

    assert values.rebuild() == 1
    assert CustomerValue.objects.get(pk=client.pk).total == 100
    assert CategoryMonth.objects.get(customer=client).total == 100


def test_a_day_in_the_company_zone_begins_its_window() -> None:
    client = make_person()
    zone = company.current().zone
    begins = dt.datetime.combine(company.today() - dt.timedelta(days=89), dt.time(), tzinfo=zone)
    for moment in (begins + dt.timedelta(seconds=1), begins - dt.timedelta(seconds=1)):
        make_purchase(client, days_ago=(timezone.now() - moment) / dt.timedelta(days=1))

    assert CustomerValue.objects.get(pk=client.pk).number_90 == 1


def test_another_product_at_the_same_price_is_touched_too() -> None:
    tea, cake = make_product("Чай"), make_product("Торт")
    purchase = make_purchase(make_person(), Line(product=tea))
    Touched.objects.all().delete()

    services.change(by=system_user(), purchase=purchase, document=Document(), lines=[Line(product=cake)])

    assert Touched.objects.get().customer_id == purchase.customer_id


def test_a_client_may_buy_more_than_any_purchase_holds() -> None:
    client, most = make_person(), MOST - 1
    for _number in range(3):
        make_purchase(client, Line(price=most, cost=most))
    Purchase.objects.filter(customer=client).update(total=MOST * 100 - 1, own_total=MOST * 100 - 1)

    make_purchase(client, Line(price=most))

    row = CustomerValue.objects.get(pk=client.pk)
    assert row.total == (MOST * 100 - 1) * 3 + most > 10**16
    assert row.average_check == (row.total / 4).quantize(Decimal("0.01"), ROUND_HALF_UP)
