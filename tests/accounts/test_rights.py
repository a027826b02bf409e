"""Changes of rights: what they may not do, what the journal says, the way back."""

import threading
from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from accounts.models import Role, Team, User
from accounts.permissions import GROUPS, Permission, Scope
from accounts.rights import guards, roles, states, teams
from accounts.rights.giving_back import give_back, may_give_back
from accounts.rights.users import Wanted, change_user
from accounts.rights.words import changes_of_role, changes_of_user
from core.errors import DomainError
from journal.models import Entry
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


def role(code: str) -> Role:
    return Role.objects.get(code=code)


@pytest.fixture
def keeper(db: None) -> User:
    """Manages users, and little else."""
    permissions = [Permission.MANAGE_USERS.value, Permission.VIEW_CUSTOMERS.value]
    limited = Role.objects.create(code="keeper", name="Кадровик", permissions=permissions, scope=Scope.OWN)
    return make_user(role=limited)


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as told:
        act()
    assert told.value.code == code
    assert str(told.value)


def test_every_right_is_explained_once() -> None:
    assert [one for _, rights in GROUPS for one, _ in rights] == list(Permission)


def test_the_built_in_roles_are_there() -> None:
    assert set(Role.objects.values_list("code", flat=True)) >= {
        "manager", "supervisor", "marketer", "privacy", "viewer", "admin",
    }  # fmt: skip
    assert {one.scope for one in Role.objects.filter(code__in=["manager", "supervisor", "admin"])} == set(Scope)


def test_the_last_administrator_cannot_be_lost(admin_user: User) -> None:
    refused("last_admin", lambda: change_user(user_id=admin_user.pk, wanted=Wanted(role=role("viewer")), by=admin_user))
    other = make_user(admin=True)
    change_user(user_id=other.pk, wanted=Wanted(is_active=False), by=admin_user)
    refused("last_admin", lambda: change_user(user_id=admin_user.pk, wanted=Wanted(role=role("viewer")), by=admin_user))


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_demote_each_other_at_once_leave_one() -> None:
    first, second = make_user(admin=True), make_user(admin=True)
    gate, ends = threading.Barrier(2), []

    def demote(actor: User, other: User) -> None:
        try:
            gate.wait()
            change_user(user_id=other.pk, wanted=Wanted(role=role("viewer")), by=actor)
            ends.append("done")
        except DomainError as error:
            ends.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=demote, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # The second one comes when he is no administrator any more.
    assert sorted(ends) == ["done", "not_yours"]
    assert guards.administrators().count() == 1


def test_nobody_gives_more_than_he_has(keeper: User, manager: User, admin_user: User) -> None:
    refused("more", lambda: change_user(user_id=manager.pk, wanted=Wanted(role=role("admin")), by=keeper))
    refused("more", lambda: change_user(user_id=admin_user.pk, wanted=Wanted(first_name="Я"), by=keeper))
    wish = roles.RoleWish("Всё", Scope.ALL, [Permission.VIEW_CUSTOMERS.value])
    refused("more", lambda: roles.create_role(wish=wish, by=keeper))
    refused("more", lambda: roles.delete_role(role_id=role("manager").pk, by=keeper))


def test_nobody_reads_more_than_the_giver(keeper: User) -> None:
    Role.objects.filter(pk=keeper.role_id).update(field_rights={"phone": "masked"})
    keeper.role.refresh_from_db()
    wish = roles.RoleWish("Читатель", Scope.OWN, [Permission.VIEW_CUSTOMERS.value])
    refused("more", lambda: roles.create_role(wish=wish, by=keeper))
    masked = roles.RoleWish("Читатель", Scope.OWN, [Permission.VIEW_CUSTOMERS.value], {"phone": "masked"})
    assert roles.create_role(wish=masked, by=keeper).field_rights == {"phone": "masked"}


def test_rights_lost_while_a_form_was_open_are_checked_when_it_is_saved(admin_user: User, manager: User) -> None:
    make_user(admin=True)
    opened = User.objects.select_related("role").get(pk=admin_user.pk)
    User.objects.filter(pk=admin_user.pk).update(role=role("viewer"))
    refused("not_yours", lambda: change_user(user_id=manager.pk, wanted=Wanted(role=role("viewer")), by=opened))


def test_a_form_opened_before_another_s_change_is_refused(admin_user: User) -> None:
    one = role("manager")
    seen = guards.fingerprint(states.of_role(one))
    wish = roles.RoleWish("Manager", Scope.ALL, [Permission.VIEW_CUSTOMERS.value])
    roles.change_role(role_id=one.pk, wish=wish, by=admin_user, seen=seen)
    refused("changed_meanwhile", lambda: roles.change_role(role_id=one.pk, wish=wish, by=admin_user, seen=seen))


def test_nobody_switches_himself_off(admin_user: User) -> None:
    make_user(admin=True)
    refused("yourself", lambda: change_user(user_id=admin_user.pk, wanted=Wanted(is_active=False), by=admin_user))


def test_a_change_of_rights_is_journalled_before_and_after(admin_user: User, manager: User) -> None:
    team = Team.objects.create(name="Север")
    change_user(user_id=manager.pk, wanted=Wanted(role=role("supervisor"), team=team, set_team=True), by=admin_user)
    entry = Entry.objects.get(verb="accounts.user_changed")
    assert entry.actor_id == admin_user.pk
    with translation.override("en"):
        assert changes_of_user(entry.details or {}) == ["role: Manager → Supervisor", "team: — → Север"]


def test_a_change_of_role_is_told_in_words_and_given_back(admin_user: User) -> None:
    one = role("manager")
    before = states.of_role(one)
    kept = [Permission.VIEW_CUSTOMERS.value, Permission.EXPORT_CUSTOMERS.value]
    roles.change_role(
        role_id=one.pk, wish=roles.RoleWish("Manager", Scope.TEAM, kept, {"phone": "masked"}), by=admin_user
    )
    entry = Entry.objects.get(verb="accounts.role_changed")
    with translation.override("en"):
        told = "; ".join(changes_of_role(entry.details or {}))
    for words in ("Own clients → Clients of the team", "may now: Take lists out", "may no longer:", "Phone: mask"):
        assert words in told
    assert may_give_back(entry)
    give_back(entry, by=admin_user)
    one.refresh_from_db()
    assert states.of_role(one) == before
    refused("changed_meanwhile", lambda: give_back(entry, by=admin_user))


def test_a_name_is_needed_and_free(admin_user: User) -> None:
    wish = roles.RoleWish("  ", Scope.OWN, [])
    refused("name", lambda: roles.create_role(wish=wish, by=admin_user))
    refused("taken", lambda: roles.create_role(wish=roles.RoleWish("manager", Scope.OWN, []), by=admin_user))
    Team.objects.create(name="Север")
    refused("taken", lambda: teams.save_team(team_id=None, name=" север ", lead_id=None, members=[], by=admin_user))


@pytest.mark.parametrize(
    "wish",
    [
        roles.RoleWish("Странная", "galaxy", []),
        roles.RoleWish("Странная", Scope.OWN, ["customers.destroy"]),
        roles.RoleWish("Странная", Scope.OWN, [], {"phone": "whisper"}),
        roles.RoleWish("Странная", Scope.OWN, [], {"full_name": "hidden"}),
        roles.RoleWish("Странная", Scope.OWN, [], {"no_such_field": "hidden"}),
    ],
)
def test_forged_rights_are_refused(wish: roles.RoleWish, admin_user: User) -> None:
    refused("unknown", lambda: roles.create_role(wish=wish, by=admin_user))


def test_forged_people_are_refused(admin_user: User) -> None:
    refused("gone", lambda: teams.save_team(team_id=None, name="Н", lead_id=10**9, members=[], by=admin_user))
    refused("gone", lambda: change_user(user_id=10**9, wanted=Wanted(), by=admin_user))
    system = User.objects.get(is_system=True)
    refused("gone", lambda: change_user(user_id=system.pk, wanted=Wanted(is_active=True), by=admin_user))


def test_a_role_that_somebody_has_or_the_product_needs_is_not_deleted(admin_user: User) -> None:
    made = roles.create_role(wish=roles.RoleWish("Стажёр", Scope.OWN, []), by=admin_user)
    make_user(role=made, inactive=True)
    refused("used", lambda: roles.delete_role(role_id=made.pk, by=admin_user))
    refused("built_in", lambda: roles.delete_role(role_id=role("viewer").pk, by=admin_user))


def test_a_renamed_built_in_role_keeps_its_new_name_after_migrate(admin_user: User) -> None:
    one = role("manager")
    roles.change_role(role_id=one.pk, wish=roles.RoleWish("Продавец", one.scope, one.permissions), by=admin_user)
    from accounts.builtin import ensure_builtin_rows

    ensure_builtin_rows(using="default")
    one.refresh_from_db()
    assert str(one) == "Продавец"


def test_commands_know_the_new_roles() -> None:
    call_command("create_user", "boss@example.com", role="supervisor", stdout=StringIO())
    assert User.objects.get(email="boss@example.com").role.code == "supervisor"


def test_a_changed_address_signs_in_and_old_links_do_not(admin_user: User, manager: User) -> None:
    change_user(user_id=manager.pk, wanted=Wanted(email="New@Example.com"), by=admin_user)
    manager.refresh_from_db()
    assert manager.email == "new@example.com"
    refused("email", lambda: change_user(user_id=manager.pk, wanted=Wanted(email="nonsense"), by=admin_user))
    refused("taken", lambda: change_user(user_id=manager.pk, wanted=Wanted(email=admin_user.email), by=admin_user))
