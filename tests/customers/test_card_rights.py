"""Rights per field on every surface of the card: hidden, masked, read only."""

from collections.abc import Callable

import pytest

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from core.registries.fields import fields
from customers import external_ids, services, tags
from customers.models import Customer
from customers.search.finding import find
from tests.factories.customers import make_email, make_person, make_phone
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
HTMX = {"HX-Request": "true"}
SURFACES = ("/clients/{}/", "/clients/{}/peek/", "/clients/{}/panels/changes/", "/clients/{}/contacts/?all=1&gone=1")


@pytest.fixture(autouse=True)
def masks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mask for the phone and the city, whatever the catalogue has."""
    from dataclasses import replace

    entries = dict(fields._entries)
    for code in ("phone", "city"):
        entries[code] = replace(entries[code], mask=lambda value: value[:2] + "***")
    monkeypatch.setattr(fields, "_entries", entries)


def limited(**rights: str) -> User:
    role = Role.objects.create(
        code="limited",
        name="Limited",
        scope=Scope.ALL,
        permissions=[Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS, Permission.BULK_CHANGE],
        field_rights=rights,
    )
    return make_user(role=role)


@pytest.fixture
def customer(manager: User) -> Customer:
    made = make_person(responsible=manager, city="Казань", source="Выставка", note="Тайная заметка", inn="500100732259")
    make_phone(made, "+7 917 234-18-60")
    make_email(made, "elena@mail.example.com")
    tags.put_on(by=manager, customer=made, name="гжель")
    external_ids.add(by=manager, customer=made, source="1С", value="SECRET7")
    services.change(by=manager, customer=made, values={"city": "Уфа", "source": "Сайт", "note": "Другая тайна"})
    return made


def everything(browser: StrictClient, customer: Customer) -> str:
    pages = [browser.get(address.format(customer.pk)) for address in SURFACES]
    assert [page.status_code for page in pages] == [200] * len(SURFACES)
    return "\n".join(page.content.decode() for page in pages).replace("\u00a0", " ")


def test_hidden_fields_are_nowhere(client_for: Browser, customer: Customer) -> None:
    hidden = dict.fromkeys(("phone", "email", "city", "source", "note", "tags", "external_id", "inn"), "hidden")
    page = everything(client_for(limited(**hidden)), customer)
    for text in ("234-18-60", "elena@", "Казань", "Уфа", "Выставка", "Тайная", "тайна", "гжель", "SECRET7", "5001007"):
        assert text not in page, text


def test_masked_fields_tell_that_they_are_there(client_for: Browser, customer: Customer) -> None:
    page = everything(client_for(limited(phone="masked", city="masked")), customer)
    for text in ("234-18-60", "+79172341860", "Уфа", "Казань"):
        assert text not in page, text
    assert "+7***" in page
    assert "Уф***" in page


@pytest.mark.parametrize(("access", "status"), [("hidden", 404), ("masked", 403), ("read", 403)])
def test_what_is_not_to_be_changed_is_refused(
    client_for: Browser, customer: Customer, access: str, status: int
) -> None:
    browser = client_for(limited(city=access, phone=access))
    point = customer.contact_points.get(kind="phone")
    root = f"/clients/{customer.pk}"
    assert browser.get(f"{root}/facts/city/").status_code == status
    assert browser.post(f"{root}/facts/city/", {"city": "Омск", "was_city": "Уфа"}).status_code == status
    assert browser.post(f"{root}/contacts/{point.pk}/change/", {"raw": "+79170000000"}).status_code == status
    assert browser.post(f"{root}/contacts/add/", {"raw": "+79170000000"}).status_code == status
    assert browser.post(f"{root}/restore-value/", {"event": "1", "field": "city"}).status_code == status
    browser.post(f"{root}/edit/", {"city": "Омск", "was_city": "Уфа", "last_name": "Морозова"}, headers=HTMX)
    assert Customer.objects.get(pk=customer.pk).city == "Уфа"
    assert 'name="city"' not in browser.get(f"{root}/edit/").content.decode()


@pytest.mark.parametrize("code", ["tags", "external_id"])
def test_tags_and_numbers_obey_too(client_for: Browser, customer: Customer, code: str) -> None:
    browser = client_for(limited(**{code: "read"}))
    root = f"/clients/{customer.pk}"
    address = {"tags": f"{root}/tags/add/", "external_id": f"{root}/numbers/add/"}[code]
    assert browser.post(address, {"tag": "опт", "source": "1С", "value": "8"}).status_code == 403
    assert address not in browser.get(f"{root}/").content.decode()


def test_bulk_edit_offers_only_what_may_be_changed(client_for: Browser, customer: Customer) -> None:
    browser = client_for(limited(city="read", responsible="read"))
    page = browser.post("/clients/bulk/", {"act": "edit", "ids": [customer.pk]}).content.decode()
    assert 'name="set_city"' not in page
    assert 'name="set_source"' in page
    assert browser.post("/clients/bulk/", {"act": "assign", "ids": [customer.pk]}).status_code == 403


def test_a_new_card_asks_only_for_what_may_be_written(client_for: Browser) -> None:
    browser = client_for(limited(phone="hidden"))
    assert 'name="phone"' not in browser.get("/clients/new/").content.decode()
    browser.post("/clients/new/", {"kind": "person", "full_name": "Новая Анна", "phone": "+7 917 000-00-00"})
    assert not Customer.objects.get(last_name="Новая").contact_points.exists()


@pytest.mark.parametrize(
    ("code", "typed"),
    [("phone", "1860"), ("email", "elena@mail"), ("inn", "500100732259"), ("external_id", "SECRET7")],
)
def test_nobody_is_found_by_what_may_not_be_read(customer: Customer, code: str, typed: str) -> None:
    assert not find(limited(**{code: "hidden"}), typed).hits


def test_all_of_it_is_found_by_who_may_read(customer: Customer, manager: User) -> None:
    for typed in ("1860", "elena@mail", "500100732259", "SECRET7"):
        assert [hit.id for hit in find(manager, typed).hits] == [customer.pk], typed
