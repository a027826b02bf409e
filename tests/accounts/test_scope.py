"""Rights in SQL: who gets which rows from `limit`."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Role, Team, User
from accounts.permissions import Permission, Scope
from accounts.scope import Teams, limit, reach
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


@pytest.fixture
def lead(db: None) -> User:
    return make_user(role=Role.objects.get(code="supervisor"))


def test_a_supervisor_sees_his_team_and_himself(clients: None, lead: User, manager: User, colleague: User) -> None:
    Customer.objects.create(name="lead's", sort_name="lead's", responsible=lead)
    assert seen(lead) == {"lead's"}
    User.objects.filter(pk=manager.pk).update(team=Team.objects.create(name="Север", lead=lead))
    lead.refresh_from_db()
    assert seen(lead) == {"lead's", "mine"}
    User.objects.filter(pk=colleague.pk).update(team=Team.objects.create(name="Юг", lead=lead), is_active=False)
    lead.refresh_from_db()
    assert seen(lead) == {"lead's", "mine", "theirs"}  # clients of who has left stay with the team


def test_a_member_with_the_scope_of_a_team_sees_those_beside_him(clients: None, manager: User, colleague: User) -> None:
    team = Team.objects.create(name="Север")
    User.objects.filter(pk__in=[manager.pk, colleague.pk]).update(team=team)
    Role.objects.filter(code="manager").update(scope=Scope.TEAM)
    assert seen(User.objects.select_related("role").get(pk=manager.pk)) == {"mine", "theirs"}


def test_a_team_is_asked_for_once(lead: User, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        for _ in range(3):
            reach(lead)


def test_looking_before_a_change_answers_as_the_rows_do(lead: User, manager: User, colleague: User) -> None:
    team = Team.objects.create(name="Север", lead=lead)
    User.objects.filter(pk=manager.pk).update(team=team)
    teams = Teams.now()
    for user in User.objects.select_related("role").order_by("pk"):
        user.is_active = True
        assert teams.reach(user.role, user.pk) == reach(user)
    assert teams.moved(colleague.pk, team.pk).reach(lead.role, lead.pk).people == tuple(
        sorted([lead.pk, manager.pk, colleague.pk])
    )
    assert teams.remade(team.pk, None, []).reach(lead.role, lead.pk).people == (lead.pk,)
