"""Profit, cost, discounts and sums are open to those whose role reads them, wherever they stand."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import Role, User
from core.registries.reports import reports as reports_there_are
from journal.operations import draft
from listing.exports import columns
from sales.bulk.leaving import DeletePurchases
from sales.lists import ProductList, PurchaseList
from sales.models import Product
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]


def limited(user: User, rights: Mapping[str, str]) -> User:
    Role.objects.filter(pk=user.role_id).update(field_rights=rights)
    return User.objects.select_related("role").get(pk=user.pk)


def plain(text: str) -> str:
    return text.replace("\u00a0", "").replace("\u202f", "")


@pytest.fixture
def tea() -> Product:
    # Sums of six digits: an id or a token of a page has four of any kind sooner or later.
    return make_product("Чай", "911111", cost="377777")


def test_without_profit_there_is_no_cost_either(manager: User, client_for: Browsers, tea: Product) -> None:
    client = make_person(responsible=manager)
    make_purchase(client, Line(product=tea))
    panel = reverse("customers:panel", args=[client.pk, "value"])
    product = reverse("sales:product", args=[tea.pk])
    assert "533334" in plain(client_for(manager).get(panel).content.decode())
    assert "377777" in plain(client_for(manager).get(product).content.decode())

    reader = limited(manager, {"purchases_profit": "hidden"})

    browser = client_for(reader)
    assert "533334" not in plain(browser.get(panel).content.decode())
    for address in (product, reverse("sales:products"), f"{reverse('sales:purchases')}?columns=profit&columns=cost"):
        assert "377777" not in plain(browser.get(address).content.decode())
    for page in (PurchaseList(), ProductList()):
        assert not {"profit", "cost"} & columns.offered(reader, page.fields()).keys()
        assert not {"profit", "cost"} & page.readable(reader).keys()
    typed = {"name": "Чай", "price": "1200", "cost": "1", "unit": "шт"}
    assert browser.post(product, typed).status_code == 302
    tea.refresh_from_db()
    assert (tea.price, tea.cost) == (Decimal(1200), Decimal(377777)), "what one does not see stays"


def test_without_sums_there_are_no_sums(manager: User, client_for: Browsers, tea: Product) -> None:
    client = make_person(responsible=manager)
    bought = make_purchase(client, Line(product=tea))
    reader = limited(manager, {"purchases_total": "hidden", "average_check": "hidden", "purchases_number": "hidden"})

    browser = client_for(reader)

    for address in (
        reverse("customers:panel", args=[client.pk, "value"]), bought.get_absolute_url(), reverse("sales:purchases"),
    ):  # fmt: skip
        text = plain(browser.get(address).content.decode())
        assert "911111" not in text
    assert "total" not in columns.offered(reader, PurchaseList().fields())


def test_without_sums_neither_history_nor_previews_nor_forms_nor_reports_tell_them(
    manager: User, client_for: Browsers, tea: Product
) -> None:
    client = make_person(responsible=manager, source="Сайт")
    bought = make_purchase(client, Line(product=tea, quantity=Decimal(2)), number="ЧК-7", seller=manager)
    edit = reverse("sales:purchase_edit", args=[bought.pk])
    history = reverse("customers:timeline", args=[client.pk])
    drafted = draft(DeletePurchases.code, {"chosen": {"ids": [bought.pk]}}, manager)
    preview = reverse("office:operation", args=[drafted.pk])
    asked = (history, f"{history}?q=ЧК-7", edit, preview)
    for address in asked:
        text = plain(client_for(manager).get(address).content.decode())
        assert "911111" in text or "1822222" in text, address
    limited(manager, dict.fromkeys(("purchases_total", "purchases_profit", "purchases_discount"), "hidden"))

    browser = client_for(User.objects.select_related("role").get(pk=manager.pk))

    reports = [reverse("reports:one", args=[one.code]) for one in reports_there_are]
    for address in (*asked, *reports, reverse("desk:today")):
        text = plain(browser.get(address).content.decode())
        assert "911111" not in text, address
        assert "1822222" not in text, address
    standing = {"purchased_at": "2026-01-02T10:00", "status": "paid", "currency": "RUB", "number": "ЧК-8"}
    sent = {**standing, "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0", "line-0-price": "5"}
    assert browser.post(edit, sent).status_code == 302
    bought.refresh_from_db()
    assert (bought.number, bought.own_total) == ("ЧК-8", Decimal(1822222)), "whose prices one does not see stay"
    said = browser.post(reverse("sales:purchase_new", args=[client.pk]), {**sent, "number": ""}, follow=True)
    assert "5₽" not in plain(said.content.decode())
