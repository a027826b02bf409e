"""Own fields in the list: columns, order, filters, saved views, export; and in the form of a new client."""

from typing import Any

import pytest
from django.test import override_settings

from accounts.models import Role, User
from customers.custom.reading import read
from customers.custom.values import change, values_of
from customers.models import Customer, CustomField
from listing.models import ListColumns
from tests.factories.customers import make_person
from tests.factories.own_fields import make_field

pytestmark = pytest.mark.django_db
TYPED = {
    "text": "Лада", "long_text": "две строки", "integer": "1200", "decimal": "54,75", "money": "1200,50",
    "date": "29.02.2024", "moment": "31.12.2025 23:59", "flag": "да", "choice": "Синий", "multi": "Красный; Синий",
    "link": "https://example.com/",
}  # fmt: skip


SHOWN = {"integer": "1\xa0200", "money": "1\xa0200,5"}


def full_list(user: User, *fields: CustomField) -> None:
    ListColumns.objects.create(user=user, page="customers", columns=[one.catalogue_code for one in fields])


@pytest.mark.parametrize("kind", TYPED)
def test_column_shows_filters_and_sorts(client_for: Any, manager: User, kind: str) -> None:
    own = make_field(type=kind, name="Своё")
    has, bare = make_person("Имеющий", responsible=manager), make_person("Пустой", responsible=manager)
    change(by=manager, customer=has, values={own: read(own, TYPED[kind])})
    full_list(manager, own)
    browser = client_for(manager)

    page = browser.get("/clients/").text
    assert "Своё" in page
    assert (SHOWN.get(kind) or TYPED[kind].split(";")[0]) in page
    op = "yes" if kind == "flag" else "filled"
    page = browser.get(f"/clients/?{own.catalogue_code}__{op}=1").text
    assert "Имеющий" in page
    assert "Пустой" not in page
    assert browser.get(f"/lists/customers/filter/?field={own.catalogue_code}").status_code == 200
    if kind != "multi":
        for sort in (own.catalogue_code, f"-{own.catalogue_code}"):
            page = browser.get(f"/clients/?sort={sort}").text
            assert page.index("Имеющий") < page.index("Пустой"), bare


def test_other_clients_and_secrets_in_a_column(client_for: Any, manager: User, colleague: User) -> None:
    friend, passport = make_field(type="client", name="Друг"), make_field(name="Паспорт", is_sensitive=True)
    mine = make_person("Первый", responsible=manager)
    seen, foreign = make_person("Видимый Друг", responsible=manager), make_person("Чужак", responsible=colleague)
    change(by=manager, customer=mine, values={friend: seen.pk, passport: "450977"})
    change(by=manager, customer=seen, values={friend: foreign.pk})
    full_list(manager, friend, passport)
    browser = client_for(manager)

    page = browser.get("/clients/").text
    assert page.count("Видимый Друг") > 1
    assert "Чужак" not in page
    assert "450977" not in page
    assert "•••" in page
    for own in (friend, passport):
        assert "Первый" in browser.get(f"/clients/?{own.catalogue_code}__filled=1").text
        assert browser.get(f"/clients/?sort={own.catalogue_code}").status_code == 200


def test_hidden_field_is_neither_column_nor_filter(client_for: Any, manager: User) -> None:
    own = make_field(name="Тайное")
    customer = make_person(responsible=manager)
    change(by=manager, customer=customer, values={own: "секрет"})
    full_list(manager, own)
    Role.objects.filter(pk=manager.role_id).update(field_rights={own.catalogue_code: "hidden"})

    page = client_for(User.objects.get(pk=manager.pk)).get(f"/clients/?{own.catalogue_code}__is=секрет").text
    assert "Тайное</" not in page
    assert ">секрет<" not in page


def test_number_of_queries_does_not_grow_with_fields(
    client_for: Any, manager: User, django_assert_max_num_queries: Any
) -> None:
    kinds = [kind for kind in TYPED for _again in range(3)]
    fields = [make_field(type=kind) for kind in kinds]
    for _row in range(5):
        values = {one: read(one, TYPED[one.type]) for one in fields}
        change(by=manager, customer=make_person(responsible=manager), values=values)
    full_list(manager, *fields)
    browser = client_for(manager)

    with django_assert_max_num_queries(16):
        assert browser.get("/clients/").status_code == 200


def test_new_client_is_asked_for_what_he_must_have(client_for: Any, manager: User) -> None:
    asked = make_field(name="Откуда приехал", demand="creation", kind="person")
    make_field(name="Оборот", demand="always", kind="company")
    free = make_field(name="Связь", default="звонок")
    browser = client_for(manager)

    assert "Откуда приехал" in browser.get("/clients/new/").text
    typed = {"kind": "person", "full_name": "Иванов Иван"}
    assert browser.post("/clients/new/", typed).status_code == 422
    assert not Customer.objects.exists()
    assert browser.post("/clients/new/", {**typed, f"own_{asked.pk}": "Тверь"}).status_code == 302
    assert values_of(Customer.objects.get().pk) == {asked.key: "Тверь", free.key: "звонок"}
    assert browser.post("/clients/new/", {"kind": "company", "full_name": "ООО"}).status_code == 422


def test_old_secret_key_still_reads(client_for: Any, manager: User) -> None:
    own, customer = make_field(is_sensitive=True), make_person(responsible=manager)
    with override_settings(SECRET_KEY="the first"):
        change(by=manager, customer=customer, values={own: "450977"})
    browser, url = client_for(manager), f"{customer.get_absolute_url()}own/{own.pk}/reveal/"

    assert "KARTOTEKA_OLD_SECRET_KEYS" in browser.post(url).text
    with override_settings(SECRET_KEY_FALLBACKS=["the first"]):
        assert "450977" in browser.post(url).text
