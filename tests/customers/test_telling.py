"""Dates and relations stand in lists and files with what they are: by the reader's rights, one query for a page."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from customers import dates, relations
from customers.models import Customer
from listing.exports import services
from listing.exports.services import Wish
from listing.models import ListColumns
from listing.pages import list_pages
from tests.factories.customers import make_person
from tests.harness.client import StrictClient
from tests.listing.exports.test_round_trip import content

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def family(admin_user: User, manager: User) -> tuple[Customer, Customer]:
    husband = make_person("Иванов Иван", responsible=manager)
    wife = make_person("Иванова Анна")
    dates.add(by=admin_user, customer=husband, kind="wedding", typed="12.06.2010")
    dates.add(by=admin_user, customer=husband, kind="child", typed="01.02", label="Маша")
    relations.add(by=admin_user, customer=husband, other=wife, kind="spouse")
    return husband, wife


def list_of(browser: StrictClient, user: User) -> str:
    ListColumns.objects.create(user=user, page="customers", columns=["full_name", "dates", "relations"])
    return browser.get(reverse("customers:list")).content.decode()


def exported(by: User, *ids: int) -> str:
    wish = Wish(
        page=list_pages.get("customers"), choice={"ids": list(ids)}, columns=["full_name", "dates", "relations"],
        format="csv", purpose="Поздравить",
    )  # fmt: skip
    return content(services.start_and_wait(services.prepare(wish, by=by), by=by)).decode()


def test_the_list_and_a_file_tell_what_the_dates_and_ties_are(
    family: tuple[Customer, Customer], client_for: Any, admin_user: User
) -> None:
    page = list_of(client_for(admin_user), admin_user)
    file = exported(admin_user, *(one.pk for one in family))
    for text in (page, file):
        assert "Свадьба: 12.06.2010" in text
        assert "(Маша): 01.02" in text
        assert ": Иванова Анна" in text
        assert ": Иванов Иван" in text


def test_of_a_client_one_does_not_see_nothing_is_told(
    family: tuple[Customer, Customer], client_for: Any, manager: User
) -> None:
    page = list_of(client_for(manager), manager)
    assert "Свадьба: 12.06.2010" in page
    assert "Иванова Анна" not in page
