"""Two people save one card at the same moment, each by his own connection to the base."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from accounts.models import User
from customers import services
from customers.models import ContactPoint, Customer
from tests.factories.customers import make_person
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db(transaction=True)
Browser = Callable[[User], StrictClient]


def at_once(*acts: Callable[[], int]) -> list[int]:
    """Run the acts in threads that begin together."""
    begin, results = threading.Barrier(len(acts)), [0] * len(acts)

    def run(place: int, act: Callable[[], int]) -> None:
        begin.wait()
        try:
            results[place] = act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def saving(browser: StrictClient, pk: int, code: str, was: str, value: str) -> Callable[[], int]:
    data = {code: value, f"was_{code}": was}
    return lambda: browser.post(f"/clients/{pk}/facts/{code}/", data, headers={"HX-Request": "true"}).status_code


def test_different_fields_both_survive(client_for: Browser, admin_user: User, manager: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    one, two = client_for(admin_user), client_for(manager)

    codes = at_once(
        saving(one, customer.pk, "city", "Казань", "Уфа"), saving(two, customer.pk, "source", "", "Выставка")
    )

    assert codes == [200, 200]
    customer.refresh_from_db()
    assert (customer.city, customer.source) == ("Уфа", "Выставка")


def test_the_same_field_asks_one_of_them(client_for: Browser, admin_user: User, manager: User) -> None:
    customer = make_person(responsible=manager, city="Казань")
    one, two = client_for(admin_user), client_for(manager)

    codes = at_once(
        saving(one, customer.pk, "city", "Казань", "Уфа"), saving(two, customer.pk, "city", "Казань", "Омск")
    )

    assert sorted(codes) == [200, 422]
    assert Customer.objects.get(pk=customer.pk).city == ("Уфа" if codes[0] == 200 else "Омск")


def test_one_number_given_to_two_cards_at_once_stands_on_one(
    client_for: Browser, admin_user: User, manager: User
) -> None:
    cards = [make_person(responsible=manager) for _ in range(2)]
    browsers = client_for(admin_user), client_for(manager)

    def adding(browser: StrictClient, pk: int) -> Callable[[], int]:
        return lambda: browser.post(f"/clients/{pk}/numbers/add/", {"source": "1С", "value": "7"}).status_code

    codes = at_once(*(adding(browser, card.pk) for browser, card in zip(browsers, cards, strict=True)))

    assert sorted(codes) == [200, 422]


def test_one_number_sent_twice_at_once_stands_on_the_card_once(client_for: Browser, manager: User) -> None:
    card = make_person(responsible=manager)
    browsers = client_for(manager), client_for(manager)

    def adding(browser: StrictClient) -> Callable[[], int]:
        return lambda: browser.post(f"/clients/{card.pk}/contacts/add/", {"raw": "+7 917 234-18-60"}).status_code

    codes = at_once(*(adding(browser) for browser in browsers))

    assert sorted(codes) == [200, 422]
    assert ContactPoint.objects.filter(customer=card).count() == 1


def test_card_is_edited_while_a_job_writes_rows_about_it(admin_user: User) -> None:
    """A job's purchases, scores and messages hold the key of their client until its batch is through."""
    customer = make_person(city="Казань")
    job = connection.copy()
    job.set_autocommit(False)
    try:
        with job.cursor() as cursor:
            cursor.execute("SELECT FROM customers_customer WHERE id = %s FOR KEY SHARE", [customer.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '1s'")

        services.change(by=admin_user, customer=customer, values={"city": "Уфа"})

    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
        job.close()
    customer.refresh_from_db()
    assert customer.city == "Уфа"
