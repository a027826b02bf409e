"""The card of a client and its panels: what is shown, and that others get 404."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpRequest

from accounts.models import User
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import card, points
from tests.factories.customers import make_company, make_email, make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db

ClientFor = Callable[[User], StrictClient]


def panel(code: str, permission: str = "") -> CardPanel:
    def render(request: HttpRequest, customer_id: int) -> str:
        return f"<p>{code} of {customer_id}</p>"

    return CardPanel(code=code, title=code, place=PanelPlace.MAIN, render=render, permission=permission)


@pytest.fixture
def panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two panels, one for administrators."""
    monkeypatch.setattr(card_panels, "_entries", {})
    card_panels.add(panel("orders"), panel("secrets", Permission.ADMINISTER))


def test_manager_reads_the_card_of_his_client(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager, birth_date=dt.date(1987, 11, 21), sex="f", city="Казань")
    make_phone(customer, "8 (917) 234-18-60")
    make_email(customer, "elena@mail.example.com")

    page = client_for(manager).get(f"/clients/{customer.pk}/").content.decode()

    assert "Морозова Елена Викторовна" in page
    assert 'href="tel:+79172341860"' in page
    assert 'href="mailto:elena@mail.example.com"' in page
    assert "21 ноября 1987" in page


def test_company_has_a_card(client_for: ClientFor, admin_user: User) -> None:
    assert client_for(admin_user).get(f"/clients/{make_company().pk}/").status_code == 200


def test_nameless_client_has_a_card(client_for: ClientFor, admin_user: User) -> None:
    assert client_for(admin_user).get(f"/clients/{make_person('').pk}/").status_code == 200


def test_bad_number_is_shown_and_cannot_be_called(client_for: ClientFor, admin_user: User) -> None:
    customer = make_person()
    make_phone(customer, "<b>звонить вечером</b>")

    page = client_for(admin_user).get(f"/clients/{customer.pk}/").content.decode()

    assert "&lt;b&gt;звонить вечером" in page
    assert "tel:" not in page


def test_the_head_calls_a_number_that_nothing_speaks_against(admin_user: User) -> None:
    customer = make_person()
    wrong, good = make_phone(customer, "89172341860"), make_phone(customer, "89031112233")

    points.tell_state(by=admin_user, customer=customer, pk=wrong.pk, state="wrong")
    assert card.hero(customer, admin_user)["call"] == "tel:+79031112233"

    points.tell_state(by=admin_user, customer=customer, pk=good.pk, state="refused")
    assert card.hero(customer, admin_user)["call"] == "tel:+79172341860"


@pytest.mark.parametrize("address", ["/clients/{}/", "/clients/{}/panels/orders/"])
@pytest.mark.usefixtures("panels")
def test_others_get_404(client_for: ClientFor, colleague: User, stranger: User, manager: User, address: str) -> None:
    customer = make_person(responsible=manager)

    assert client_for(manager).get(address.format(customer.pk)).status_code == 200
    for person in (colleague, stranger):
        assert client_for(person).get(address.format(customer.pk)).status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 19, "9" * 40, "9" * 5000, "abc", "-1", "1.0"])
@pytest.mark.usefixtures("panels")
def test_forged_id_is_404(client_for: ClientFor, admin_user: User, pk: str) -> None:
    browser = client_for(admin_user)

    assert browser.get(f"/clients/{pk}/").status_code == 404
    assert browser.get(f"/clients/{pk}/panels/orders/").status_code == 404


def test_nobody_is_sent_to_sign_in(client: StrictClient) -> None:
    assert client.get(f"/clients/{make_person().pk}/").status_code == 302


@pytest.mark.usefixtures("panels")
def test_panel_loads_by_its_own_request(client_for: ClientFor, manager: User) -> None:
    customer = make_person(responsible=manager)
    browser = client_for(manager)

    card = browser.get(f"/clients/{customer.pk}/").content.decode()
    fragment = browser.get(f"/clients/{customer.pk}/panels/orders/").content.decode()

    assert f'hx-get="/clients/{customer.pk}/panels/orders/"' in card
    assert f"orders of {customer.pk}" in fragment
    assert "orders of" not in card


@pytest.mark.usefixtures("panels")
def test_panel_asks_for_its_own_right(client_for: ClientFor, manager: User, admin_user: User) -> None:
    customer = make_person(responsible=manager)

    assert "panels/secrets" not in client_for(manager).get(f"/clients/{customer.pk}/").content.decode()
    assert client_for(manager).get(f"/clients/{customer.pk}/panels/secrets/").status_code == 404
    assert client_for(admin_user).get(f"/clients/{customer.pk}/panels/secrets/").status_code == 200


def test_panel_nobody_offers_is_404(client_for: ClientFor, admin_user: User) -> None:
    assert client_for(admin_user).get(f"/clients/{make_person().pk}/panels/nothing/").status_code == 404
