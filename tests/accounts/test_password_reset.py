"""From «I forgot» through a letter to a new password, on a real mail server."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.urls import reverse

from accounts.links import password_link
from accounts.models import User
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import PASSWORD, make_user
from tests.harness.client import StrictClient
from tests.harness.smtp import SmtpServer

pytestmark = pytest.mark.django_db
NEW = "quiet purple lantern"


@pytest.fixture
def letters(smtp_server: SmtpServer, settings: LazySettings) -> list[EmailMessage]:
    """What real people would find in their mail."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = smtp_server.host, smtp_server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.PUBLIC_URL = "https://crm.example.com"
    return smtp_server.letters


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"https://crm\.example\.com\S+", letter.get_content())
    assert found, letter.get_content()
    return urlsplit(found[0]).path


def choose(browser: StrictClient, path: str, password: str = NEW) -> StrictClient:
    """Open the link and type the password twice."""
    form = browser.get(path, follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    return browser


def test_whole_walk_ends_with_the_new_password(letters: list[EmailMessage], manager: User) -> None:
    browser = visitor()

    response = browser.post(reverse("account_reset_password"), {"email": manager.email.upper()})
    assert response["Location"] == reverse("account_reset_password_done")
    choose(browser, link_in(letters[0]))

    sign_in(browser, manager.email, PASSWORD)
    assert not is_signed_in(browser)
    sign_in(browser, manager.email, NEW)
    assert is_signed_in(browser, manager)


def test_link_does_not_take_its_host_from_the_request(letters: list[EmailMessage], manager: User) -> None:
    visitor().post(reverse("account_reset_password"), {"email": manager.email}, headers={"host": "127.0.0.1"})

    assert "https://crm.example.com/" in letters[0].get_content()
    assert "127.0.0.1" not in letters[0].get_content()


@pytest.mark.parametrize(("language", "subject"), [("en", "New password for Kartoteka"), ("ru", "")])
def test_letter_speaks_the_readers_language(letters: list[EmailMessage], language: str, subject: str) -> None:
    from django.utils import translation
    from django.utils.translation import gettext

    user = make_user(language=language)
    other = "ru" if language == "en" else "en"

    visitor(other).post(reverse("account_reset_password"), {"email": user.email})

    with translation.override(language):
        assert letters[0]["Subject"].strip() == (subject or gettext("New password for Kartoteka"))
        assert gettext("Hello!") in letters[0].get_content()


def test_unknown_and_switched_off_people_get_no_letter_and_the_same_answer(letters: list[EmailMessage]) -> None:
    off = make_user(inactive=True)

    answers = [
        visitor().post(reverse("account_reset_password"), {"email": email}) for email in ("no@example.com", off.email)
    ]

    assert [answer["Location"] for answer in answers] == [reverse("account_reset_password_done")] * 2
    assert letters == []


def test_link_works_once(letters: list[EmailMessage], manager: User) -> None:
    visitor().post(reverse("account_reset_password"), {"email": manager.email})
    path = link_in(letters[0])
    choose(visitor(), path)

    again = visitor().get(path, follow=True)

    assert "The link does not work any more" in text_of(again)


def test_other_sessions_end_with_the_old_password(letters: list[EmailMessage], manager: User) -> None:
    elsewhere = visitor()
    sign_in(elsewhere, manager.email)
    visitor().post(reverse("account_reset_password"), {"email": manager.email})

    choose(visitor(), link_in(letters[0]))

    assert not is_signed_in(elsewhere)


def test_new_password_ends_the_waiting_after_wrong_attempts(letters: list[EmailMessage], manager: User) -> None:
    for _ in range(5):
        sign_in(visitor(), manager.email, "wrong password")
    browser = visitor()
    browser.post(reverse("account_reset_password"), {"email": manager.email})

    choose(browser, link_in(letters[0]))
    sign_in(browser, manager.email, NEW)

    assert is_signed_in(browser, manager)


def test_weak_password_is_refused_in_words(manager: User) -> None:
    browser = visitor()
    form = browser.get(urlsplit(password_link(manager)).path, follow=True)

    response = browser.post(form.redirect_chain[-1][0], {"password1": "1234567890", "password2": "1234567890"})

    assert response.status_code == 200
    assert response.context["form"].errors["password1"]


def test_invented_key_is_refused(manager: User) -> None:
    good = urlsplit(password_link(manager)).path

    response = visitor().get(f"{good[:-6]}aaaaa/", follow=True)

    assert "The link does not work any more" in text_of(response)


def test_invitation_lets_a_person_without_password_choose_one() -> None:
    user = make_user(password="!")
    browser = visitor()

    choose(browser, urlsplit(password_link(user)).path)
    sign_in(browser, user.email, NEW)

    assert is_signed_in(browser, user)


def test_person_changes_his_password_and_all_sessions_end(manager: User) -> None:
    here, elsewhere = visitor(), visitor()
    for browser in (here, elsewhere):
        sign_in(browser, manager.email)

    here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})

    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)
    sign_in(here, manager.email, NEW)
    assert is_signed_in(here)
