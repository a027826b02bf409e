"""Rights per field on every surface of the card: hidden, masked, read only."""

from collections.abc import Callable

import pytest

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
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
    made = make_person(
        responsible=manager,
        city="Казань",
        address="ул. Мира, 5",
        source="Выставка",
        note="Тайная заметка",
        inn="500100732259",
    )
    make_phone(made, "+7 917 234-18-60")
    make_email(made, "elena@mail.example.com")
    tags.put_on(by=manager, customer=made, name="гжель")
    external_ids.add(by=manager, customer=made, source="1С", value="SECRET7")
    services.change(
        by=manager,
        customer=made,
        values={"city": "Уфа", "address": "пл. Труда, 8", "source": "Сайт", "note": "Другая тайна"},
    )
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
    page = everything(client_for(limited(phone="masked", address="masked")), customer)
    for text in ("234-18-60", "+79172341860", "Труда", "Мира"):
        assert text not in page, text
    assert "+7 917 •••-••-60" in page
    assert "п•••" in page


@pytest.mark.parametrize(("access", "status"), [("hidden", 404), ("masked", 403), ("read", 403)])
def test_what_is_not_to_be_changed_is_refused(
    client_for: Browser, customer: Customer, access: str, status: int
) -> None:
    browser = client_for(limited(address=access, phone=access))
    point = customer.contact_points.get(kind="phone")
    root = f"/clients/{customer.pk}"
    assert browser.get(f"{root}/facts/address/").status_code == status
    assert browser.post(f"{root}/facts/address/", {"address": "Омск", "was_address": ""}).status_code == status
    assert browser.post(f"{root}/contacts/{point.pk}/change/", {"raw": "+79170000000"}).status_code == status
    assert browser.post(f"{root}/contacts/add/", {"raw": "+79170000000"}).status_code == status
    assert browser.post(f"{root}/restore-value/", {"event": "1", "field": "address"}).status_code == status
    browser.post(f"{root}/edit/", {"address": "Омск", "was_address": "Омск", "last_name": "Морозова"}, headers=HTMX)
    assert Customer.objects.get(pk=customer.pk).address == "пл. Труда, 8"
    assert 'name="address"' not in browser.get(f"{root}/edit/").content.decode()


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


def test_a_field_lost_while_the_form_was_open_is_said_and_nothing_typed_goes(
    client_for: Browser, customer: Customer
) -> None:
    user = limited()
    browser, address = client_for(user), f"/clients/{customer.pk}/edit/"
    typed = {"city": "Омск", "was_city": "Уфа", "source": "Рынок", "was_source": "Сайт", "last_name": "Морозова"}
    Role.objects.filter(pk=user.role_id).update(field_rights={"city": "read"})

    refused = browser.post(address, typed, headers=HTMX)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "«Город» вам больше нельзя менять" in page
    assert "Вы ввели там: Омск" in page
    assert 'value="Рынок"' in page
    customer.refresh_from_db()
    assert (customer.city, customer.source) == ("Уфа", "Сайт")
    rest = {code: value for code, value in typed.items() if "city" not in code}
    assert browser.post(address, rest | {"was_last_name": customer.last_name}, headers=HTMX).status_code == 200
    customer.refresh_from_db()
    assert (customer.city, customer.source) == ("Уфа", "Рынок")


def test_who_may_change_nothing_any_more_is_refused_and_keeps_the_form(client_for: Browser, customer: Customer) -> None:
    user = limited()
    browser = client_for(user)
    Role.objects.filter(pk=user.role_id).update(permissions=[Permission.VIEW_CUSTOMERS])

    # The page stays as it is: what a refusal says stands in a toast (static/js/requests.js).
    for address in ("edit/", "facts/city/"):
        answer = browser.post(f"/clients/{customer.pk}/{address}", {"city": "Омск", "was_city": "Уфа"}, headers=HTMX)
        assert answer.status_code == 403
    page = browser.get(f"/clients/{customer.pk}/").content.decode()
    assert "У вас нет права на это" in page or "data-forbidden=" in page
