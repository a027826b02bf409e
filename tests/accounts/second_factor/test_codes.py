"""Codes of an app and codes on paper."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts.models import MailState, Notification, User
from accounts.second_factor import trail
from journal.models import Entry
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.accounts.second_factor.acts import code, confirmed, entered, recovery_codes, with_app
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person() -> User:
    return make_user(language="en")


def test_an_app_is_set_up_and_asked_for_from_then_on(person: User) -> None:
    browser = confirmed(person)
    page = text_of(browser.get(reverse("mfa_activate_totp")))
    found = re.search(r'codes__one">(\w+)<', page)
    assert found
    secret = found.group(1)
    assert '<svg class="qr"' in page

    answer = browser.post(reverse("mfa_activate_totp"), {"code": code(secret, -1)})

    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert len(recovery_codes(person)) == 10
    stored = Authenticator.objects.get(user=person, type="totp").data["secret"]
    assert secret not in stored
    assert stored.startswith("gAAAA")
    asked = visitor()
    sign_in(asked, person.email)
    assert not is_signed_in(asked)
    asked.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_signed_in(asked, person)


def test_setting_up_is_journalled_and_told(person: User) -> None:
    browser = confirmed(person)
    browser.get(reverse("mfa_activate_totp"))
    secret = browser.session["mfa.totp.secret"]

    browser.post(reverse("mfa_activate_totp"), {"code": code(secret)})

    assert Entry.objects.filter(verb=trail.ADDED, object_id=str(person.pk)).count() == 2
    told = Notification.objects.get(user=person, kind=trail.NOTICE)
    assert told.params["what"] == "on"
    assert told.mail in {MailState.DUE, MailState.SENT}


def test_wrong_first_code_switches_nothing_on(person: User) -> None:
    browser = confirmed(person)
    browser.get(reverse("mfa_activate_totp"))

    answer = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert "The code is wrong" in text_of(answer)
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize(("drift", "opens"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_differ_by_a_step(person: User, drift: int, opens: bool) -> None:
    secret = with_app(person)
    browser = entered(person)

    browser.post(reverse("mfa_authenticate"), {"code": code(secret, drift)})

    assert is_signed_in(browser) is opens


def test_a_code_is_not_taken_twice(person: User) -> None:
    secret = with_app(person)
    used = code(secret, 1)
    first, second = entered(person), entered(person)
    first.post(reverse("mfa_authenticate"), {"code": used})

    answer = second.post(reverse("mfa_authenticate"), {"code": used})

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert "was used already" in text_of(answer)


def test_the_code_that_set_the_app_up_opens_nothing(person: User) -> None:
    browser = confirmed(person)
    browser.get(reverse("mfa_activate_totp"))
    used = code(browser.session["mfa.totp.secret"])
    browser.post(reverse("mfa_activate_totp"), {"code": used})
    other = entered(person)

    other.post(reverse("mfa_authenticate"), {"code": used})

    assert not is_signed_in(other)


def test_a_recovery_code_opens_once(person: User) -> None:
    with_app(person)
    [paper, *_rest] = recovery_codes(person)
    first, second = entered(person), entered(person)
    first.post(reverse("mfa_authenticate"), {"code": paper})
    second.post(reverse("mfa_authenticate"), {"code": paper})

    assert is_signed_in(first)
    assert not is_signed_in(second)
    assert len(recovery_codes(person)) == 9


def test_failures_are_journalled_and_throttled(person: User) -> None:
    secret = with_app(person)
    browser = entered(person)
    for number in range(6):
        answer = browser.post(reverse("mfa_authenticate"), {"code": f"00000{number}"})

    assert "Too many wrong attempts" in text_of(answer)
    browser.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert not is_signed_in(browser)
    assert Entry.objects.filter(verb=trail.FAILED, object_id=str(person.pk)).count() == 5


def test_the_app_is_removed_and_the_person_told(person: User) -> None:
    secret = with_app(person)
    browser = entered(person, secret)
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})

    browser.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=person).exists()
    assert Notification.objects.get(user=person, kind=trail.NOTICE).params["what"] == "off"


def test_pages_of_codes_want_a_confirmation_by_the_factor(person: User) -> None:
    browser = entered(person, with_app(person))

    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"):
        assert browser.get(reverse(name)).headers["Location"].startswith(reverse("mfa_reauthenticate")), name
    assert browser.get(reverse("account_reauthenticate")).headers["Location"].startswith(reverse("mfa_reauthenticate"))


def test_every_page_opens(person: User) -> None:
    browser = entered(person, with_app(person))
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})

    for name in (
        "mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_deactivate_totp",
        "mfa_add_webauthn", "mfa_download_recovery_codes", "mfa_reauthenticate", "profile",
    ):  # fmt: skip
        assert browser.get(reverse(name)).status_code == 200, name


def test_a_lost_key_opens_nothing(person: User) -> None:
    with_app(person)
    row = Authenticator.objects.get(user=person, type="totp")
    row.data["secret"] = "gAAAAABnothing"
    row.save()
    browser = entered(person)

    for guess in ("000000", "328482"):
        answer = browser.post(reverse("mfa_authenticate"), {"code": guess})

    assert answer.status_code == 200
    assert not is_signed_in(browser)


BROKEN = (
    "", "x", "null", "[]", "7", '"id"', "{}", '{"id": "*"}', '{"id": "a", "rawId": "a"}', "[" * 100_000,
    '{"rawId": 7, "response": []}',
    '{"rawId": "AA", "response": {"clientDataJSON": "AA", "authenticatorData": "A", "signature": "", "userHandle": 7}}',
    '{"rawId": "AA", "response": {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": ""}}',
    '{"rawId": "AA", "response": {"clientDataJSON": "e30", "attestationObject": "gYGBgYGB"}}',
)  # fmt: skip


@pytest.mark.parametrize("answer", BROKEN)
def test_what_no_passkey_says_is_a_wrong_answer(answer: str) -> None:
    browser = visitor()
    browser.get(reverse("mfa_login_webauthn"))

    browser.post(reverse("mfa_login_webauthn"), {"credential": answer})

    assert not is_signed_in(browser)


def test_what_no_passkey_says_adds_none_and_confirms_nothing(person: User) -> None:
    browser = entered(person, with_app(person))
    browser.post(reverse("mfa_reauthenticate"), {"code": recovery_codes(person)[0]})

    for answer in BROKEN[-5:]:
        browser.post(reverse("mfa_reauthenticate_webauthn"), {"credential": answer})
        page = browser.post(reverse("mfa_add_webauthn"), {"credential": answer, "name": "Key", "passwordless": "on"})
        assert page.status_code == 200
    assert not Authenticator.objects.filter(user=person, type="webauthn").exists()
