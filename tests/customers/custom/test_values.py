"""Values of own fields: kept, found by rules, undone."""

import datetime as dt
import time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.services import system_user
from core.errors import DomainError
from core.registries.fields import catalogue
from core.rules.sql import Context, as_filter
from core.rules.tree import Condition, Group
from customers.changes import history
from customers.changes import restore as give_back
from customers.custom.reading import read
from customers.custom.values import change, values_of
from customers.models import Customer, CustomField, CustomValues
from journal.operations import single
from journal.operations.running import run_now
from journal.operations.undoing import start_undo
from tests.factories.customers import make_person
from tests.factories.own_fields import OPTIONS, make_field

pytestmark = pytest.mark.django_db


def found(code: str, operator: str, *values: str) -> list[str]:
    context = Context("customers_customer", dt.date(2026, 5, 1), catalogue(), ZoneInfo("Europe/Moscow"))
    tree = Group(parts=(Condition(code, operator, values),))
    return sorted(Customer.objects.filter(as_filter(tree, context)).values_list("last_name", flat=True))


def put(customer: Customer, field: CustomField, typed: Any) -> Any:
    return change(by=system_user(), customer=customer, values={field: read(field, typed)})


CASES = [
    ("text", "Лада Веста", "is", ("Лада Веста",)),
    ("text", "Лада Веста", "contains", ("веста",)),
    ("text", "Лада Веста", "filled", ()),
    ("long_text", "две\nстроки", "contains", ("строки",)),
    ("integer", "1 200", "equals", ("1200",)),
    ("integer", "12", "between", ("10", "15")),
    ("decimal", "54,70", "equals", ("54.7",)),
    ("decimal", "54,70", "from", ("54.7",)),
    ("money", "1 200,50 ₽", "to", ("1200,5",)),
    ("date", "31.12.2026", "on", ("2026-12-31",)),
    ("date", "02.05.1980", "anniversary", ("7",)),
    ("moment", "31.12.2026 14:30", "since", ("2026-12-31",)),
    ("flag", "да", "yes", ()),
    ("choice", "красный", "is", ("o1",)),
    ("choice", "синий", "filled", ()),
    ("multi", "красный; синий", "is", ("o2",)),
    ("multi", ["o1"], "filled", ()),
    ("link", "example.com/page", "contains", ("example",)),
]


@pytest.mark.parametrize(("kind", "typed", "operator", "asked"), CASES)
def test_rule_finds_the_one_who_has_it_and_its_denial_the_others(
    kind: str, typed: Any, operator: str, asked: tuple[str, ...]
) -> None:
    field = make_field(type=kind)
    put(make_person("Есть"), field, typed)
    make_person("Нету")
    other = make_person("Другой")
    put(other, make_field(name="Другое"), "что-то")

    assert found(field.catalogue_code, operator, *asked) == ["Есть"]
    denial = {"is": "is_not", "contains": "lacks", "filled": "empty", "yes": "no"}.get(operator)
    if denial:
        assert found(field.catalogue_code, denial, *asked) == ["Другой", "Нету"]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("integer", "1,5"), ("integer", "много"), ("decimal", "1e400"), ("money", "1,234"), ("date", "31.02.2026"),
        ("moment", "завтра"), ("flag", "может быть"), ("choice", "зелёный"), ("multi", "красный; зелёный"),
        ("link", "просто слова"), ("text", "ж" * 501), ("date", "1" * 5000), ("integer", "٣٤" * 20),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(kind: str, typed: str) -> None:
    with pytest.raises(DomainError):
        read(make_field(type=kind), typed)


def test_limits_are_held() -> None:
    age = make_field(type="integer", limits={"least": "18", "most": "99"})
    plate = make_field(name="Номер", type="text", limits={"pattern": "[А-Я][0-9]{3}"})

    assert read(age, "18") == "18"
    assert read(plate, "А123") == "А123"
    for field, typed in ((age, "17"), (plate, "123")):
        with pytest.raises(DomainError):
            read(field, typed)


@pytest.mark.parametrize("pattern", [r"(\w+)+\d", r"(а|а)*б", r".*.*.*.*.*.*.*.*.*.*б"])
def test_pattern_does_not_stop_the_process(pattern: str) -> None:
    field, begun = make_field(type="text", limits={"pattern": pattern}), time.process_time()

    with pytest.raises(DomainError):
        read(field, "а" * 500)

    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("pattern", "typed"),
    [
        (r"\w+", "Ёлкина"), (r"[\w-]+", "Иванов-Петров"), (r"\W", "№"), (r"\d{4} \d{6}", "4509 123456"),
        (r"(?i)[а-я]{3}", "АБВ"), (r"[]\w]+", "]ж"), (r"[[:digit:]\w]+", "7ж"), (r"\\w", r"\w"),
    ],
)  # fmt: skip
def test_patterns_know_russian_letters(pattern: str, typed: str) -> None:
    assert read(make_field(type="text", limits={"pattern": pattern}), typed) == typed


def test_numbers_have_one_form() -> None:
    field = make_field(type="decimal")

    assert [read(field, typed) for typed in ("10", "10,00", "1e1", "-0", "0,10")] == ["10", "10", "10", "0", "0.1"]
    assert Decimal(read(field, "999999999999999,5")) == Decimal("999999999999999.5")


def test_two_fields_of_a_card_do_not_disturb_each_other() -> None:
    customer, car, age = make_person(), make_field(name="Машина"), make_field(name="Возраст", type="integer")
    put(customer, car, "Лада")
    put(customer, age, "40")
    change(by=system_user(), customer=customer, values={car: None})

    assert values_of(customer.pk) == {age.key: "40"}


def test_edit_is_undone(admin_user: User) -> None:
    customer, car = make_person(), make_field(name="Машина")
    first = put(customer, car, "Лада")
    second = put(customer, car, "Москвич")
    assert put(customer, car, "Москвич") is None

    undo = start_undo(second, admin_user, queued=False)
    run_now(undo)
    assert values_of(customer.pk) == {car.key: "Лада"}
    run_now(start_undo(first, admin_user, queued=False))
    assert values_of(customer.pk) == {}
    assert CustomValues.objects.filter(customer=customer).exists()


def test_undo_gives_back_one_field_and_leaves_what_others_have_changed(admin_user: User) -> None:
    customer, car, age = make_person(), make_field(name="Машина"), make_field(name="Возраст", type="integer")
    first = put(customer, car, "Лада")
    put(customer, age, "40")

    run_now(start_undo(first, admin_user, queued=False))

    assert values_of(customer.pk) == {age.key: "40"}


def test_creation_with_values_is_undone_whole(admin_user: User) -> None:
    car = make_field(name="Машина")
    with single(by=admin_user) as operation:
        customer = make_person()
        put(customer, car, "Лада")

    run_now(start_undo(operation, admin_user, queued=False))

    assert not Customer.objects.filter(pk=customer.pk).exists()
    assert not CustomValues.objects.exists()


def test_history_tells_each_field_and_gives_a_value_back(admin_user: User) -> None:
    customer, car = make_person(), make_field(name="Машина")
    put(customer, car, "Лада")
    put(customer, car, "Москвич")

    line = next(one for one in history(customer, admin_user) if "Машина" in one.sentence)
    assert "Лада" in line.sentence
    assert "Москвич" in line.sentence
    give_back(by=admin_user, customer=customer, event=line.event, field=line.field)

    assert values_of(customer.pk) == {car.key: "Лада"}


def test_secret_is_kept_under_a_cipher_and_never_told(admin_user: User) -> None:
    customer, passport = make_person(), make_field(name="Паспорт", is_sensitive=True)
    put(customer, passport, "4509 123456")
    put(customer, passport, "4509 654321")

    assert "4509" not in str(values_of(customer.pk))
    assert "4509" not in " ".join(one.sentence for one in history(customer, admin_user))
    assert found(passport.catalogue_code, "filled") == [customer.last_name]
    assert OPTIONS
