"""The list of clients: who sees whom, in what order, page by page."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core.registries.fields import fields
from customers.models import Customer
from listing import showing
from listing.ordering import indexed
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]
LIST = "/clients/"
CARD_LINK = re.compile(r'href="/clients/(\d+)/\?list=\w+"')
NOON = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.fixture
def three_on_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(showing, "ROWS_ON_PAGE", 3)


def ids(response: Any) -> list[int]:
    """The clients of a page from the top."""
    assert response.status_code == 200
    return [int(found) for found in CARD_LINK.findall(response.content.decode())]


def link(response: Any, relation: str) -> str | None:
    """The address of the next or previous page."""
    found = re.search(rf'href="(\?[^"]*)" rel="{relation}"', response.content.decode())
    return LIST + found[1].replace("&amp;", "&") if found else None


def walk(browser: StrictClient, address: str | None, relation: str) -> list[list[int]]:
    """The pages from this address on, as long as there is a link."""
    pages = []
    while address:
        response = browser.get(address)
        pages.append(ids(response))
        address = link(response, relation)
    return pages


def test_manager_sees_his_own(client_for: ClientFor, manager: User, colleague: User) -> None:
    mine = make_person(responsible=manager)
    make_person(responsible=colleague)
    make_person()

    assert ids(client_for(manager).get(LIST)) == [mine.pk]


def test_administrator_sees_all(client_for: ClientFor, admin_user: User, manager: User) -> None:
    clients = {make_person(responsible=manager).pk, make_person().pk}

    assert set(ids(client_for(admin_user).get(LIST))) == clients


def test_stranger_sees_none(client_for: ClientFor, stranger: User) -> None:
    make_person()

    assert ids(client_for(stranger).get(LIST)) == []


def test_nobody_is_sent_to_sign_in(client: StrictClient) -> None:
    response = client.get(LIST)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_archived_client_is_not_shown(client_for: ClientFor, admin_user: User) -> None:
    Customer.objects.filter(pk=make_person().pk).update(archived_at=NOON)

    assert ids(client_for(admin_user).get(LIST)) == []


def test_list_is_sorted_by_name_with_yo_as_ye(client_for: ClientFor, admin_user: User) -> None:
    names = ["Семёнов Я", "Семенова А", "ёлкин", "«Ежевика»", "Абрамов"]
    made = {name: make_company(name).pk for name in names}

    shown = ids(client_for(admin_user).get(LIST))

    assert shown == [made[name] for name in ["Абрамов", "«Ежевика»", "ёлкин", "Семёнов Я", "Семенова А"]]


@pytest.mark.parametrize("sort", ["full_name", "-full_name", "created_at", "-created_at"])
@pytest.mark.usefixtures("three_on_a_page")
def test_pages_lead_there_and_back(client_for: ClientFor, admin_user: User, sort: str) -> None:
    for name in ["Б", "А", "А", "А", "А", "В", "Г", "А"]:
        make_company(name, created_at=NOON)
    browser = client_for(admin_user)

    there = walk(browser, f"{LIST}?sort={sort}", "next")
    last = f"{LIST}?sort={sort}&after={there[1][-1]}"
    back = walk(browser, last, "prev")

    expected = Customer.objects.order_by(*indexed(fields.get(sort.lstrip("-")), sort).terms).values_list(
        "pk", flat=True
    )
    assert [pk for page in there for pk in page] == list(expected)
    assert back == there[::-1]


@pytest.mark.usefixtures("three_on_a_page")
def test_page_before_with_few_rows_is_the_first(client_for: ClientFor, admin_user: User) -> None:
    clients = [make_company(name).pk for name in "АБВГД"]

    response = client_for(admin_user).get(f"{LIST}?before={clients[2]}")

    assert ids(response) == clients[:3]
    assert link(response, "prev") is None


@pytest.mark.parametrize("cursor", ["0", "-5", "9" * 30, "9" * 5000, "abc", "²", "1;DROP", ""])
def test_forged_cursor_shows_the_first_page(client_for: ClientFor, admin_user: User, cursor: str) -> None:
    customer = make_person()
    browser = client_for(admin_user)

    assert ids(browser.get(LIST, {"after": cursor})) == [customer.pk]
    assert ids(browser.get(LIST, {"before": cursor})) == [customer.pk]


def test_cursor_of_a_stranger_s_client_tells_nothing(client_for: ClientFor, manager: User, colleague: User) -> None:
    mine = [make_company(name, responsible=manager).pk for name in "АВ"]
    theirs = make_company("Б", responsible=colleague)

    assert ids(client_for(manager).get(f"{LIST}?after={theirs.pk}")) == mine


def test_unknown_sort_is_by_name(client_for: ClientFor, admin_user: User) -> None:
    clients = [make_company(name).pk for name in "БА"]

    assert ids(client_for(admin_user).get(f"{LIST}?sort=password")) == clients[::-1]


def test_header_says_how_the_list_is_sorted(client_for: ClientFor, admin_user: User) -> None:
    make_person()

    page = client_for(admin_user).get(f"{LIST}?sort=-created_at").content.decode()

    assert page.count("aria-sort") == 1
    assert (
        '<th scope="col" class="c-since" aria-sort="descending">'
        '<a class="table__sort" href="?view=all&amp;sort=created_at">' in page
    )


def test_row_shows_the_first_phone_and_e_mail(client_for: ClientFor, admin_user: User) -> None:
    customer = make_person(city="Казань")
    make_phone(customer, "89172341860")
    make_phone(customer, "89172341861")
    make_email(customer, "Elena@Mail.Example.com")

    page = client_for(admin_user).get(LIST).content.decode()

    assert "+7\u00a0917\u00a0234-18-60" in page
    assert "234-18-61" not in page
    assert "elena@mail.example.com" in page
    assert "Казань" in page


def test_markup_in_a_name_is_text(client_for: ClientFor, admin_user: User) -> None:
    make_company("<script>alert(1)</script>")

    page = client_for(admin_user).get(LIST).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_nameless_client_can_still_be_opened(client_for: ClientFor, admin_user: User) -> None:
    customer = make_person("")

    assert ids(client_for(admin_user).get(LIST)) == [customer.pk]


@pytest.mark.parametrize("count", [2, 20])
def test_page_asks_no_more_for_more_rows(
    client_for: ClientFor, admin_user: User, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        customer = make_person(responsible=admin_user)
        make_phone(customer)
        make_email(customer)
    browser = client_for(admin_user)
    first = Customer.objects.order_by("pk").values_list("pk", flat=True)[0]

    with django_assert_max_num_queries(12):
        browser.get(f"{LIST}?sort=created_at&after={first}")


def test_empty_base_says_so(client_for: ClientFor, admin_user: User) -> None:
    page = client_for(admin_user).get(LIST).content.decode()

    assert 'class="empty"' in page
    assert "<table" not in page
