"""The sign-in page, in a visitor's eyes."""

import pytest
from django.conf import LazySettings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import PASSWORD, make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
WRONG = "The e-mail or the password is wrong. Check the keyboard layout and Caps Lock."


def test_stranger_is_led_to_sign_in_and_back(client: StrictClient, manager: User) -> None:
    response = client.get(reverse("profile"))
    assert response.status_code == 302
    assert response["Location"] == f"{reverse('account_login')}?next={reverse('profile')}"

    response = sign_in(client, manager.email, next=reverse("profile"))

    assert response["Location"] == reverse("profile")


@pytest.mark.parametrize("spelling", ["anna@example.com", "Anna@Example.COM", "  ANNA@EXAMPLE.COM "])
def test_email_may_be_typed_in_any_case(spelling: str) -> None:
    user = make_user(email="anna@example.com")
    browser = visitor()

    sign_in(browser, spelling)

    assert is_signed_in(browser, user)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_wrong_password_is_told_in_the_visitors_language(manager: User, language: str) -> None:
    browser = visitor(language)

    response = sign_in(browser, manager.email, "wrong password")

    with translation.override(language):
        assert gettext(WRONG) in text_of(response)
    assert not is_signed_in(browser)


def test_unknown_email_gets_the_same_sentence_as_a_wrong_password(manager: User) -> None:
    browser = visitor()

    unknown = sign_in(browser, "nobody@example.com")
    wrong = sign_in(browser, manager.email, "wrong password")

    assert WRONG in text_of(unknown)
    assert WRONG in text_of(wrong)


def test_empty_form_names_its_fields(client: StrictClient) -> None:
    response = sign_in(client, "", "")

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"login", "password"}


def test_password_is_never_in_the_page(manager: User) -> None:
    assert "wrong-secret" not in text_of(sign_in(visitor(), manager.email, "wrong-secret"))


def test_address_of_another_site_is_not_followed(client: StrictClient, manager: User) -> None:
    response = sign_in(client, manager.email, next="https://evil.example.com/")

    assert response["Location"] == reverse("home")


def test_session_ends_with_the_browser_unless_asked_to_stay(manager: User) -> None:
    short, long = visitor(), visitor()

    sign_in(short, manager.email)
    sign_in(long, manager.email, remember="on")

    assert short.session.get_expire_at_browser_close()
    assert not long.session.get_expire_at_browser_close()


def test_inactive_person_is_told_so_and_stays_outside() -> None:
    user = make_user(inactive=True)
    browser = visitor()

    response = sign_in(browser, user.email)

    assert response["Location"] == reverse("account_inactive")
    assert "The account is switched off" in text_of(browser.get(response["Location"]))
    assert not is_signed_in(browser)


def test_person_switched_off_is_out_at_the_next_request(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)
    assert is_signed_in(browser)

    User.objects.filter(pk=manager.pk).update(is_active=False)

    assert not is_signed_in(browser)


def test_person_whose_role_changed_works_by_the_new_one_at_once(manager: User, admin_user: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)

    User.objects.filter(pk=manager.pk).update(role=admin_user.role)

    user = browser.get(reverse("profile")).wsgi_request.user
    assert isinstance(user, User)
    assert user.has("office.administer")


def test_system_user_cannot_sign_in() -> None:
    system = User.objects.get(is_system=True)
    browser = visitor()

    for password in ("", PASSWORD, "!"):
        sign_in(browser, system.email, password)

    assert not is_signed_in(browser)


def test_nobody_signs_up_by_himself(client: StrictClient) -> None:
    assert client.get(reverse("account_signup")).status_code == 404
    assert client.post(reverse("account_signup"), {"email": "a@example.com"}).status_code == 404


def test_signing_out_ends_the_session(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)

    response = browser.post(reverse("account_logout"))

    assert response["Location"] == reverse("account_login")
    assert not is_signed_in(browser)


def test_looking_at_the_sign_out_page_signs_nobody_out(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)

    assert browser.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(browser)


@pytest.fixture
def on_the_net(settings: LazySettings) -> None:
    """The product as it stands on a public host."""
    settings.DEMO_ACCOUNTS = False


def test_demo_account_signs_in_on_a_loopback_host() -> None:
    user = make_user(demo=True)
    browser = visitor()

    sign_in(browser, user.email)

    assert is_signed_in(browser, user)


def test_demo_account_is_refused_on_the_net(on_the_net: None) -> None:
    user = make_user(demo=True)
    browser = visitor()

    response = sign_in(browser, user.email)

    assert response["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in browser.session
    user.refresh_from_db()
    assert user.last_login is None


def test_demo_session_ends_when_the_product_moves_to_the_net(settings: LazySettings) -> None:
    user = make_user(demo=True)
    browser = visitor()
    sign_in(browser, user.email)
    assert is_signed_in(browser)

    settings.DEMO_ACCOUNTS = False

    assert not is_signed_in(browser)


def test_ordinary_account_signs_in_on_the_net(on_the_net: None, manager: User) -> None:
    browser = visitor()

    sign_in(browser, manager.email)

    assert is_signed_in(browser, manager)


def test_person_confirms_who_he_is_by_the_password(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)

    wrong = browser.post(reverse("account_reauthenticate"), {"password": "wrong password"})
    right = browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert wrong.status_code == 200
    assert right.status_code == 302
