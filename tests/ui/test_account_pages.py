"""Pages of sign-in stand in our look, in both languages."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import User
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
OPEN = (
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", OPEN)
def test_stranger_sees_our_page(client: StrictClient, name: str, language: str) -> None:
    client.cookies = SimpleCookie({settings.LANGUAGE_COOKIE_NAME: language})
    page = client.get(reverse(name)).content.decode()

    assert f'<html lang="{language}"' in page
    assert 'class="auth__box"' in page


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate", "account_logout"])
def test_signed_in_person_sees_our_page(client_for: Callable[[User], StrictClient], manager: User, name: str) -> None:
    page = client_for(manager).get(reverse(name)).content.decode()

    assert 'id="side"' in page
    assert 'class="card card--form"' in page


def test_used_link_says_what_to_do(client: StrictClient) -> None:
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "abc-def"})
    page = client.get(address, follow=True).content.decode()

    assert reverse("account_reset_password") in page
    assert 'class="auth__box"' in page


def test_wrong_password_is_announced(client: StrictClient, manager: User) -> None:
    page = client.post(reverse("account_login"), {"login": manager.email, "password": "wrong"}).content.decode()

    assert 'role="alert"' in page
    assert manager.email in page


def test_sign_in_brings_no_idle_message(client: StrictClient, manager: User) -> None:
    from tests.factories.users import PASSWORD

    client.post(reverse("account_login"), {"login": manager.email, "password": PASSWORD})

    assert b"toast--" not in client.get(reverse("profile")).content
