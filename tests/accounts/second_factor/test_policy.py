"""A role may demand a second factor."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import Role, User
from tests.accounts.pages import text_of
from tests.accounts.second_factor.acts import confirmed, entered, recovery_codes, with_app
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    Role.objects.filter(code="manager").update(needs_second_factor=True)
    return make_user(language="en")


@pytest.mark.parametrize("page", ["/", "/clients/", "/profile/", "/search/?q=1", "/notifications/"])
def test_who_has_none_is_led_to_set_one_up(person: User, page: str) -> None:
    browser = entered(person)

    assert browser.get(page).url == reverse("mfa_index")
    assert browser.get(page, headers={"HX-Request": "true"}).headers["HX-Redirect"] == reverse("mfa_index")
    answer = browser.get(page, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (403, "second_factor")


def test_posts_are_led_there_too(person: User) -> None:
    answer = entered(person).post(reverse("preferences"), {"theme": "dark"})

    person.refresh_from_db()
    assert answer.url == reverse("mfa_index")
    assert person.theme == ""


def test_the_way_to_set_it_up_is_open(person: User) -> None:
    browser = confirmed(person)

    assert "Your role demands a second factor" in text_of(browser.get(reverse("mfa_index")))
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    assert browser.get(reverse("mfa_add_webauthn")).status_code == 200
    assert browser.post(reverse("account_logout")).status_code == 302


def test_with_one_everything_is_open(person: User) -> None:
    assert entered(person, with_app(person)).get("/clients/").status_code == 200


def test_the_last_one_cannot_be_removed(person: User) -> None:
    browser = entered(person, with_app(person))
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})

    answer = browser.post(reverse("mfa_deactivate_totp"))

    assert "Your role demands a second factor" in text_of(answer)
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_the_last_passkey_cannot_be_removed_either(person: User) -> None:
    browser = entered(person, with_app(person))
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})
    key = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Key", "credential": {}})
    Authenticator.objects.filter(user=person, type="totp").delete()

    browser.post(reverse("mfa_remove_webauthn", args=[key.pk]))

    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_another_s_passkey_is_not_found(person: User, colleague: User) -> None:
    key = Authenticator.objects.create(user=colleague, type="webauthn", data={"name": "Key", "credential": {}})
    browser = entered(person, with_app(person))
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})

    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert browser.get(reverse(name, args=[key.pk])).status_code == 404
        assert browser.post(reverse(name, args=[key.pk]), {"name": "Mine"}).status_code == 404
