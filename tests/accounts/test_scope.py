"""Rights in SQL: who gets which rows from `limit`."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, User
from accounts.permissions import Permission, Scope
from accounts.scope import limit
from customers.models import Customer
from tests.factories.users import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.sql]


@pytest.fixture
def clients(manager: User, colleague: User) -> None:
    for name, responsible in (("mine", manager), ("theirs", colleague), ("nobody's", None)):
        Customer.objects.create(name=name, sort_name=name, responsible=responsible)


def seen(user: User | AnonymousUser) -> set[str]:
    return set(limit(Customer.objects.all(), user).values_list("name", flat=True))


def test_manager_sees_his_own(clients: None, manager: User) -> None:
    assert seen(manager) == {"mine"}


def test_colleague_sees_his_own(clients: None, colleague: User) -> None:
    assert seen(colleague) == {"theirs"}


def test_administrator_sees_all(clients: None, admin_user: User) -> None:
    assert seen(admin_user) == {"mine", "theirs", "nobody's"}


def test_person_without_the_permission_sees_nothing(clients: None, stranger: User) -> None:
    assert seen(stranger) == set()


def test_scope_of_all_without_the_permission_shows_nothing(clients: None) -> None:
    role = Role.objects.create(code="all", name="All", scope=Scope.ALL, permissions=[])

    assert seen(make_user(role=role)) == set()


def test_person_switched_off_sees_nothing(clients: None, manager: User, admin_user: User) -> None:
    manager.is_active = admin_user.is_active = False

    assert seen(manager) == seen(admin_user) == set()


def test_nobody_sees_nothing(clients: None) -> None:
    assert seen(AnonymousUser()) == set()


def test_permission_asked_for_is_the_one_that_counts(clients: None, manager: User) -> None:
    rows = limit(Customer.objects.all(), manager, permission=Permission.ADMINISTER)

    assert not rows.exists()


def test_own_rows_may_hang_on_another_lookup(clients: None, manager: User) -> None:
    rows = limit(User.objects.all(), manager, responsible="customers__responsible")

    assert [user.pk for user in rows] == [manager.pk]
