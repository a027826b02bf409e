"""The tab «Purchase» of the card."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import User
from sales.forms import MOST_LINES
from sales.models import Purchase
from tests.factories.customers import make_person
from tests.factories.sales import make_product
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
FORM = {
    "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0", "purchased_at": "2026-11-02T12:00", "status": "paid",
    "currency": "RUB", "line-0-product": "Чай", "line-0-quantity": "2", "line-1-product": "",
}  # fmt: skip


def test_a_purchase_is_written_down_on_the_card(client_for: Browsers, manager: User) -> None:
    client, browser = make_person(responsible=manager), client_for(manager)
    make_product("Чай", "150")
    address = reverse("customers:composer", args=[client.pk, "purchase"])

    assert "line-0-product" in browser.get(address).content.decode()
    answered = browser.post(address, FORM)

    made = Purchase.objects.get()
    assert (answered.status_code, made.customer, made.total) == (200, client, Decimal(300))
    assert "cardChanged" in answered["HX-Trigger"]
    assert "undo" in answered["HX-Trigger"]
    assert "Чай" not in answered.content.decode()


def test_more_lines_than_a_form_holds_are_refused(client_for: Browsers, manager: User) -> None:
    client, browser = make_person(responsible=manager), client_for(manager)
    prices = {f"line-{number}-price": "1" for number in range(MOST_LINES + 1)}
    form = {**FORM, "line-0-product": "", **prices, "line-TOTAL_FORMS": str(MOST_LINES + 1)}
    address = reverse("customers:composer", args=[client.pk, "purchase"])

    refused = browser.post(address, form)

    assert refused.status_code == 422
    assert f"{MOST_LINES} строк" in refused.content.decode()
    assert browser.post(address, {**form, "line-TOTAL_FORMS": str(MOST_LINES)}).status_code == 200
    assert Purchase.objects.get().lines.count() == MOST_LINES


@pytest.mark.parametrize("broken", [{"line-0-product": "Нет такого"}, {"line-0-quantity": "0"}, {"purchased_at": ""}])
def test_what_cannot_be_is_said_beside_what_was_typed(
    client_for: Browsers, manager: User, broken: dict[str, str]
) -> None:
    client = make_person(responsible=manager)
    make_product("Чай", "150")

    answered = client_for(manager).post(reverse("customers:composer", args=[client.pk, "purchase"]), FORM | broken)

    assert answered.status_code == 422
    assert (broken.get("line-0-product") or "Чай") in answered.content.decode()
    assert not Purchase.objects.exists()


def test_another_s_client_is_not_there(client_for: Browsers, manager: User, colleague: User) -> None:
    client = make_person(responsible=colleague)

    assert client_for(manager).get(reverse("customers:composer", args=[client.pk, "purchase"])).status_code == 404
