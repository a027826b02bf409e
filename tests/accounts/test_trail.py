"""What the journal keeps of people signing in and out."""

from collections.abc import Callable

import pytest

from accounts import services, trail
from accounts.models import User
from journal.models import Entry
from tests.factories.users import PASSWORD, make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db


def last(verb: str) -> Entry:
    return Entry.objects.filter(verb=verb).order_by("-id")[0]


def sign_in(client: StrictClient, email: str, password: str) -> None:
    client.post("/login/", {"login": email, "password": password})


def test_sign_in_is_kept_with_the_address_of_the_network(client: StrictClient, manager: User) -> None:
    sign_in(client, manager.email, PASSWORD)

    entry = last(trail.SIGNED_IN)
    assert (entry.actor_id, entry.object_id, entry.details) == (manager.pk, str(manager.pk), {"ip": "127.0.0.1"})


def test_wrong_password_is_kept_against_the_known_user_and_nobody_did_it(client: StrictClient, manager: User) -> None:
    sign_in(client, manager.email.upper(), "my-secret-typo")

    entry = last(trail.SIGN_IN_FAILED)
    assert (entry.actor_id, entry.actor_name, entry.object_id) == (0, "", str(manager.pk))
    assert "my-secret-typo" not in str(entry.details)


def test_unknown_email_is_kept_as_a_hash_only(client: StrictClient) -> None:
    sign_in(client, "Nobody@Example.com", "my-secret-typo")

    entry = last(trail.SIGN_IN_FAILED)
    assert entry.object_id == ""
    assert entry.details == {"ip": "127.0.0.1", "email_hash": trail.email_hash("nobody@example.com")}
    assert "nobody" not in str(entry.details)


def test_sign_out_is_kept(client_for: Callable[[User], StrictClient], manager: User) -> None:
    client_for(manager).post("/logout/")

    assert last(trail.SIGNED_OUT).actor_id == manager.pk


def test_sign_out_everywhere_is_kept(client_for: Callable[[User], StrictClient], manager: User) -> None:
    client_for(manager).post("/profile/sign-out-everywhere/")

    assert last(trail.SIGNED_OUT_EVERYWHERE).object_id == str(manager.pk)


def test_change_of_password_is_kept_without_it(client_for: Callable[[User], StrictClient], manager: User) -> None:
    new = "another horse 42"
    client_for(manager).post("/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    entry = last(trail.PASSWORD_CHANGED)
    assert entry.actor_id == manager.pk
    assert new not in str(entry.details)


def test_new_user_is_kept_with_the_role(admin_user: User) -> None:
    user = services.create_user(email="new@example.com", role=services.role_by_code("manager"), by=admin_user)

    entry = last(trail.USER_CREATED)
    assert (entry.actor_id, entry.object_id, entry.details) == (admin_user.pk, str(user.pk), {"role": "manager"})


def test_names_of_users_are_looked_up_for_the_journal() -> None:
    user = make_user(first_name="Анна", last_name="Тестова")

    assert trail._users([str(user.pk), "nonsense"], 0)[str(user.pk)].name == "Анна Тестова"
