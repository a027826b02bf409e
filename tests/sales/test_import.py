"""Files of purchases and of products: brought in, brought in again, taken back; what cannot be read is said."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from time_machine import TimeMachineFixture

from accounts.services import system_user
from core.errors import DomainError
from customers.models import ContactPoint, Customer
from imports import whole
from imports.models import Import, StagedRow
from imports.services import start_apply
from imports.whole import Wish, rejects, told
from journal.models import Operation
from journal.operations import run_now, start_undo
from sales import services
from sales.models import Category, CustomerValue, Product, Purchase, Shop
from sales.services import Line
from tests.factories.customers import make_person
from tests.factories.sales import make_product, make_purchase

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
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
        ("+79161112255;А-9;05.10.2026;Чайник;999999999999;1;;;;", "sum_too_large"),
        ("+79161112255;А-9;05.10.2026;Чайник;99999999999;99999999999999;;;;", "sum_too_large"),
        ("+79161112255;;05.10.2026;Чайник;1000;99999999999999;;;;", "sum_too_large"),
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


BARE = "Телефон;Дата;Товар;Цена"
ONCE = ("+79161112233;01.10.2026 12:30;Чайник;900", "+79161112233;01.10.2026 12:30;Чайник;900")


def undone(imported: Import) -> None:
    run_now(start_undo(Operation.objects.get(pk=str(imported.operation)), system_user(), queued=False))


def test_rows_without_a_number_are_known_by_client_moment_sum_and_product(tmp_path: Path) -> None:
    brought(tmp_path, *ONCE, head=BARE)
    again = brought(tmp_path, *ONCE, ONCE[0], ONCE[0].replace("900", "950"), head=BARE)

    assert (told(again)["created"], told(again)["unchanged"]) == (2, 2)
    assert set(StagedRow.objects.of(again).filter(verdict="unchanged").values_list("reason", flat=True)) == {"already"}
    assert Purchase.objects.count() == 4


def test_another_product_at_the_same_price_is_a_change(tmp_path: Path) -> None:
    brought(tmp_path, *ROWS)
    changed = brought(tmp_path, *ROWS[:3], ROWS[3].replace("Чайник", "Самовар"))

    assert told(changed)["updated"] == 1
    assert [str(line.product) for line in Purchase.objects.get(number="Б-1").lines.all()] == ["Самовар"]


def test_foreign_money_has_the_rate_of_its_row_or_of_its_day(tmp_path: Path) -> None:
    head = "Телефон;Номер;Дата;Сумма;Валюта;Курс"
    imported = brought(
        tmp_path,
        "+79161112233;1;01.10.2026;10;USD;90,5",
        "+79161112233;2;02.10.2026;10;доллар;",
        "+79161112233;3;02.10.2026;10;;",
        "+79161112233;4;02.10.2026;10;тугрик;",
        head=head,
    )
    again = brought(
        tmp_path, "+79161112233;5;01.10.2026 18:00;2;$;", "+79161112233;1;01.10.2026;10;USD;90,5", head=head
    )

    first = Purchase.objects.get(number="1")
    assert (first.currency, first.rate, first.own_total, first.total) == (
        "USD",
        Decimal("90.5"),
        Decimal(10),
        Decimal(905),
    )
    assert {one["code"] for one in rejects(imported)} == {"no_rate", "currency_unknown"}
    assert "?" in next(one["message"] for one in rejects(imported) if one["code"] == "no_rate")
    assert Purchase.objects.get(number="3").currency == "RUB"
    assert Purchase.objects.get(number="5").total == Decimal(181)
    assert told(again)["unchanged"] == 1


def test_a_document_of_too_many_lines_or_of_two_currencies_is_refused(tmp_path: Path) -> None:
    line = "+79161112233;А-1;01.10.2026;1"
    imported = brought(tmp_path, *[line] * 10_001, line.replace("А-1", "А-2"), head="Телефон;Номер;Дата;Сумма")
    mixed = brought(
        tmp_path,
        "+79161112233;А-3;01.10.2026;1;USD;90",
        "+79161112233;А-3;01.10.2026;1;RUB;",
        head="Телефон;Номер;Дата;Сумма;Валюта;Курс",
    )

    assert (told(imported)["rejected"], told(imported)["created"]) == (10_001, 1)
    assert {one["code"] for one in rejects(mixed)} == {"mixed_currency"}
    dear = brought(
        tmp_path,
        "+79161112233;А-4;01.10.2026;60000000000000",
        "+79161112233;А-4;01.10.2026;60000000000000",
        "+79161112233;А-5;01.10.2026;5",
        head="Телефон;Номер;Дата;Сумма",
    )
    rich = brought(
        tmp_path, "+79161112233;;01.10.2026;1000000;USD;900000000", head="Телефон;Номер;Дата;Сумма;Валюта;Курс"
    )
    assert {one["code"] for one in (*rejects(dear), *rejects(rich))} == {"sum_too_large"}
    assert (told(dear)["created"], told(rich)["created"]) == (1, 0)
    assert "%" not in next(one["message"] for one in rejects(mixed))


def test_categories_and_shops_go_with_the_undo_unless_used_elsewhere(tmp_path: Path) -> None:
    imported = brought(tmp_path, *ROWS)
    other = Product.objects.create(name="Ковш", sort_name="ковш", category=Category.objects.get(name="Кухня"))

    undone(imported)

    assert [one.name for one in Category.objects.all()] == ["Кухня"]
    assert not Shop.objects.exists()
    other.refresh_from_db()
    assert other.category is not None


def test_a_check_made_before_another_file_is_brought_in_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("\n".join((BARE, *ONCE)), encoding="utf-8")
    by = system_user()
    waiting = whole.checked(Wish(path=file, by=by, entity="purchases"))
    whole.applied(whole.checked(Wish(path=file, by=by, entity="purchases")), by=by)

    with pytest.raises(DomainError, match=r"check the rows again|проверьте строки"):
        whole.applied(waiting, by=by)
    assert Purchase.objects.count() == 2


def test_a_check_made_before_another_file_is_brought_in_once_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("\n".join((BARE, *ONCE)), encoding="utf-8")
    by = system_user()
    first = whole.applied(whole.checked(Wish(path=file, by=by, entity="purchases")), by=by)
    undo = run_now(start_undo(Operation.objects.get(pk=str(first.operation)), by, queued=False))
    waiting = whole.checked(Wish(path=file, by=by, entity="purchases"))
    redo = run_now(start_undo(undo, by, queued=False))

    with pytest.raises(DomainError) as refused:
        whole.applied(waiting, by=by)
    assert refused.value.code == "stale"
    assert Purchase.objects.count() == 2
    again = whole.checked(Wish(path=file, by=by, entity="purchases"))
    run_now(start_undo(redo, by, queued=False))
    with pytest.raises(DomainError) as refused:
        start_apply(again, by=by)
    assert refused.value.code == "stale"


def test_a_purchase_of_today_without_a_clock_is_not_of_the_future(
    tmp_path: Path, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(dt.datetime(2026, 10, 5, 5, tzinfo=dt.UTC), tick=False)
    head = "Телефон;Дата;Сумма"
    imported = brought(tmp_path, "+79161112233;05.10.2026;5", "+79161112233;05.10.2026 18:00;6", head=head)

    assert (told(imported)["created"], told(imported)["rejected"]) == (1, 1)


def test_a_row_in_another_unit_is_refused(tmp_path: Path) -> None:
    make_product("Ткань", unit="м")

    imported = brought(
        tmp_path,
        "+79161112233;01.10.2026;Ткань;2;кг;100",
        "+79161112233;02.10.2026;Ткань;2;м.;100",
        head="Телефон;Дата;Товар;Количество;Ед. изм.;Цена",
    )

    assert told(imported)["created"] == 1
    assert StagedRow.objects.of(imported).get(reason="unit").problems
    assert Purchase.objects.get().total == 200


def test_the_unit_of_what_was_sold_is_not_changed_by_a_file(tmp_path: Path) -> None:
    cloth = make_product("Ткань", unit="м")
    make_product("Нитки", unit="м")
    make_purchase(make_person(), Line(product=cloth))

    imported = brought(tmp_path, "Ткань;кг;100", "Нитки;шт;10", head="Название;Ед. изм.;Цена", entity="products")

    assert StagedRow.objects.of(imported).get(reason="sold_unit").problems
    assert dict(Product.objects.values_list("name", "unit")) == {"Ткань": "м", "Нитки": "шт"}


def test_a_sum_that_is_no_price_by_the_quantity_keeps_both(tmp_path: Path) -> None:
    brought(tmp_path, "+79161112233;А-1;01.10.2026;Чай;3;100", head="Телефон;Номер;Дата;Товар;Количество;Сумма")
    again = brought(tmp_path, "+79161112233;А-1;01.10.2026;Чай;3;100", head="Телефон;Номер;Дата;Товар;Количество;Сумма")

    line = Purchase.objects.get().lines.get()
    assert (Purchase.objects.get().total, line.quantity, line.price, line.discount) == (
        Decimal(100), Decimal(3), Decimal("33.34"), Decimal("0.02"),
    )  # fmt: skip
    assert told(again)["unchanged"] == 1


def test_a_price_of_many_digits_is_the_same_the_second_time(tmp_path: Path) -> None:
    row = "А-1;Станок;70368744177664,05;35184372088832,03"
    brought(tmp_path, row, head="Артикул;Наименование;Цена;Себестоимость", entity="products")

    again = brought(tmp_path, row, head="Артикул;Наименование;Цена;Себестоимость", entity="products")
    other = brought(
        tmp_path, row.replace(",05", ",06"), head="Артикул;Наименование;Цена;Себестоимость", entity="products"
    )

    assert (told(again)["unchanged"], told(other)["updated"]) == (1, 1)


def test_what_something_was_returned_of_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    head = "Телефон;Номер;Дата;Товар;Количество;Цена"
    brought(tmp_path, "+79161112233;А-1;01.10.2026;Чай;5;10", head=head)
    bought = Purchase.objects.get()
    services.give_back(by=system_user(), purchase=bought, quantities={bought.lines.get().pk: Decimal(4)})

    again = brought(tmp_path, "+79161112233;А-1;01.10.2026;Чай;1;10", head=head)

    assert (told(again)["updated"], told(again)["unchanged"]) == (0, 1)
    assert bought.lines.get().quantity == 5
    assert CustomerValue.objects.get(pk=bought.customer_id).total == 10
