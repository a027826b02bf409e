"""The tree of the catalogue and the places of sale: added, renamed, moved, merged, put away, ended; all taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from journal.models import Entry, Operation
from journal.operations import confirm, run_now, start_undo
from sales import catalogue, merging, tree
from sales.models import Category, CategoryMonth, Product, PurchaseLine, Shop
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def branch(path: str) -> Category:
    found = catalogue.ensure_category(path)
    assert found is not None
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DomainError) as error:
        act()
    return str(error.value.code)


def undo(operation: Operation | None) -> None:
    assert operation is not None
    run_now(start_undo(operation, system_user(), queued=False))


def test_a_branch_moves_with_all_it_holds_and_back() -> None:
    leaf, garden = branch("Дом / Кухня / Посуда"), branch("Сад")
    kitchen = Category.objects.get(name="Кухня")

    moved = tree.change_category(by=system_user(), category=kitchen, name="Кухонное", parent=garden)

    leaf.refresh_from_db()
    assert leaf.lineage == [garden.pk, kitchen.pk, leaf.pk]
    undo(moved)
    leaf.refresh_from_db()
    kitchen.refresh_from_db()
    assert kitchen.name == "Кухня"
    assert leaf.lineage[0] == Category.objects.get(name="Дом").pk
    assert tree.change_category(by=system_user(), category=kitchen, name="Кухня", parent=kitchen.parent) is None


@pytest.mark.parametrize(
    ("name", "parent", "code"),
    [
        ("Кухня", "Дом / Кухня / Посуда", "circle"),
        ("Кухня", "Дом / Кухня", "circle"),
        ("сад", "", "taken"),
        (" ", "", "name"),
        ("Кухня / Баня", "", "slash"),
        ("Кухня", " / ".join("абвгдежзик"), "deep"),
    ],
)
def test_a_branch_stands_where_it_may(name: str, parent: str, code: str) -> None:
    branch("Дом / Кухня / Посуда")
    branch("Сад")
    place = catalogue.ensure_category(parent)
    kitchen = Category.objects.get(name="Кухня")

    got = refused(lambda: tree.change_category(by=system_user(), category=kitchen, name=name, parent=place))

    assert got == code
    assert Category.objects.get(name="Кухня").lineage == kitchen.lineage


def test_what_is_used_is_not_deleted_and_says_by_what() -> None:
    product = make_product(category="Дом / Кухня")
    make_purchase(make_person(), Line(product=product))
    home, kitchen = Category.objects.get(name="Дом"), Category.objects.get(name="Кухня")
    shop = tree.add_shop(by=system_user(), name="Центр")
    make_purchase(make_person(), shop=shop)

    assert len(tree.uses_of_category(kitchen)) == 2
    assert refused(lambda: tree.delete_category(by=system_user(), category=kitchen)) == "used"
    assert refused(lambda: tree.delete_category(by=system_user(), category=home)) == "used"
    assert refused(lambda: tree.delete_shop(by=system_user(), shop=shop)) == "used"
    empty, idle = branch("Пусто"), tree.add_shop(by=system_user(), name="Склад")
    was = empty.pk
    ends = [tree.delete_category(by=system_user(), category=empty), tree.delete_shop(by=system_user(), shop=idle)]
    assert not Category.objects.filter(name="Пусто").exists()
    for done in ends:
        undo(done)
    assert Category.objects.get(name="Пусто").lineage == [was]
    assert Shop.objects.filter(name="Склад").exists()


def test_shops_have_one_name_each_and_are_put_away() -> None:
    by = system_user()
    shop = tree.add_shop(by=by, name="  Центр  ")

    assert shop.name == "Центр"
    assert refused(lambda: tree.add_shop(by=by, name="центр")) == "taken"
    assert refused(lambda: tree.add_shop(by=by, name=" ")) == "name"
    undo(tree.rename_shop(by=by, shop=shop, name="Вокзал"))
    undo(tree.put_away(by=by, row=shop))
    shop.refresh_from_db()
    assert (shop.name, shop.archived_at) == ("Центр", None)
    assert Entry.objects.filter(object_type="sales.shop", object_id=str(shop.pk)).count() >= 3


def test_merged_categories_are_one_in_products_purchases_and_months() -> None:
    one, into = branch("Чашки"), branch("Посуда")
    below = branch("Чашки / Синие")
    cup = make_product("Чашка", category="Чашки")
    purchase = make_purchase(make_person(), Line(product=cup))
    by = system_user()

    drafted = merging.merge(by=by, one=one, into=into)
    done = run_now(confirm(drafted, by))

    assert done.applied == 1
    assert PurchaseLine.objects.get(purchase=purchase).category == into
    assert CategoryMonth.objects.get(customer=purchase.customer_id).category == into
    below.refresh_from_db()
    one.refresh_from_db()
    assert below.lineage == [into.pk, below.pk]
    assert one.archived_at is not None
    assert Product.objects.get(pk=cup.pk).category == into
    undo(done)
    assert Category.objects.get(pk=one.pk).archived_at is None
    assert CategoryMonth.objects.get(customer=purchase.customer_id).category == one
    assert Product.objects.get(pk=cup.pk).category == one


def test_what_cannot_be_merged() -> None:
    one, below, into = branch("А"), branch("А / Б"), branch("В")
    branch("В / б")
    by = system_user()

    assert refused(lambda: merging.merge(by=by, one=one, into=below)) == "circle"
    assert refused(lambda: merging.merge(by=by, one=one, into=one)) == "circle"
    assert refused(lambda: merging.merge(by=by, one=one, into=into)) == "taken"
    tree.put_away(by=by, row=into)
    into.refresh_from_db()
    assert refused(lambda: merging.merge(by=by, one=below, into=into)) == "archived"


def test_the_pages(manager: User, client_for: Browser) -> None:
    window = client_for(manager)

    def sent(page: str, *args: Any, code: int = 302, **data: object) -> str:
        response = window.post(reverse(f"sales:{page}", args=args), data)
        assert response.status_code == code, response.content.decode()
        return str(response.content.decode())

    sent("categories", name="Дом")
    home = Category.objects.get()
    sent("categories", name="Кухня", parent=home.pk)
    kitchen = Category.objects.get(name="Кухня")
    assert "Дом" in sent("categories", code=422, name="дом")
    assert kitchen.lineage == [home.pk, kitchen.pk]
    assert "Кухня" in window.get(reverse("sales:categories")).content.decode()
    assert "Дом" in window.get(reverse("sales:category", args=[kitchen.pk])).content.decode()
    sent("category", home.pk, code=422, name="Дом", parent=kitchen.pk)
    sent("category", kitchen.pk, name="Столовая", parent="")
    sent("category_act", kitchen.pk, into="")
    sent("category_act", kitchen.pk, into=home.pk)
    sent("category_act", kitchen.pk, out="1")
    sent("category_act", kitchen.pk, delete="1")
    assert list(Category.objects.values_list("name", flat=True)) == ["Дом"]
    sent("shops", name="Центр")
    shop = Shop.objects.get()
    sent("shop", shop.pk, name="Вокзал")
    sent("shop", shop.pk, code=422, name="")
    sent("shop_act", shop.pk, away="1")
    assert "Вокзал" in window.get(reverse("sales:shops")).content.decode()
    assert "Вокзал" in window.get(reverse("sales:shop", args=[shop.pk])).content.decode()


def test_what_was_just_added_can_be_taken_back(manager: User, client_for: Browser) -> None:
    window, client = client_for(manager), make_person(responsible=manager)
    sums = {"purchased_at": "2026-01-02T10:00", "status": "paid", "currency": "RUB", "line-0-price": "5"}
    purchase = {**sums, "line-TOTAL_FORMS": "1", "line-INITIAL_FORMS": "0"}
    for address, data in (
        (reverse("sales:categories"), {"name": "Дом"}),
        (reverse("sales:shops"), {"name": "Центр"}),
        (reverse("sales:purchase_new", args=[client.pk]), purchase),
    ):
        page = window.post(address, data, follow=True).content.decode()

        made = Operation.objects.order_by("-created_at")[0]
        assert reverse("office:operation_undo", args=[made.pk]) in page, address
