"""Clients whose rhythm is broken, and the sales of the month, on «Today»."""

from decimal import Decimal

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from accounts import company
from accounts.models import User
from core.registries.today import TodayItem, today_sources
from sales.models import CustomerValue
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase

pytestmark = pytest.mark.django_db


def asked(code: str, user: User, query: str = "") -> list[TodayItem]:
    request = RequestFactory().get(f"/{query}")
    request.user = user
    return today_sources.get(code).items(request, company.today(), 8)


def test_silence_of_more_than_two_intervals_is_said(manager: User, colleague: User) -> None:
    broken, faithful, once = (make_person(responsible=manager) for _number in range(3))
    other = make_person(responsible=colleague)
    for client, days in ((broken, (153, 132, 111)), (faithful, (80, 50, 20)), (once, (300,)), (other, (120, 110))):
        for ago in days:
            make_purchase(client, days_ago=ago)

    with override("ru"):
        (found,) = asked("rhythm", manager)

    assert found.customer_id == broken.pk
    assert str(found.reason) == "раз в 21 день, молчит уже 111"


def test_who_crossed_the_edge_last_stands_first(manager: User) -> None:
    long_ago, lately = make_person(responsible=manager), make_person(responsible=manager)
    for client, days in ((long_ago, (400, 390)), (lately, (61, 41))):
        for ago in days:
            make_purchase(client, days_ago=ago)

    assert [item.customer_id for item in asked("rhythm", manager)] == [lately.pk, long_ago.pk]
    assert CustomerValue.objects.get(pk=lately.pk).average_interval == Decimal("20.0")


def test_the_tile_counts_one_s_own_sales_of_the_month(manager: User, colleague: User) -> None:
    client = make_person(responsible=manager)
    make_purchase(client, total="700", seller=manager)
    make_purchase(client, total="5000", seller=manager, status="invoiced")
    make_purchase(client, total="300", seller=colleague)
    make_purchase(client, total="90", seller=manager, days_ago=company.today().day + 1)
    request = RequestFactory().get("/")
    request.user = manager

    count = today_sources.get("sales").count
    assert count
    found = count(request, company.today())

    assert (found.count, found.text) == (1, "700\N{NO-BREAK SPACE}₽")
    assert f"seller__is={manager.pk}" in found.url
    assert company.today().strftime("%Y-%m") in found.url
