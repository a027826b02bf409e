"""Where one is signed in: on all devices out, one by one, and what stands in the list."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from accounts.devices import device
from accounts.models import BrowserSession, User
from accounts.sessions import SEEN
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.factories.users import PASSWORD, make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/130 Safari/537 Edg/130.0"


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


def keys(person: User) -> list[str]:
    return list(BrowserSession.objects.filter(user=person).order_by("pk").values_list("session_key", flat=True))


def test_sessions_are_listed_in_words() -> None:
    person = make_user(language="en")
    browser = visitor()
    browser.defaults["HTTP_USER_AGENT"] = WINDOWS
    sign_in(browser, person.email)

    page = text_of(browser.get(reverse("profile")))

    assert "Edge, Windows" in page
    assert "this is you" in page
    assert "127.0.0.1" in page


def test_one_session_is_ended_and_another_s_is_not_found(manager: User, colleague: User) -> None:
    here, there, theirs = visitor(), visitor(), visitor()
    for browser, person in ((here, manager), (there, manager), (theirs, colleague)):
        sign_in(browser, person.email)
    mine = BrowserSession.objects.get(session_key=keys(manager)[1])
    other = BrowserSession.objects.get(user=colleague)

    assert here.post(reverse("session_end", args=[other.pk])).status_code == 404
    here.post(reverse("session_end", args=[mine.pk]))

    assert is_signed_in(here)
    assert not is_signed_in(there)
    assert is_signed_in(theirs)


def test_all_others_are_ended(manager: User) -> None:
    browsers = [visitor() for _ in range(3)]
    for browser in browsers:
        sign_in(browser, manager.email)

    browsers[1].post(reverse("session_end_others"))

    assert [is_signed_in(browser) for browser in browsers] == [False, True, False]


def test_the_key_changes_at_sign_in(manager: User) -> None:
    browser = visitor()
    browser.get(reverse("account_login"))
    session = browser.session
    session["planted"] = True
    session.save()
    before = session.session_key or ""
    browser.cookies[settings.SESSION_COOKIE_NAME] = before

    sign_in(browser, manager.email)

    assert browser.session.session_key != before
    assert not is_signed_in_by(before)


def is_signed_in_by(key: str) -> bool:
    browser = visitor()
    browser.cookies[settings.SESSION_COOKIE_NAME] = key
    return is_signed_in(browser)


def test_nothing_is_written_at_most_requests(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)
    before = BrowserSession.objects.get().seen_at
    browser.get(reverse("profile"))
    assert BrowserSession.objects.get().seen_at == before
    session = browser.session
    session["seen_at"] -= 301
    session.save()

    browser.get(reverse("profile"))

    assert BrowserSession.objects.get().seen_at > before


def test_signing_out_and_a_new_password_end_the_row(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)
    browser.post(reverse("account_logout"))
    assert keys(manager) == []
    other, here = visitor(), visitor()
    for one in (other, here):
        sign_in(one, manager.email)

    sent = {"oldpassword": PASSWORD, "password1": "a long way home", "password2": "a long way home"}
    here.post(reverse("account_change_password"), sent)

    assert keys(manager) == []
    assert not is_signed_in(other)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (WINDOWS, "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit Chrome/130 YaBrowser/24.10 Safari/537", "Yandex Browser, Linux"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko Firefox/131.0", "Firefox, Android"),
        ("", "Unknown device"),
    ],
)
def test_a_device_in_words(says: str, words: str) -> None:
    with override("en"):
        assert device(says) == words


def test_use_prolongs_a_session_for_a_month_and_no_longer(manager: User) -> None:
    browser = visitor()
    sign_in(browser, manager.email)
    for days, stays in ((29, True), (31, False)):
        began = timezone.now() - dt.timedelta(days=days)
        BrowserSession.objects.filter(user=manager).update(began_at=began)
        session = browser.session
        session[SEEN] = 0
        session.save()

        assert is_signed_in(browser) is stays
    assert not BrowserSession.objects.filter(user=manager).exists()


PIECES = [{"HX-Request": "true"}, {"Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Dest": "empty"}]


@pytest.mark.parametrize("headers", PIECES, ids=str)
def test_late_piece_of_an_ended_session_leaves_the_new_one(
    manager: User, client_for: Callable[[User], StrictClient], headers: dict[str, str]
) -> None:
    browser = client_for(manager)
    browser.session.flush()

    answer = browser.get(reverse("customers:list"), headers=headers)

    assert settings.SESSION_COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize("headers", PIECES, ids=str)
def test_piece_that_led_to_sign_in_leaves_the_token_of_the_page(client: Client, headers: dict[str, str]) -> None:
    page = client.get(reverse("account_login"), headers={"Sec-Fetch-Dest": "document"})
    late = client.get(reverse("account_login"), headers=headers)

    assert page.cookies[settings.CSRF_COOKIE_NAME].value
    assert settings.CSRF_COOKIE_NAME not in late.cookies


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Dest": "document"}], ids=str)
def test_page_forgets_an_ended_session(
    manager: User, client_for: Callable[[User], StrictClient], headers: dict[str, str]
) -> None:
    browser = client_for(manager)
    browser.session.flush()

    answer = browser.get(reverse("customers:list"), headers=headers)

    assert answer.cookies[settings.SESSION_COOKIE_NAME].value == ""
