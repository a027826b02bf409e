"""Files of purchases and of products: brought in, brought in again, taken back; what cannot be read is said."""

from decimal import Decimal
from pathlib import Path

import pytest

from accounts.services import system_user
from customers.models import ContactPoint, Customer
from imports import whole
from imports.models import Import
from imports.whole import Wish, rejects, told
from journal.models import Operation
from journal.operations import run_now, start_undo
from sales.models import CustomerValue, Product, Purchase

pytestmark = pytest.mark.django_db
HEAD = "Телефон;Номер;Дата;Товар;Количество;Цена;Скидка;Магазин;Категория;Статус"
ROWS = (
    "+7 916 111-22-33;А-1;01.10.2026 12:30;Чайник;2;1 000,50;100;Центр;Кухня/Посуда;оплачен",
    "+7 916 111-22-33;А-1;01.10.2026 12:30;Ложка;6;50;;Центр;Кухня;оплачен",
    "+7 916 111-22-33;А-2;05.10.2026;Чайник;-1;1000,50;;Центр;;возврат",
    "+7 916 111-22-44;Б-1;05.10.2026;Чайник;1;900;;Центр;;",
)


def brought(path: Path, *rows: str, head: str = HEAD, entity: str = "purchases", mode: str = "upsert") -> Import:
    file = path / "file.csv"
    file.write_text("\n".join((head, *rows)), encoding="utf-8")
    by = system_user()
    return whole.applied(whole.checked(Wish(path=file, by=by, entity=entity, mode=mode)), by=by)


def test_rows_of_one_number_are_one_purchase_and_unknown_clients_are_made(tmp_path: Path) -> None:
    imported = brought(tmp_path, *ROWS)

    assert told(imported)["created"] == 4
    first = Purchase.objects.get(number="А-1")
    assert (first.total, first.discount, first.lines.count()) == (Decimal(2201), Decimal(100), 2)
    assert Purchase.objects.get(number="А-2").status == "returned"
    assert ContactPoint.objects.get(value="+79161112233").customer_id == first.customer_id
    row = CustomerValue.objects.get(pk=first.customer_id)
    assert (row.number, row.total) == (1, Decimal("1200.50"))
    assert Product.objects.count() == 2


def test_the_same_file_again_changes_nothing_and_a_changed_one_updates(tmp_path: Path) -> None:
    brought(tmp_path, *ROWS)
    again = brought(tmp_path, *ROWS)
    changed = brought(tmp_path, *ROWS[1:])

    assert (told(again)["created"], told(again)["unchanged"]) == (0, 4)
    assert (told(changed)["updated"], told(changed)["unchanged"]) == (1, 2)
    first = Purchase.objects.get(number="А-1")
    assert (first.total, first.lines.count()) == (Decimal(300), 1)
    assert Purchase.objects.count() == 3


def test_an_import_is_taken_back_with_its_clients(tmp_path: Path) -> None:
    imported = brought(tmp_path, *ROWS)

    run_now(start_undo(Operation.objects.get(pk=str(imported.operation)), system_user(), queued=False))

    assert not Purchase.objects.exists()
    assert not Customer.objects.exists()
    assert not Product.objects.exists()


def test_update_only_makes_nobody(tmp_path: Path) -> None:
    assert told(brought(tmp_path, *ROWS, mode="update"))["unchanged"] == 4
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("+79161112255;А-9;05.10.2096;Чайник;1;900;;;;", "future"),
        (";А-9;05.10.2026;Чайник;1;900;;;;", "no_client"),
        ("+79161112255;А-9;;Чайник;1;900;;;;", "no_date"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;-900;;;;", "negative_price"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;90;100;;;", "discount"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;90;-1;;;", "negative_discount"),
        ("+79161112255;А-9;05.10.2026;Чайник;0;90;;;;", "quantity"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;;;;;", "no_sum"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;дорого;;;;", "not_a_number"),
        ("+79161112255;А-9;05.10.2026;Чайник;1;1;;;;подарен", "status_unknown"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, row: str, code: str) -> None:
    found = {one["code"]: one["message"] for one in rejects(brought(tmp_path, row))}

    assert code in found
    assert "%" not in found[code]


def test_products_are_made_changed_and_left(tmp_path: Path) -> None:
    head, row = "Артикул;Наименование;Категория;Бренд;Ед. изм.;Цена", "Т-1;Чайник;Кухня / Посуда;Гжель;шт;1 250,00"
    brought(tmp_path, row, head=head, entity="products")
    again = brought(tmp_path, row, head=head, entity="products")
    changed = brought(tmp_path, row.replace("1 250", "1 300"), "Т-2;;;;;5", head=head, entity="products")

    assert told(again)["unchanged"] == 1
    assert (told(changed)["updated"], told(changed)["created"]) == (1, 1)
    kettle = Product.objects.get(sku="Т-1")
    assert (kettle.price, kettle.brand, str(kettle.category)) == (Decimal(1300), "Гжель", "Посуда")
    assert Product.objects.get(sku="Т-2").name == "Т-2"
