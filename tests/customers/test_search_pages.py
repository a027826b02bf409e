"""The search box of the list and the palette: pages, addresses, the journal."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from customers import services, trail
from customers.client_list import ROWS_ON_PAGE
from customers.models import Customer
from customers.search.kept import keep, recall
from journal.models import Entry
from tests.factories.customers import make_company, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
SEARCH = "/clients/search/"
CARD_LINK = re.compile(r'href="/clients/(\d+)/"')


def ask(browser: StrictClient, typed: str) -> Any:
    """The address that the box leads to."""
    return browser.post(SEARCH, {"q": typed})["Location"]


def shown(browser: StrictClient, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def test_what_was_typed_is_not_in_the_address(client_for: Browsers, admin_user: User) -> None:
    customer = make_person("Морозова Елена")
    browser = client_for(admin_user)

    address = ask(browser, "морозова")

    assert re.fullmatch(r"/clients/search/\?s=[\w-]{12}", address)
    assert CARD_LINK.findall(shown(browser, address)) == [str(customer.pk)]
    assert CARD_LINK.findall(shown(browser, address)) == [str(customer.pk)]
    assert 'value="морозова"' in shown(browser, address)


def test_only_spaces_lead_back_to_the_list(client_for: Browsers, admin_user: User) -> None:
    assert ask(client_for(admin_user), "  \x00 ") == reverse("customers:list")


@pytest.mark.parametrize("name", ["", "nothing", "a" * 100_000, "../..", "морозова", "\x00", "%s"])
def test_forged_name_of_a_search_is_forgotten(client_for: Browsers, admin_user: User, name: str) -> None:
    make_person("Морозова Елена")

    page = client_for(admin_user).get(SEARCH, {"s": name}).content.decode()

    assert 'class="empty"' in page
    assert not CARD_LINK.findall(page)


def test_search_belongs_to_who_asked(manager: User, colleague: User) -> None:
    name = keep(manager.pk, "морозова")

    assert recall(manager.pk, name) == "морозова"
    assert recall(colleague.pk, name) is None
    cache.clear()
    assert recall(manager.pk, name) is None


def test_pages_lead_there_and_back(client_for: Browsers, admin_user: User) -> None:
    made = [Customer(name=f"Ким {n:03}", sort_name=f"ким {n:03}") for n in range(ROWS_ON_PAGE + 7)]
    Customer.objects.bulk_create(made)
    browser = client_for(admin_user)
    address = ask(browser, "ким")

    first, second = shown(browser, address), shown(browser, f"{address}&page=2")

    assert (len(CARD_LINK.findall(first)), len(CARD_LINK.findall(second))) == (ROWS_ON_PAGE, 7)
    assert not set(CARD_LINK.findall(first)) & set(CARD_LINK.findall(second))
    assert "page=2" in first
    assert "page=1" in second
    assert CARD_LINK.findall(shown(browser, f"{address}&page=99")) == CARD_LINK.findall(second)
    assert CARD_LINK.findall(shown(browser, f"{address}&page=x")) == CARD_LINK.findall(first)


def test_phone_that_led_to_the_client_is_shown(client_for: Browsers, admin_user: User) -> None:
    customer = make_person("Морозова Елена")
    make_phone(customer, "+7 917 234-18-60")
    make_phone(customer, "+7 917 234-99-77")
    browser = client_for(admin_user)

    page, palette = shown(browser, ask(browser, "9977")), browser.post(reverse("palette_search"), {"q": "9977"})

    assert "234-99-77" in page
    assert "234-99-77" in palette.content.decode()


def test_archived_client_is_marked(client_for: Browsers, admin_user: User) -> None:
    customer = make_person("Морозова Елена")
    services.archive(by=admin_user, customer=customer)
    browser = client_for(admin_user)

    assert "в архиве" in shown(browser, ask(browser, "морозова"))
    assert "в архиве" in browser.post(reverse("palette_search"), {"q": "морозова"}).content.decode()


def test_empty_answer_says_what_was_tried(client_for: Browsers, admin_user: User) -> None:
    browser = client_for(admin_user)

    page = shown(browser, ask(browser, "bdfyjd"))

    assert "иванов" in page
    assert 'class="empty"' in page


def test_markup_is_text(client_for: Browsers, admin_user: User) -> None:
    make_company("<script>alert(1)</script>")
    browser = client_for(admin_user)

    page = shown(browser, ask(browser, "<script>alert"))

    assert "<script>alert" not in page
    assert "&lt;script" in page


def test_each_look_at_an_answer_is_an_entry(client_for: Browsers, manager: User) -> None:
    make_person("Морозова Елена", responsible=manager)
    browser = client_for(manager)
    address = ask(browser, "морозова")
    browser.get(address)
    browser.get(f"{address}&page=1")
    browser.post(reverse("palette_search"), {"q": "моро"})

    entries = Entry.objects.filter(verb=trail.SEARCHED).order_by("id")
    assert [entry.details for entry in entries] == [{"text": "морозова", "found": 1}] * 2 + [
        {"text": "моро", "found": 1}
    ]


def test_nobody_is_sent_to_sign_in(client: StrictClient) -> None:
    assert client.get(SEARCH)["Location"].startswith(reverse("account_login"))
    assert client.post(SEARCH, {"q": "морозова"})["Location"].startswith(reverse("account_login"))
