"""Own fields leave in an export and come back by an import, set-based, undone as any other."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from core.errors import DomainError
from core.registries.import_targets import import_entities
from customers.custom import definitions
from customers.custom.reading import read
from customers.custom.values import change, values_of
from customers.custom.wishes import Wish as Shape
from customers.models import Customer, CustomField, CustomValues
from imports import whole
from imports.mapping.guessing import guess
from imports.models import StagedRow
from journal.models import Operation
from journal.operations import run_now
from journal.operations.undoing import start_undo
from listing.exports import services
from listing.exports.services import Wish
from listing.pages import list_pages
from tests.factories.customers import make_company, make_person, make_phone
from tests.factories.own_fields import make_field
from tests.imports.rows import found, rows
from tests.listing.exports.test_round_trip import content

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = {
    "text": "=Лада; «Веста»", "long_text": "две\nстроки", "integer": "-5", "decimal": "54,75", "money": "1200,50",
    "date": "29.02.2024", "moment": "31.12.2025 23:59", "flag": "нет", "choice": "Синий", "multi": "Красный; Синий",
    "link": "https://example.com/?a=1&b=2",
}  # fmt: skip


@pytest.fixture
def fields() -> dict[str, CustomField]:
    return {kind: make_field(type=kind, name=f"Своё {kind}", code=f"own_{kind}") for kind in TYPED}


def brought(path: Path, by: User, **more: Any) -> Any:
    return whole.applied(whole.checked(whole.Wish(path=path, by=by, **more)), by=by)


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_values_come_back(form: str, fields: dict[str, CustomField], admin_user: User, tmp_path: Path) -> None:
    full, bare = make_person("Абрамова Анна"), make_person("Борисова Вера")
    for one in (full, bare):
        make_phone(one)
    values = {fields[kind]: read(fields[kind], typed) for kind, typed in TYPED.items()}
    change(by=admin_user, customer=full, values=values)
    before = values_of(full.pk)
    columns = ["full_name", "phone", *(one.catalogue_code for one in fields.values())]
    wish = Wish(page=list_pages.get("customers"), choice={"rule": {}}, columns=columns, format=form, purpose="Перенос")
    export = services.start_and_wait(services.prepare(wish, by=admin_user), by=admin_user)
    path = tmp_path / f"a.{form}"
    path.write_bytes(content(export))
    Customer.objects.all().delete()

    imported = brought(path, admin_user)

    assert values_of(Customer.objects.get(last_name="Абрамова").pk) == before
    assert CustomValues.objects.count() == 1
    again = whole.checked(whole.Wish(path=path, by=admin_user))
    assert again.counts["unchanged"] == 2
    run_now(start_undo(Operation.objects.get(pk=imported.operation), admin_user, queued=False))
    assert not Customer.objects.exists()
    assert not CustomValues.objects.exists()


def test_import_fills_known_clients_and_its_undo_takes_back_only_its_own(admin_user: User, tmp_path: Path) -> None:
    car, size = make_field(name="Машина"), make_field(name="Размер", type="integer", kind="person")
    known, firm = make_person("Абрамова Анна"), make_company("ООО Ромашка")
    make_phone(known, "+79161234567")
    make_phone(firm, "+79161234568")
    path = tmp_path / "a.csv"
    path.write_text(
        "Телефон;Машина;Размер\n+79161234567;Лада;46\n+79161234568;Газель;50\n+79161234569;Нива;много\n", "utf-8"
    )
    imported = brought(path, admin_user)

    assert values_of(known.pk) == {car.key: "Лада", size.key: "46"}
    assert values_of(firm.pk) == {car.key: "Газель"}
    new = Customer.objects.exclude(pk__in=[known.pk, firm.pk]).get()
    assert values_of(new.pk) == {car.key: "Нива"}
    change(by=admin_user, customer=known, values={size: "48"})
    run_now(start_undo(Operation.objects.get(pk=imported.operation), admin_user, queued=False))

    assert values_of(known.pk) == {size.key: "48"}
    assert values_of(firm.pk) == {}


def test_what_was_changed_since_the_check_is_not_overwritten(admin_user: User, tmp_path: Path) -> None:
    car, known = make_field(name="Машина"), make_person("Абрамова Анна")
    make_phone(known, "+79161234567")
    path = tmp_path / "a.csv"
    path.write_text("Телефон;Машина\n+79161234567;Лада\n", "utf-8")
    imported = whole.checked(whole.Wish(path=path, by=admin_user, on_conflict="overwrite"))
    change(by=admin_user, customer=known, values={car: "Москвич"})

    whole.applied(imported, by=admin_user)

    assert values_of(known.pk) == {car.key: "Москвич"}


def test_new_clients_begin_with_defaults(admin_user: User, tmp_path: Path) -> None:
    way = make_field(name="Как связаться", default="позвонить")
    path = tmp_path / "a.csv"
    path.write_text("Телефон\n+79161234567\n", "utf-8")
    brought(path, admin_user)

    assert values_of(Customer.objects.get().pk) == {way.key: "позвонить"}


def test_columns_of_closed_fields_are_left_out_with_the_reason() -> None:
    make_field(name="Диагноз", is_sensitive=True)
    who = make_field(name="Кто привёл", type="client")
    make_field(name="Договор", type="file")
    headings = ["Телефон", "ДИАГНОЗ", "Договор", "Кто привёл"]
    guesses = guess(found(headings), rows(["+79161234567", "здоров", "a.pdf", "7"]))

    assert [one.target for one in guesses] == ["phone", None, None, who.catalogue_code]
    assert "секретное" in guesses[1].why
    assert not guesses[1].samples
    assert "файлы" in guesses[2].why


def test_secrets_of_a_file_are_not_kept_in_the_check(admin_user: User, tmp_path: Path) -> None:
    make_field(name="Диагноз", is_sensitive=True)
    path = tmp_path / "a.csv"
    path.write_text("Телефон;Диагноз;Город\n+79161234567;астма;Уфа\n", "utf-8")

    imported = whole.checked(whole.Wish(path=path, by=admin_user))

    assert StagedRow.objects.get().raw == ["+79161234567", None, "Уфа"]
    whole.applied(imported, by=admin_user)
    assert Customer.objects.get().city == "Уфа"
    assert not CustomValues.objects.exists()


def test_three_hundred_fields_ask_as_much_as_none(django_assert_max_num_queries: Any) -> None:
    for _number in range(300):
        make_field()
    with django_assert_max_num_queries(5):
        targets = import_entities.get("customers").targets()
        guess(found(["Телефон", "Поле"]), rows(["+79161234567", "7"]), targets=targets)
    assert len([code for code in targets if code.startswith("custom.")]) == 300


def test_secrets_and_files_are_no_targets() -> None:
    for values in ({"is_sensitive": True}, {"type": "file"}, {"type": "client", "is_sensitive": True}):
        make_field(**values)

    assert not [code for code in import_entities.get("customers").targets() if code.startswith("custom.")]


def test_a_field_changed_since_the_check_is_checked_again(admin_user: User, tmp_path: Path) -> None:
    own = definitions.create(by=admin_user, wish=Shape(name="Обхват", type="text"))
    path = tmp_path / "a.csv"
    path.write_text("ФИО;Обхват\nАбрамова Анна;широкий\n", "utf-8")
    imported = whole.checked(whole.Wish(path=path, by=admin_user))
    definitions.change(by=admin_user, pk=own.pk, wish=Shape(name="Обхват", type="integer"))

    with pytest.raises(DomainError) as refused:
        whole.applied(imported, by=admin_user)

    assert refused.value.code == "stale"
    assert not CustomValues.objects.exists()
