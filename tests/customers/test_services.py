"""Making clients and contact points."""

from uuid import UUID

import pytest

from accounts.models import User
from core.errors import DomainError
from customers import services
from customers.identifiers import new_id
from tests.factories.customers import make_email, make_person, make_phone

pytestmark = pytest.mark.django_db


def test_what_was_typed_is_kept_beside_the_number() -> None:
    point = make_phone(make_person(), raw=" 8 (917) 234-18-60 ")

    assert (point.raw, point.value, point.is_valid) == (" 8 (917) 234-18-60 ", "+79172341860", True)


def test_what_cannot_be_read_is_kept_with_its_problem() -> None:
    point = make_phone(make_person(), raw="звонить вечером")

    assert (point.raw, point.value, point.problem) == ("звонить вечером", "", "not_a_phone")


def test_first_point_of_a_kind_is_primary() -> None:
    customer = make_person()

    points = [make_phone(customer), make_phone(customer), make_email(customer)]

    assert [(point.is_primary, point.position) for point in points] == [(True, 0), (False, 1), (True, 0)]


def test_company_without_a_name_is_refused(admin_user: User) -> None:
    with pytest.raises(DomainError):
        services.create_company(by=admin_user, name="  ")


def test_empty_contact_is_refused(admin_user: User) -> None:
    with pytest.raises(DomainError):
        services.add_contact_point(by=admin_user, customer=make_person(), kind="phone", raw=" ")


def test_new_ids_stand_side_by_side() -> None:
    ids = [new_id() for _ in range(3)]

    assert len(set(ids)) == 3
    assert all(isinstance(pk, UUID) and pk.version == 7 for pk in ids)
    assert len({pk.hex[:8] for pk in ids}) == 1
