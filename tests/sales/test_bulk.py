"""Many purchases, and many products, at once: previewed, refused row by row, one operation, taken back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from core.registries.operations import operation_kinds
from journal.models import Operation, OperationItem
from journal.operations import confirm, draft, preview, run_now, start_undo
from sales import services
from sales.bulk.leaving import DeletePurchases, MovePurchases
from sales.bulk.setting import ArchiveProducts, RestoreProducts, SetProducts, SetPurchases
from sales.catalogue import ensure_category, ensure_shop
from sales.models import CustomerValue, Product, Purchase, PurchaseLine
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
EVERYTHING: dict[str, Any] = {"rule": {}}


def act(kind: str, by: User, **params: object) -> Operation:
    operation = draft(kind, params, by)
    before = preview(operation, by)
    done = run_now(confirm(operation, by))
    assert (before.will_change, before.unchanged) == (done.applied, done.unchanged), "the preview promised otherwise"
    assert sum(before.refused.values()) == done.refused
    return done


def undo(operation: Operation, by: User) -> None:
    assert run_now(start_undo(operation, by, queued=False)).kept == 0


def reasons(operation: Operation) -> dict[str, str]:
    rows = OperationItem.objects.filter(operation_id=operation.pk, state="refused").order_by("seq")
    assert {row.reason for row in rows} <= set(operation_kinds.get(operation.kind).reasons), "a reason without words"
    return {row.object_id: row.reason for row in rows}


def test_columns_are_set_by_a_filter_and_given_back(manager: User, colleague: User) -> None:
    client = make_person(responsible=manager)
    shop = ensure_shop("Центр")
    assert shop is not None
    unpaid, paid = make_purchase(client, total="10", status="invoiced"), make_purchase(client, total="20")
    theirs = make_purchase(make_person(responsible=colleague), status="invoiced")
    rule = {"all": [{"field": "status", "op": "is", "values": ["invoiced", "partly"]}]}
    changes = {"status": "paid", "shop_id": shop.pk, "seller_id": manager.pk, "channel": "site"}

    operation = act(SetPurchases.code, manager, chosen={"rule": rule}, changes=changes)

    unpaid.refresh_from_db()
    assert (unpaid.status, unpaid.shop, unpaid.seller, unpaid.channel) == ("paid", shop, manager, "site")
    assert (operation.applied, operation.refused) == (1, 0)
    assert CustomerValue.objects.get(pk=client.pk).total == 30
    theirs.refresh_from_db()
    assert theirs.status == "invoiced"
    undo(operation, manager)
    unpaid.refresh_from_db()
    assert (unpaid.status, unpaid.shop) == ("invoiced", None)
    assert CustomerValue.objects.get(pk=client.pk).total == paid.total


def test_a_return_stays_a_return(manager: User) -> None:
    purchase = make_purchase(make_person(responsible=manager), total="100")
    line = purchase.lines.get()
    back = services.give_back(by=manager, purchase=purchase, quantities={line.pk: line.quantity})

    invoiced = act(SetPurchases.code, manager, chosen=EVERYTHING, changes={"status": "invoiced"})

    assert reasons(invoiced) == {str(back.pk): "is_return", str(purchase.pk): "returned"}
    unknown = act(SetPurchases.code, manager, chosen=EVERYTHING, changes={"status": "returned"})
    assert set(reasons(unknown).values()) == {"bad_status"}


def test_purchases_move_with_what_came_back_and_numbers_stay_one_a_client(manager: User) -> None:
    one, other, to = (make_person(f"Клиент {name}", responsible=manager) for name in "АБВ")
    moved = make_purchase(one, total="100", number="1")
    line = moved.lines.get()
    back = services.give_back(by=manager, purchase=moved, quantities={line.pk: line.quantity})
    make_purchase(to, total="5", number="2")
    held = make_purchase(one, number="2")
    twice = [make_purchase(client, number="3") for client in (one, other)]

    operation = act(MovePurchases.code, manager, chosen=EVERYTHING, to=to.pk)

    assert reasons(operation) == {
        str(back.pk): "goes_along",
        str(held.pk): "duplicate_number",
        **{str(row.pk): "same_number" for row in twice},
    }
    assert (operation.applied, operation.unchanged) == (1, 1)
    assert set(Purchase.objects.filter(customer=to).values_list("number", flat=True)) == {"1", "2", back.number}
    assert CustomerValue.objects.get(pk=to.pk).total == 5
    undo(operation, manager)
    assert Purchase.objects.filter(customer=one).count() == 4


def test_nothing_moves_to_a_client_one_does_not_see(manager: User, colleague: User) -> None:
    make_purchase(make_person(responsible=manager))

    operation = act(MovePurchases.code, manager, chosen=EVERYTHING, to=make_person(responsible=colleague).pk)

    assert list(reasons(operation).values()) == ["no_client"]


def test_purchases_are_deleted_with_their_lines_and_come_back(manager: User) -> None:
    client = make_person(responsible=manager)
    plain, returned = make_purchase(client, total="40"), make_purchase(client, total="60")
    line = returned.lines.get()
    services.give_back(by=manager, purchase=returned, quantities={line.pk: line.quantity})

    operation = act(DeletePurchases.code, manager, chosen={"ids": [plain.pk, returned.pk]})

    assert reasons(operation) == {str(returned.pk): "returned"}
    assert not PurchaseLine.objects.filter(purchase_id=plain.pk).exists()
    assert CustomerValue.objects.get(pk=client.pk).number == 1
    undo(operation, manager)
    assert PurchaseLine.objects.get(purchase_id=plain.pk).price == 40
    assert CustomerValue.objects.get(pk=client.pk).number == 2


def test_products_are_changed_put_away_and_sold_again(manager: User) -> None:
    kettle, cup = make_product("Чайник", brand="Старая"), make_product("Чашка", sku="c1")
    kitchen = ensure_category("Кухня")
    assert kitchen is not None

    changed = act(SetProducts.code, manager, chosen=EVERYTHING, changes={"category_id": kitchen.pk, "brand": "Новая"})
    away = act(ArchiveProducts.code, manager, chosen={"ids": [kettle.pk, cup.pk]})

    assert set(Product.objects.values_list("category", "brand")) == {(kitchen.pk, "Новая")}
    assert not Product.objects.active().exists()
    again = act(RestoreProducts.code, manager, chosen={"rule": {}, "archive": True})
    assert Product.objects.active().count() == 2
    for operation in (again, away, changed):
        undo(operation, manager)
    kettle.refresh_from_db()
    assert (kettle.brand, kettle.category, kettle.archived_at) == ("Старая", None, None)


def test_the_bar_leads_to_a_preview(manager: User, client_for: Browser) -> None:
    client, other = make_person("Первый Пётр", responsible=manager), make_person("Второй Пётр", responsible=manager)
    purchase = make_purchase(client, number="77")
    window, url, ids = client_for(manager), reverse("sales:purchases_bulk"), {"ids": [purchase.pk]}
    page = window.get(reverse("sales:purchases")).content.decode()
    assert all(f'value="{name}"' in page for name in ("status", "edit", "move", "delete"))

    def asked(code: int, **data: object) -> str:
        response = window.post(url, {**ids, **data})
        assert response.status_code == code
        if code == 302:
            return window.get(response["Location"]).content.decode()
        return str(response.content.decode())

    assert "set_status" in asked(200, act="status")
    assert "field__error" in asked(422, act="status", filled="1", set_status="on")
    assert "77" in asked(302, act="status", filled="1", set_status="on", status="invoiced")
    assert 'name="whom"' in asked(200, act="move")
    asked(422, act="move", filled="1", whom="Второй")
    assert "Второй" in window.post(reverse("sales:purchase_whom"), {"whom": "Второй"}).content.decode()
    assert "Второй" in asked(302, act="move", filled="1", other=other.pk)
    assert "77" in asked(302, act="delete")
    asked(302, act="unknown")
    window.post(url, {"act": "delete", "all": "1", "rule": json.dumps({"all": [{"field": "none", "op": "is"}]})})
    assert Operation.objects.filter(state="draft").count() == 3


def test_the_catalogue_has_a_bar_of_its_own(manager: User, client_for: Browser) -> None:
    make_product("Чайник")
    window, url = client_for(manager), reverse("sales:products_bulk")

    assert 'value="archive"' in window.get(reverse("sales:products")).content.decode()
    asked = window.post(url, {"act": "edit", "all": "1", "rule": '{"all": []}'}).content.decode()
    assert "set_brand" in asked
    assert gettext("all rows of the list") in asked
    drafted = window.post(url, {"act": "edit", "all": "1", "filled": "1", "set_brand": "on", "brand": "Новая"})
    assert "Новая" in window.get(drafted["Location"]).content.decode()
