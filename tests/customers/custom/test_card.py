"""Own fields on the card: facts, editing in place, the form, secrets."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Role, User
from customers.custom.values import change, values_of
from customers.models import CustomField
from files.models import StoredFile
from journal.models import Entry
from tests.factories.customers import make_company, make_person
from tests.factories.own_fields import make_field

pytestmark = pytest.mark.django_db


def test_card_shows_fields_of_its_kind_by_section(client_for: Any, manager: User) -> None:
    make_field(name="Машина", section="Увлечения", kind="person")
    make_field(name="Оборот", kind="company")
    person, company = make_person(responsible=manager), make_company(responsible=manager)
    browser = client_for(manager)

    card = browser.get(person.get_absolute_url()).text
    assert "Увлечения" in card
    assert "Машина" in card
    assert "Оборот" not in card
    assert "Оборот" in browser.get(company.get_absolute_url()).text


@pytest.mark.parametrize(
    ("kind", "typed", "shown"),
    [
        ("text", "Лада", "Лада"), ("integer", "1200", "1\xa0200"), ("money", "1200,5", "1\xa0200,5"),
        ("date", "31.12.2026", "31"), ("flag", "yes", "да"), ("choice", "o1", "Красный"),
        ("multi", ["o1", "o2"], "Красный, Синий"), ("link", "example.com", "https://example.com"),
        ("moment", "31.12.2026 14:30", "14:30"), ("long_text", "одна\nдве", "одна<br>две"), ("decimal", "54,7", "54,7"),
    ],
)  # fmt: skip
def test_fact_is_changed_in_place(client_for: Any, manager: User, kind: str, typed: object, shown: str) -> None:
    own, customer = make_field(type=kind), make_person(responsible=manager)
    browser, url = client_for(manager), f"{customer.get_absolute_url()}own/{own.pk}/"
    box = f"own_{own.pk}"

    assert box in browser.get(url, headers={"hx-request": "true"}).text
    answer = browser.post(url, {box: typed, f"was_{box}": ""}, headers={"hx-request": "true"})

    assert answer.status_code == 200
    assert shown in answer.text
    assert "toast" in answer["HX-Trigger"]
    again = browser.get(url, headers={"hx-request": "true"}).text
    assert box in again


def test_what_cannot_be_read_is_said_at_the_box(client_for: Any, manager: User) -> None:
    own, customer = make_field(type="integer"), make_person(responsible=manager)
    answer = client_for(manager).post(f"{customer.get_absolute_url()}own/{own.pk}/", {f"own_{own.pk}": "много"})

    assert answer.status_code == 422
    assert "много" in answer.text
    assert values_of(customer.pk) == {}


def test_two_people_at_one_field(client_for: Any, manager: User) -> None:
    own, customer = make_field(), make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "Лада"})
    answer = client_for(manager).post(
        f"{customer.get_absolute_url()}own/{own.pk}/", {f"own_{own.pk}": "Нива", f"was_own_{own.pk}": "Волга"}
    )

    assert answer.status_code == 422
    assert "Лада" in answer.text
    assert values_of(customer.pk) == {own.key: "Лада"}


def test_field_never_empty_is_not_emptied(client_for: Any, manager: User) -> None:
    own, customer = make_field(demand="always"), make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "Лада"})
    answer = client_for(manager).post(
        f"{customer.get_absolute_url()}own/{own.pk}/", {f"own_{own.pk}": "", f"was_own_{own.pk}": "Лада"}
    )

    assert answer.status_code == 422
    assert values_of(customer.pk) == {own.key: "Лада"}


def test_rights_of_fields_hold_on_the_card(client_for: Any, manager: User) -> None:
    own, customer = make_field(name="Машина"), make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "Лада"})
    url = f"{customer.get_absolute_url()}own/{own.pk}/"

    for right, page, post in (("hidden", False, 404), ("masked", True, 403), ("read", True, 403)):
        Role.objects.filter(pk=manager.role_id).update(field_rights={own.catalogue_code: right})
        browser = client_for(User.objects.get(pk=manager.pk))
        card = browser.get(customer.get_absolute_url()).text
        assert ("Машина" in card) is page
        assert ("Лада" in card) is (right == "read")
        assert browser.post(url, {f"own_{own.pk}": "Нива"}).status_code == post


def test_secret_is_shown_on_demand_and_each_showing_is_journalled(client_for: Any, manager: User) -> None:
    own, customer = make_field(name="Паспорт", is_sensitive=True), make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "450977 1234"})
    browser = client_for(manager)

    assert "450977" not in browser.get(customer.get_absolute_url()).text
    answer = browser.post(f"{customer.get_absolute_url()}own/{own.pk}/reveal/")
    assert "450977 1234" in answer.text
    entry = Entry.objects.get(verb="customers.secret_shown")
    assert entry.object_id == str(customer.pk)
    assert "450977" not in str(entry.details)


def test_another_client_is_named_to_who_sees_him(client_for: Any, manager: User, colleague: User) -> None:
    own = make_field(type="client", name="Кто привёл")
    customer, friend = make_person(responsible=manager), make_person("Другов Пётр", responsible=manager)
    url = f"{customer.get_absolute_url()}own/{own.pk}/"
    foreign = make_person("Чужак Олег", responsible=colleague)
    browser = client_for(manager)

    assert "Другов Пётр" in browser.post(url, {f"own_{own.pk}": "Другов Пётр"}).text
    assert browser.post(url, {f"own_{own.pk}": str(foreign.pk), f"was_own_{own.pk}": str(friend.pk)}).status_code == 422
    change(by=manager, customer=customer, values={own: foreign.pk})
    assert "Чужак" not in browser.get(customer.get_absolute_url()).text


def test_file_is_kept_and_seen_by_who_sees_the_client(client_for: Any, manager: User, colleague: User) -> None:
    own, customer = make_field(type="file", name="Договор"), make_person(responsible=manager)
    url = f"{customer.get_absolute_url()}own/{own.pk}/"
    browser = client_for(manager)

    assert browser.post(url, {}).status_code == 422
    answer = browser.post(url, {"file": SimpleUploadedFile("договор.txt", "текст".encode())})
    assert "договор.txt" in answer.text
    stored = StoredFile.objects.get()
    download = browser.get(f"/files/{stored.pk}/")
    assert b"".join(download.streaming_content) == "текст".encode()
    assert client_for(colleague).get(f"/files/{stored.pk}/").status_code == 404
    browser.post(url, {"remove": "1"})
    assert values_of(customer.pk) == {}


def test_whole_form_saves_what_was_changed(client_for: Any, manager: User) -> None:
    car, size = make_field(name="Машина"), make_field(name="Размер", type="integer")
    customer = make_person(responsible=manager)
    change(by=manager, customer=customer, values={car: "Лада"})
    url = f"{customer.get_absolute_url()}own/"
    browser = client_for(manager)

    assert "Лада" in browser.get(url).text
    wrong = {f"own_{car.pk}": "Лада", f"own_{size.pk}": "эм"}
    assert browser.post(url, wrong).status_code == 422
    right = {f"own_{car.pk}": "Нива", f"was_own_{car.pk}": "Лада", f"own_{size.pk}": "48", f"was_own_{size.pk}": ""}
    assert browser.post(url, right).status_code == 302
    assert values_of(customer.pk) == {car.key: "Нива", size.key: "48"}


def test_three_hundred_fields_are_bearable(client_for: Any, manager: User, django_assert_max_num_queries: Any) -> None:
    fields = [make_field(type="client" if n % 10 == 0 else "text") for n in range(300)]
    customer = make_person(responsible=manager)
    change(by=manager, customer=customer, values={one: "x" for one in fields if one.type == "text"})
    browser = client_for(manager)

    with django_assert_max_num_queries(30):
        assert browser.get(customer.get_absolute_url()).status_code == 200
    with django_assert_max_num_queries(15):
        assert browser.get(f"/clients/{customer.pk}/own/").status_code == 200
    assert CustomField.objects.count() == 300


def test_secret_in_a_refused_form_is_a_showing_too(client_for: Any, manager: User) -> None:
    own, customer = make_field(name="Номер", type="integer", is_sensitive=True), make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "4509123456"})
    browser, url, box = client_for(manager), f"{customer.get_absolute_url()}own/{own.pk}/", f"own_{own.pk}"
    shown = Entry.objects.filter(verb="customers.secret_shown")

    own_words = browser.post(url, {box: "много", f"was_{box}": "12"}).text
    assert "4509123456" not in own_words
    assert shown.count() == 0
    assert "4509123456" in browser.post(url, {box: "много"}).text
    assert shown.count() == 1
    assert "4509123456" in browser.post(url, {box: "7", f"was_{box}": "12"}).text
    assert shown.count() == 2
