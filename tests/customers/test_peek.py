"""The quick view: what stands there, who gets 404, what rights per field leave of it."""

from collections.abc import Callable

import pytest

from accounts.models import User
from customers import external_ids, services, tags
from customers.models import Customer
from journal.models import Entry
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def full(keeper: User) -> Customer:
    customer = make_person(responsible=keeper, city="Казань", note="Звонить после обеда")
    make_phone(customer, "8 (917) 234-18-60", label="рабочий", extension="5501")
    make_email(customer, "elena@mail.example.com")
    tags.put_on(by=keeper, customer=customer, name="гжель")
    services.change(by=keeper, customer=customer, values={"source": "Выставка"})
    return customer


def test_the_drawer_shows_the_card_at_a_glance(client_for: Browser, manager: User) -> None:
    customer = full(manager)

    page = client_for(manager).get(f"/clients/{customer.pk}/peek/").content.decode()

    for text in ("Морозова Елена", "Казань", "Звонить после обеда", 'href="tel:+79172341860;ext=5501"', "рабочий"):
        assert text in page
    assert "гжель" in page
    assert "доб. 5501" in page
    assert "elena@mail.example.com" in page
    assert f"/clients/{customer.pk}/panels/changes/?brief=1" in page
    changes = client_for(manager).get(f"/clients/{customer.pk}/panels/changes/?brief=1").content.decode()
    assert "изменила источник" in changes
    assert "restore-value" not in changes
    assert f'href="/clients/{customer.pk}/edit/"' in page


def test_strangers_and_colleagues_get_404(client_for: Browser, manager: User, colleague: User, stranger: User) -> None:
    customer = full(manager)
    for reader in (colleague, stranger):
        assert client_for(reader).get(f"/clients/{customer.pk}/peek/").status_code == 404
    assert client_for(manager).get("/clients/999999999/peek/").status_code == 404


def test_the_look_is_journalled(client_for: Browser, manager: User) -> None:
    customer = full(manager)
    client_for(manager).get(f"/clients/{customer.pk}/peek/")
    assert Entry.objects.filter(verb="customers.viewed", object_id=str(customer.pk)).count() == 1


def test_an_empty_card_has_a_quick_view(client_for: Browser, admin_user: User) -> None:
    for customer in (make_person(""), make_company()):
        assert client_for(admin_user).get(f"/clients/{customer.pk}/peek/").status_code == 200


NAMES = ("<b>Жирный</b> <script>alert(1)</script>", "שלום עולם", "🎉Праздник 👩‍👩‍👧", "Я" * 100)


@pytest.mark.parametrize("name", NAMES)
def test_odd_names_are_only_text(client_for: Browser, manager: User, name: str) -> None:
    customer = services.create_person(by=manager, last_name=name, responsible=manager)
    browser = client_for(manager)
    for address in (f"/clients/{customer.pk}/peek/", f"/clients/{customer.pk}/", "/clients/"):
        response = browser.get(address)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert "<b>Жирный" not in response.content.decode()


def test_two_hundred_phones_and_a_long_note(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    for _ in range(200):
        make_phone(customer)
    services.change(by=manager, customer=customer, values={"note": "о" * 10_000})
    browser = client_for(manager)

    card = browser.get(f"/clients/{customer.pk}/").content.decode()
    assert "Показать все: 200" in card
    assert card.count('href="tel:') == 11
    assert browser.get(f"/clients/{customer.pk}/contacts/?all=1").content.decode().count('href="tel:') == 200
    peek = browser.get(f"/clients/{customer.pk}/peek/").content.decode()
    assert "и ещё 195 контактов" in peek
    assert len(peek) < 60_000


def test_a_note_of_100_kb_is_refused_with_a_sentence(client_for: Browser, manager: User) -> None:
    customer = make_person(responsible=manager)
    response = client_for(manager).post(
        f"/clients/{customer.pk}/facts/note/", {"note": "ж" * 100_000, "was_note": ""}, headers={"HX-Request": "true"}
    )
    assert response.status_code == 422
    assert "10" in response.content.decode()
    assert Customer.objects.get(pk=customer.pk).note == ""


def test_a_quick_view_asks_no_more_for_more(
    client_for: Browser, manager: User, django_assert_max_num_queries: object
) -> None:
    customer = full(manager)
    for number in range(5):
        make_phone(customer)
        tags.put_on(by=manager, customer=customer, name=f"тег {number}")
        external_ids.add(by=manager, customer=customer, source="1С", value=str(number))
    browser = client_for(manager)
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        browser.get(f"/clients/{customer.pk}/peek/")
