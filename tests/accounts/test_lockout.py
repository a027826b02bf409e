"""Ten failures in a row close an address for a quarter of an hour, then for longer."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts import lockout, trail
from accounts.models import Notification, SignInLock, User
from journal.models import Entry
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.accounts.second_factor.acts import code, with_app

pytestmark = pytest.mark.django_db
CLOSED = "sign-in is closed for a while"


def fail(email: str, times: int = lockout.FAILURES) -> str:
    """Wrong passwords, slowly: the limit a minute is another test's."""
    for number in range(times):
        cache.clear()
        answer = sign_in(visitor(), email, f"wrong {number}")
    cache.clear()
    return text_of(answer)


@pytest.mark.parametrize("known", [True, False])
def test_the_tenth_failure_closes_whoever_it_is(manager: User, known: bool) -> None:
    email = manager.email if known else "nobody@example.com"
    fail(email)

    answer = sign_in(visitor(), email)

    assert CLOSED in text_of(answer)


def test_nine_do_not(manager: User) -> None:
    fail(manager.email, lockout.FAILURES - 1)
    browser = visitor()

    sign_in(browser, manager.email)

    assert is_signed_in(browser)
    assert not SignInLock.objects.exists()


def test_it_opens_by_itself_and_closes_for_longer_next_time(manager: User) -> None:
    fail(manager.email)
    row = SignInLock.objects.get()
    assert row.locked_until
    assert row.locked_until - timezone.now() <= dt.timedelta(minutes=15)
    SignInLock.objects.update(locked_until=timezone.now() - dt.timedelta(seconds=1))
    fail(manager.email)

    row.refresh_from_db()
    assert row.locked_until - timezone.now() > dt.timedelta(minutes=29)


def test_the_person_and_administrators_are_told_once(manager: User, admin_user: User) -> None:
    for _ in range(2):
        fail(manager.email)
        SignInLock.objects.update(locked_until=timezone.now() - dt.timedelta(seconds=1))

    assert Notification.objects.filter(user=manager, kind=lockout.NOTICE).count() == 1
    assert Notification.objects.filter(user=admin_user, kind=lockout.NOTICE_OF_OTHERS).count() == 1
    assert Entry.objects.filter(verb=trail.LOCKED).count() == 2


def test_wrong_codes_count_too(manager: User) -> None:
    with_app(manager)
    for number in range(lockout.FAILURES):
        cache.clear()
        browser = visitor()
        sign_in(browser, manager.email)
        browser.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    assert lockout.of(manager)


def test_a_right_code_does_not_help_when_closed(manager: User) -> None:
    secret = with_app(manager)
    browser = visitor()
    sign_in(browser, manager.email)
    for _ in range(lockout.FAILURES):
        lockout.failed(manager.email)

    answer = browser.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert CLOSED in text_of(answer)
    assert not is_signed_in(browser)


def test_a_chosen_password_opens(manager: User) -> None:
    fail(manager.email)
    from accounts.links import password_link

    browser = visitor()
    form = browser.get(password_link(manager).removeprefix("http://localhost:8000")).url
    browser.post(form, {"password1": "a long way home", "password2": "a long way home"})
    sign_in(browser, manager.email, "a long way home")

    assert is_signed_in(browser)


def test_old_failures_are_forgotten() -> None:
    lockout.failed("nobody@example.com")
    SignInLock.objects.update(failed_at=timezone.now() - lockout.KEPT - dt.timedelta(hours=1))

    assert lockout.forget() == 1
