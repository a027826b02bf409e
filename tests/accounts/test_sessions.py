"""Sign-out on all devices."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


def test_every_session_of_the_person_ends() -> None:
    manager = make_user(language="en")
    phone, office = visitor(), visitor()
    for browser in (phone, office):
        sign_in(browser, manager.email)

    response = office.post(reverse("sign_out_everywhere"), follow=True)

    assert not is_signed_in(phone)
    assert not is_signed_in(office)
    assert "You are signed out on all devices." in text_of(response)


def test_sessions_of_others_stay(manager: User, colleague: User) -> None:
    mine, theirs = visitor(), visitor()
    sign_in(mine, manager.email)
    sign_in(theirs, colleague.email)

    mine.post(reverse("sign_out_everywhere"))

    assert is_signed_in(theirs, colleague)


def test_a_link_to_it_does_nothing(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)

    assert browser.get(reverse("sign_out_everywhere")).status_code == 405
    assert is_signed_in(browser)


def test_person_signs_in_again_afterwards(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)
    browser.post(reverse("sign_out_everywhere"))

    sign_in(browser, manager.email)

    assert is_signed_in(browser, manager)
