"""One's own page and preferences."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.forms import PreferencesForm, ProfileForm
from accounts.models import User
from tests.accounts.pages import text_of
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
VALUES = {
    "first_name": "Ольга",
    "last_name": "Петрова",
    "language": "en",
    "time_zone": "Asia/Vladivostok",
    "theme": "dark",
    "density": "compact",
}
BY_SCRIPT = {"accept": "*/*", "x-csrftoken": "x"}


def test_person_changes_his_own_profile_only(manager: User, colleague: User, client_for: ClientFor) -> None:
    response = client_for(manager).post(reverse("profile"), VALUES)

    assert response["Location"] == reverse("profile")
    manager.refresh_from_db()
    assert (manager.full_name, manager.language, manager.time_zone) == ("Ольга Петрова", "en", "Asia/Vladivostok")
    assert (manager.theme, manager.density, manager.single_keys) == ("dark", "compact", False)
    colleague.refresh_from_db()
    assert colleague.language == "ru"


def test_nobody_raises_his_rights_by_the_form(manager: User, client_for: ClientFor) -> None:
    more = {"role": "2", "is_active": "", "is_demo": "on", "email": "other@example.com", "is_system": "on"}

    client_for(manager).post(reverse("profile"), VALUES | more)

    after = User.objects.select_related("role").get(pk=manager.pk)
    assert (after.email, after.role.code, after.is_demo) == (manager.email, "manager", False)


def test_what_others_change_meanwhile_stays(manager: User) -> None:
    profile, theme = ProfileForm(VALUES, instance=manager), PreferencesForm({"theme": "light"}, manager)
    User.objects.filter(pk=manager.pk).update(is_active=False, session_epoch=7)

    profile.save()
    theme.save()

    after = User.objects.get(pk=manager.pk)
    assert (after.first_name, after.theme, after.is_active, after.session_epoch) == ("Ольга", "light", False, 7)


@pytest.mark.parametrize("wrong", [{"time_zone": "Mars/Olympus"}, {"language": "xx"}, {"theme": "pink"}])
def test_wrong_value_is_refused_at_its_field(manager: User, client_for: ClientFor, wrong: dict[str, str]) -> None:
    response = client_for(manager).post(reverse("profile"), VALUES | wrong)

    assert response.status_code == 422
    assert response.context["form"].errors.keys() == wrong.keys()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_page_speaks_the_persons_language(client_for: ClientFor, language: str) -> None:
    user = make_user(language=language)

    response = client_for(user).get(reverse("profile"))

    with translation.override(language):
        assert gettext("My profile") in text_of(response)
    assert f'<html lang="{language}"' in text_of(response)


def test_signed_in_person_keeps_his_language_in_a_foreign_browser(client_for: ClientFor) -> None:
    user = make_user(language="en")

    response = client_for(user).get(reverse("profile"), headers={"accept-language": "ru"})

    assert response["Content-Language"] == "en"


def test_times_are_shown_in_the_persons_zone(client_for: ClientFor) -> None:
    user = make_user(time_zone="Asia/Vladivostok")
    seen: list[str] = []

    from django.http import HttpRequest, HttpResponse
    from django.utils import timezone

    from accounts.middleware import PreferencesMiddleware

    def page(request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    request = client_for(user).get(reverse("profile")).wsgi_request
    PreferencesMiddleware(page)(request)

    assert seen == ["Asia/Vladivostok"]
    assert timezone.get_current_timezone_name() == "Europe/Moscow"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "dark"),
        ("theme", ""),
        ("density", "cosy"),
        ("language", "en"),
        ("single_keys", "false"),
        ("time_zone", "Asia/Omsk"),
    ],
)
def test_one_preference_is_kept_alone(manager: User, client_for: ClientFor, name: str, value: str) -> None:
    before = {field: getattr(manager, field) for field in ("theme", "density", "language", "time_zone", "first_name")}

    response = client_for(manager).post(reverse("preferences"), {name: value}, headers=BY_SCRIPT)

    manager.refresh_from_db()
    assert response.status_code == 204
    assert getattr(manager, name) == {"false": False}.get(value, value)
    assert {field: getattr(manager, field) for field in before if field != name} == {
        field: kept for field, kept in before.items() if field != name
    }


@pytest.mark.parametrize("data", [{}, {"theme": "pink"}, {"role": "2"}, {"email": "a@example.com"}])
def test_wrong_preference_is_refused(manager: User, client_for: ClientFor, data: dict[str, str]) -> None:
    response = client_for(manager).post(reverse("preferences"), data)

    manager.refresh_from_db()
    assert response.status_code == 400
    assert (manager.theme, manager.role.code) == ("", "manager")


def test_preference_of_a_plain_form_leads_back_to_the_page(manager: User, client_for: ClientFor) -> None:
    page = f"http://testserver{reverse('profile')}"

    response = client_for(manager).post(
        reverse("preferences"), {"theme": "dark"}, headers={"referer": page, "accept": "text/html"}
    )

    assert response["Location"] == reverse("profile")


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/clients/?q=1", "/clients/?q=1"),
        ("http://testserver//evil.example/", "/"),
        ("http://evil.example/clients/", "/"),
    ],
)
def test_preference_of_a_plain_form_leads_to_no_other_site(
    manager: User, client_for: ClientFor, page: str, back: str
) -> None:
    headers = {"referer": page, "accept": "text/html"}

    assert client_for(manager).post(reverse("preferences"), {"theme": "dark"}, headers=headers)["Location"] == back


def test_stranger_has_no_preferences_to_keep(client: StrictClient) -> None:
    response = client.post(reverse("preferences"), {"theme": "dark"})

    assert response["Location"].startswith(reverse("account_login"))
