"""What an administrator does about a person's way in."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from accounts import lockout, trail
from accounts.models import BrowserSession, Notification, Role, User
from accounts.permissions import Permission
from accounts.second_factor.trail import NOTICE, RESET
from journal.models import Entry
from tests.accounts.pages import is_signed_in, sign_in, text_of, visitor
from tests.accounts.second_factor.acts import entered, with_app
from tests.factories.users import PASSWORD, make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]
ACTS = ["user_invite", "user_uninvite", "user_reset_factor", "user_unlock", "user_sessions_end"]


def invited() -> User:
    return make_user(password="!nothing", email="new@example.com", language="en")


def link_in(page: str) -> str:
    return page.split('readonly value="')[1].split('"', maxsplit=1)[0].removeprefix("http://localhost:8000")


def test_a_factor_is_reset_and_everything_of_the_person_ends(client_for: Browser, admin_user: User) -> None:
    person = make_user()
    theirs = entered(person, with_app(person))
    assert is_signed_in(theirs)

    client_for(admin_user).post(reverse("office:user_reset_factor", args=[person.pk]))

    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_signed_in(theirs)
    assert Entry.objects.filter(verb=RESET, actor_id=admin_user.pk).count() == 1
    assert Notification.objects.get(user=person, kind=NOTICE).params["what"] == "reset"


def test_acts_want_a_confirmation(admin_user: User, manager: User) -> None:
    browser = StrictClient()
    browser.force_login(admin_user)
    for act in ACTS:
        answer = browser.post(reverse(f"office:{act}", args=[manager.pk]))
        assert answer.url.startswith(reverse("account_reauthenticate")), act


def test_what_was_typed_goes_on_after_the_confirmation(admin_user: User) -> None:
    browser = StrictClient()
    browser.force_login(admin_user)
    role = Role.objects.get(code="manager")
    sent = {"first_name": "Ольга", "last_name": "Новая", "email": "o@example.com", "role": role.pk, "team": ""}
    asked = browser.post(reverse("office:user_new"), sent)

    answer = browser.post(asked.url, {"password": PASSWORD, "next": reverse("office:user_new")})

    assert answer.status_code == 200
    assert User.objects.filter(email="o@example.com", first_name="Ольга").exists()


def test_a_script_is_told_where_to_go(admin_user: User, manager: User) -> None:
    browser = StrictClient()
    browser.force_login(admin_user)

    answer = browser.post(reverse("office:user", args=[manager.pk]), headers={"HX-Request": "true"})

    assert answer.headers["HX-Redirect"].startswith(reverse("account_reauthenticate"))


def test_nobody_touches_the_way_in_of_one_who_can_do_more(client_for: Browser, admin_user: User) -> None:
    keeper = Role.objects.create(code="keeper", name="Keeper", permissions=[Permission.MANAGE_USERS.value])
    browser = client_for(make_user(role=keeper))

    for act in ACTS:
        assert browser.post(reverse(f"office:{act}", args=[admin_user.pk])).status_code == 404, act


def test_a_new_link_kills_the_old_one(client_for: Browser, admin_user: User) -> None:
    person = invited()
    browser = client_for(admin_user)
    page = reverse("office:user_invite", args=[person.pk])
    first, second = (link_in(browser.post(page).content.decode()) for _ in range(2))

    dead = visitor().get(first, follow=True)
    alive = visitor().get(second, follow=True)

    assert "The link does not work any more" in text_of(dead)
    assert "Your administrator sends it again" in text_of(dead)
    assert "Choose a new password" in text_of(alive)


def test_an_invitation_goes_by_letter(client_for: Browser, admin_user: User, mailoutbox: list[object]) -> None:
    person = invited()

    client_for(admin_user).post(reverse("office:user_invite", args=[person.pk]), {"letter": "1"})

    [letter] = mailoutbox
    assert "/password/reset/key/" in letter.body  # type: ignore[attr-defined]
    assert letter.to == [person.email]  # type: ignore[attr-defined]


def test_a_withdrawn_link_opens_nothing(client_for: Browser, admin_user: User) -> None:
    person = invited()
    browser = client_for(admin_user)
    link = link_in(browser.post(reverse("office:user_invite", args=[person.pk])).content.decode())

    browser.post(reverse("office:user_uninvite", args=[person.pk]))

    assert "The link does not work any more" in text_of(visitor().get(link, follow=True))


def test_a_used_link_opens_nothing(client_for: Browser, admin_user: User) -> None:
    person = invited()
    link = link_in(client_for(admin_user).post(reverse("office:user_invite", args=[person.pk])).content.decode())
    browser = visitor()
    form = browser.get(link).url
    browser.post(form, {"password1": "a long way home", "password2": "a long way home"})
    sign_in(browser, person.email, "a long way home")

    assert is_signed_in(browser, person)
    assert "The link does not work any more" in text_of(visitor().get(link, follow=True))
    answer = client_for(admin_user).post(reverse("office:user_invite", args=[person.pk]), follow=True)
    assert "нечего" in text_of(answer) or "nothing to invite" in text_of(answer)


def test_somebody_else_s_link_changes_nobody(client_for: Browser, admin_user: User, manager: User) -> None:
    person = invited()
    browser = client_for(admin_user)
    link = link_in(browser.post(reverse("office:user_invite", args=[person.pk])).content.decode())

    answer = browser.get(link)

    assert answer.status_code == 409
    assert admin_user.full_name in text_of(answer)


def test_sign_in_is_opened_again(client_for: Browser, admin_user: User, manager: User) -> None:
    for _ in range(lockout.FAILURES):
        lockout.failed(manager.email)
    assert lockout.of(manager)

    client_for(admin_user).post(reverse("office:user_unlock", args=[manager.pk]))

    assert lockout.of(manager) is None
    assert Entry.objects.filter(verb=trail.UNLOCKED).exists()


def test_sessions_of_a_person_are_seen_and_ended(client_for: Browser, admin_user: User, manager: User) -> None:
    theirs = [entered(manager), entered(manager)]
    browser = client_for(admin_user)
    assert browser.get(reverse("office:user", args=[manager.pk])).content.decode().count("/sessions/") == 3
    first = BrowserSession.objects.filter(user=manager).order_by("pk").first()
    assert first

    browser.post(reverse("office:user_session_end", args=[manager.pk, first.pk]))
    assert [is_signed_in(one) for one in theirs] == [False, True]
    browser.post(reverse("office:user_sessions_end", args=[manager.pk]))

    assert not is_signed_in(theirs[1])


def test_the_role_page_sets_the_policy(client_for: Browser, admin_user: User) -> None:
    role = Role.objects.get(code="admin")
    browser = client_for(admin_user)
    sent = {"name": str(role), "needs_second_factor": "on", "confirmed": "1"}

    browser.post(reverse("office:role", args=[role.pk]), sent)

    role.refresh_from_db()
    assert role.needs_second_factor
    assert browser.get(reverse("office:users")).url == reverse("mfa_index")
