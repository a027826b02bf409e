"""Rows the product cannot work without."""

import pytest

from accounts.builtin import ensure_builtin_rows
from accounts.models import Role, User
from accounts.permissions import Permission, Scope

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


def test_made_twice_they_are_the_same() -> None:
    before = set(Role.objects.values_list("pk", "code")), User.objects.get(is_system=True).pk

    ensure_builtin_rows(using="default")

    assert (set(Role.objects.values_list("pk", "code")), User.objects.get(is_system=True).pk) == before


def test_administrator_gets_each_new_permission_back() -> None:
    Role.objects.filter(code="admin").update(permissions=[], scope=Scope.OWN)

    ensure_builtin_rows(using="default")

    admin = Role.objects.get(code="admin")
    assert admin.permissions == Permission.values
    assert admin.scope == Scope.ALL


def test_what_a_company_made_of_the_manager_stays() -> None:
    Role.objects.filter(code="manager").update(permissions=[], scope=Scope.ALL)

    ensure_builtin_rows(using="default")

    manager = Role.objects.get(code="manager")
    assert (manager.permissions, manager.scope) == ([], Scope.ALL)


def test_a_role_that_was_lost_comes_back() -> None:
    Role.objects.filter(code="manager").delete()

    ensure_builtin_rows(using="default")

    assert Role.objects.get(code="manager").is_built_in
