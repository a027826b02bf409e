"""Guessing passwords must be slow."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many wrong attempts. Wait five minutes or reset the password."
ATTEMPTS = 5


def fail(email: str, times: int = ATTEMPTS) -> None:
    for number in range(times):
        sign_in(visitor(), email, f"wrong {number}")


def test_right_password_does_not_help_after_five_wrong_ones(manager: User) -> None:
    fail(manager.email)
    browser = visitor()

    response = sign_in(browser, manager.email)

    assert TOO_MANY in text_of(response)
    assert not is_signed_in(browser)


def test_four_wrong_ones_are_forgiven(manager: User) -> None:
    fail(manager.email, ATTEMPTS - 1)
    browser = visitor()

    sign_in(browser, manager.email)

    assert is_signed_in(browser)


def test_case_and_spaces_do_not_give_new_attempts() -> None:
    make_user(email="anna@example.com")
    for spelling in (
        "anna@example.com",
        "Anna@example.com",
        "ANNA@EXAMPLE.COM",
        " anna@example.com",
        "aNNa@example.com",
    ):
        sign_in(visitor(), spelling, "wrong password")

    assert TOO_MANY in text_of(sign_in(visitor(), "anna@example.com"))


def test_others_are_not_locked_out_with_the_attacked(manager: User, colleague: User) -> None:
    fail(manager.email)
    browser = visitor()

    sign_in(browser, colleague.email)

    assert is_signed_in(browser, colleague)


def test_right_passwords_are_not_counted(manager: User) -> None:
    for _ in range(ATTEMPTS + 2):
        browser = visitor()
        sign_in(browser, manager.email)
        assert is_signed_in(browser)


def test_unknown_email_is_throttled_the_same_way() -> None:
    fail("nobody@example.com")

    assert TOO_MANY in text_of(sign_in(visitor(), "nobody@example.com"))


def test_letters_with_links_are_throttled(manager: User) -> None:
    answers = [visitor().post(reverse("account_reset_password"), {"email": manager.email}) for _ in range(6)]

    assert [answer.status_code for answer in answers[:5]] == [302] * 5
    assert answers[5].status_code == 429
