"""Rights per field, and masks."""

from typing import Any

import pytest

from accounts import field_rights, masks
from accounts.field_rights import FieldAccess
from accounts.models import Role, User
from accounts.permissions import Permission
from core.registries.fields import fields
from tests.factories.users import make_user


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("+7\xa0917\xa0234-18-60", "+7\xa0917\xa0•••-••-60"),
        ("+79172341860", "+7917•••••60"),
        ("8 (917) 234-18-60", "8 (917) •••-••-60"),
        ("917 234 18 60", "917 ••• •• 60"),
        ("+7\xa0917\xa0•••-••-60", "+7\xa0917\xa0•••-••-60"),
        ("234-18-60", "•••-••-60"),
        ("12345", "•••"),
        ("нет телефона", "•••"),
        ("Анна 89172341860", " 8917•••••60"),
        ("", "•••"),
    ],
)
def test_a_phone_keeps_its_operator_and_its_end(value: str, shown: str) -> None:
    assert masks.phone(value) == shown


@pytest.mark.parametrize(
    ("mask", "value", "shown"),
    [
        (masks.email, "ivan@mail.ru", "i•••@mail.ru"),
        (masks.email, "ivan", "i•••"),
        (masks.email, "@mail.ru", "@•••"),
        (masks.year, "1990-05-02", "1990"),
        (masks.year, "2 мая 1990", "1990"),
        (masks.year, "2 мая", "•••"),
        (masks.first_letter, "  Казань", "К•••"),
        (masks.first_letter, "  ", ""),
    ],
)
def test_other_masks(mask: Any, value: str, shown: str) -> None:
    assert mask(value) == shown


def test_a_stored_phone_is_masked_as_people_read_it() -> None:
    mask = fields.get("phone").mask
    assert mask is not None
    assert mask("+79172341860") == "+7\xa0917\xa0•••-••-60"


def person(role_rights: dict[str, str], *permissions: Permission) -> User:
    role = Role.objects.create(
        code="some", name="Some", permissions=[one.value for one in permissions], field_rights=role_rights
    )
    return make_user(role=role)


@pytest.mark.django_db
def test_the_strictest_of_all_rules_counts(django_assert_num_queries: Any) -> None:
    rights = {
        "phone": "masked",
        "email": "hidden",
        "city": "read",
        "inn": "nonsense",
        "sex": "masked",
        "full_name": "hidden",
    }
    user = person(rights, Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS)
    with django_assert_num_queries(0):
        found = {code: field_rights.by_code(user, code) for code in (*rights, "note", "no_such")}
    assert found == {
        "phone": FieldAccess.MASKED,
        "email": FieldAccess.HIDDEN,
        "city": FieldAccess.READ,
        "inn": FieldAccess.HIDDEN,  # what the code does not know is not shown
        "sex": FieldAccess.HIDDEN,  # it has no mask
        "full_name": FieldAccess.READ,  # a card is called by its name
        "note": FieldAccess.EDIT,
        "no_such": FieldAccess.HIDDEN,
    }
    assert field_rights.shown(user, fields.get("email"), "ivan@mail.ru") == ""
    assert field_rights.shown(user, fields.get("phone"), "+79172341860").endswith("60")
    assert field_rights.is_limited(user)


@pytest.mark.django_db
def test_without_the_right_to_change_clients_no_field_is_changed(manager: User) -> None:
    user = person({}, Permission.VIEW_CUSTOMERS)
    assert not any(field_rights.may_edit(user, field) for field in fields)
    assert not field_rights.is_limited(user)
    assert field_rights.may_edit(manager, fields.get("phone"))
