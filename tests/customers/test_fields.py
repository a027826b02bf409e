"""The field catalogue: every entry is true of the tables, and every operator works on it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from accounts.models import User
from core.registries.fields import Field, FieldType, fields
from core.rules.operators import Operator, Takes, for_type
from core.rules.sql import Context, as_filter
from core.rules.tree import Condition
from customers import tags
from customers.models import Customer, ExternalId
from tests.factories.customers import make_email, make_person, make_phone

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
TARGETS = [
    *("external_id", "kind", "full_name", "last_name", "first_name", "middle_name", "birth_date", "sex", "phone"),
    *("email", "address", "city", "company", "position", "inn", "kpp", "source", "responsible", "tags", "note"),
]
CASES = [
    pytest.param(field, operator, id=f"{field.code}-{operator.code}")
    for field in fields
    for operator in for_type(field.type)
]


def catalogue() -> dict[str, Field]:
    return {field.code: field for field in fields}


def found(field: Field, operator: str, *values: str) -> list[int]:
    context = Context("customers_customer", dt.date(2026, 11, 21), catalogue(), ZoneInfo("Europe/Moscow"))
    rule = as_filter(Condition(field.code, operator, values), context)
    return list(Customer.objects.filter(rule).order_by("pk").values_list("pk", flat=True))


def sample(field: Field, operator: Operator) -> tuple[str, ...]:
    if operator.takes == Takes.NOTHING:
        return ()
    if operator.takes == Takes.DAYS:
        return ("7",)
    value = "2026-11-21" if field.type in {FieldType.DATE, FieldType.MOMENT} else "1"
    return (value, value) if operator.takes == Takes.TWO else (value,)


@pytest.fixture
def full(manager: User) -> Customer:
    """A card with every field filled in."""
    customer = make_person(
        responsible=manager,
        birth_date=dt.date(1987, 11, 21),
        sex="f",
        city="Казань",
        address="ул. Пушкина, 46",
        company="ООО «Берег»",
        position="директор",
        inn="7707083893",
        kpp="770701001",
        source="сайт",
        note="звонить днём",
    )
    make_phone(customer, "+79172341860")
    make_email(customer, "elena@mail.ru")
    tags.put_on(by=manager, customer=customer, name="опт")
    ExternalId.objects.create(customer=customer, source="main", value="17")
    return customer


def test_every_target_of_a_mapping_file_is_a_field() -> None:
    assert set(TARGETS) <= set(catalogue())


def test_every_target_has_headings_and_no_heading_means_two() -> None:
    headings = [heading for field in fields for heading in field.headings]

    assert all(catalogue()[code].headings for code in TARGETS)
    assert len(headings) == len(set(headings))
    assert all(heading == heading.lower() for heading in headings)


@pytest.mark.parametrize(("field", "operator"), CASES)
def test_every_operator_can_be_asked_of_every_field(field: Field, operator: Operator) -> None:
    found(field, operator.code, *sample(field, operator))


@pytest.mark.parametrize("code", TARGETS)
def test_filled_finds_the_full_card_and_empty_the_bare_one(full: Customer, code: str) -> None:
    bare = make_person("")
    field = catalogue()[code]

    if code == "kind":
        assert found(field, "filled") == [full.pk, bare.pk]
        return
    assert found(field, "filled") == [full.pk]
    assert found(field, "empty") == [bare.pk]


@pytest.mark.parametrize(
    ("code", "operator", "value"),
    [
        ("full_name", "contains", "морозова елена"),
        ("phone", "contains", "917234"),
        ("email", "is", "elena@mail.ru"),
        ("birth_date", "anniversary", "0"),
        ("external_id", "is", "17"),
        ("inn", "starts", "7707"),
        ("sex", "is", "f"),
        ("kind", "is", "person"),
        ("note", "contains", "ДНЕМ"),
    ],
)
def test_values_are_found(full: Customer, code: str, operator: str, value: str) -> None:
    assert found(catalogue()[code], operator, value) == [full.pk]


def test_choices_are_keys_of_what_is_stored(full: Customer, manager: User) -> None:
    for code, key in (("responsible", str(manager.pk)), ("tags", str(tags.worn_by(full)[0].pk)), ("sex", "f")):
        field = catalogue()[code]
        assert field.choices is not None
        assert key in field.choices()
        assert found(field, "is", key) == [full.pk]


def test_index_named_by_a_field_exists() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'customers_customer'")
        standing = {name for (name,) in cursor.fetchall()}

    assert {field.index for field in fields if field.index} <= standing
