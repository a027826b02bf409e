"""Rules the database keeps itself, whoever writes."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from customers.models import ContactPoint, Customer
from customers.normalise.names import sort_name
from tests.factories.customers import make_person, make_phone

pytestmark = pytest.mark.django_db


def create(**values: Any) -> Customer:
    name = values.setdefault("name", "Морозова Елена")
    return Customer.objects.create(**{"sort_name": sort_name(name), **values})


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "robot"}, "customer_kind_is_known"),
        ({"sex": "x"}, "customer_sex_is_known"),
        ({"sort_name": ""}, "customer_sorts_by_its_name"),
        ({"name": "", "sort_name": "морозова"}, "customer_sorts_by_its_name"),
        ({"kind": "company", "name": ""}, "customer_company_has_a_name"),
        ({"kind": "company", "first_name": "Елена"}, "customer_company_is_not_a_person"),
        ({"kind": "company", "birth_date": dt.date(1990, 1, 1)}, "customer_company_is_not_a_person"),
        ({"birth_date": dt.date(1749, 8, 28)}, "customer_birth_date_is_possible"),
    ],
)
def test_impossible_client_is_refused(values: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(**values)


def test_person_may_have_no_name_yet() -> None:
    assert create(name="").title


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "pigeon"}, "contact_point_kind_is_known"),
        ({"raw": ""}, "contact_point_is_not_empty"),
        ({"value": ""}, "contact_point_has_value_or_problem"),
        ({"problem": "not_a_phone"}, "contact_point_has_value_or_problem"),
        ({"value": "", "problem": "bad weather"}, "contact_point_has_value_or_problem"),
        ({"value": "89172341860"}, "contact_point_phone_is_e164"),
        ({"kind": "email", "value": "anna"}, "contact_point_email_is_an_address"),
        ({"kind": "email", "value": "anna@MAIL.ru"}, "contact_point_email_is_an_address"),
        ({"position": -1}, "position"),
    ],
)
def test_impossible_contact_point_is_refused(values: dict[str, Any], constraint: str) -> None:
    point = {"customer": make_person(), "kind": "phone", "raw": "8 917 234-18-60", "value": "+79172341860"}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ContactPoint.objects.create(**{**point, **values})


def test_client_has_one_primary_phone() -> None:
    customer = make_person()
    make_phone(customer)
    second = make_phone(customer)
    second.is_primary = True

    with pytest.raises(IntegrityError, match="contact_point_one_primary_of_kind"), transaction.atomic():
        second.save(update_fields=["is_primary"])


def test_points_go_with_their_client() -> None:
    customer = make_person()
    make_phone(customer)

    customer.delete()

    assert not ContactPoint.objects.exists()
