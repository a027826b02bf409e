"""Pages of users, teams and roles."""

from collections.abc import Callable

import pytest

from accounts.models import Role, Team, User
from accounts.permissions import Permission, Scope
from journal.models import Entry
from tests.factories.customers import make_phone
from tests.factories.rows import make_customer
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def test_every_page_opens_for_an_administrator_only(client_for: Browser, admin_user: User, manager: User) -> None:
    team = Team.objects.create(name="Север", lead=manager)
    role = Role.objects.get(code="manager")
    pages = [
        "/office/users/", "/office/users/?show=off", "/office/users/?q=Мария", "/office/users/new/",
        f"/office/users/{manager.pk}/", f"/office/users/{manager.pk}/sees/", "/office/teams/", "/office/teams/new/",
        f"/office/teams/{team.pk}/", "/office/roles/", f"/office/roles/{role.pk}/",
    ]  # fmt: skip
    for page in pages:
        assert client_for(admin_user).get(page).status_code == 200, page
        assert client_for(manager).get(page).status_code == 404, page


def test_django_s_own_admin_is_not_there(client_for: Browser, admin_user: User) -> None:
    assert client_for(admin_user).get("/admin/").status_code == 404


def test_make_a_user_who_chooses_a_password_by_a_link(client_for: Browser, admin_user: User) -> None:
    team = Team.objects.create(name="Север")
    role = Role.objects.get(code="supervisor")
    sent = {"first_name": "Ольга", "last_name": "Новая", "email": "O@Example.com", "role": role.pk, "team": team.pk}
    answer = client_for(admin_user).post("/office/users/new/", sent)
    made = User.objects.get(email="o@example.com")
    assert answer.status_code == 200
    assert "/password/reset/key/" in answer.content.decode() or "key" in answer.content.decode()
    assert (made.role, made.team, made.has_usable_password()) == (role, team, False)


def test_bad_input_of_a_new_user_is_told(client_for: Browser, admin_user: User, manager: User) -> None:
    browser = client_for(admin_user)
    taken = browser.post("/office/users/new/", {"email": manager.email, "role": manager.role_id})
    nonsense = browser.post("/office/users/new/", {"email": "nonsense", "role": "999999"})
    assert taken.status_code == nonsense.status_code == 422
    assert manager.email in taken.content.decode()


def test_a_change_of_role_is_asked_about_first(client_for: Browser, admin_user: User, manager: User) -> None:
    make_customer(first_name="Чужой", last_name="Клиентов", responsible=admin_user)
    browser = client_for(admin_user)
    page = browser.get(f"/office/users/{manager.pk}/")
    sent = {
        "first_name": manager.first_name, "last_name": manager.last_name, "email": manager.email,
        "role": Role.objects.get(code="viewer").pk, "team": "", "seen": page.context["seen"],
    }  # fmt: skip
    asked = browser.post(f"/office/users/{manager.pk}/", sent)
    manager.refresh_from_db()
    assert asked.status_code == 200
    assert manager.role.code == "manager"
    assert "Клиентов Чужой" in asked.content.decode()
    done = browser.post(f"/office/users/{manager.pk}/", {**sent, "confirmed": "1"})
    manager.refresh_from_db()
    assert done.status_code == 302
    assert manager.role.code == "viewer"
    again = browser.post(f"/office/users/{manager.pk}/", {**sent, "role": manager.role_id, "last_name": "Другая"})
    assert again.status_code == 422  # the page was opened before the last change


def test_a_change_can_be_given_back_from_its_page(client_for: Browser, admin_user: User, manager: User) -> None:
    browser = client_for(admin_user)
    sent = {"email": manager.email, "role": Role.objects.get(code="viewer").pk, "confirmed": "1"}
    browser.post(f"/office/users/{manager.pk}/", sent)
    entry = Entry.objects.get(verb="accounts.user_changed")
    answer = browser.post(f"/office/users/given-back/{entry.pk}/", {"next": f"/office/users/{manager.pk}/"})
    manager.refresh_from_db()
    assert answer["Location"] == f"/office/users/{manager.pk}/"
    assert manager.role.code == "manager"


def test_switching_off_is_asked_about_and_signs_out(client_for: Browser, admin_user: User, manager: User) -> None:
    theirs = client_for(manager)
    browser = client_for(admin_user)
    asked = browser.post(f"/office/users/{manager.pk}/switch/")
    assert asked.status_code == 200
    assert theirs.get("/profile/").status_code == 200
    browser.post(f"/office/users/{manager.pk}/switch/", {"confirmed": "1"})
    assert theirs.get("/profile/").status_code == 302
    browser.post(f"/office/users/{manager.pk}/switch/", {"on": "1"})
    manager.refresh_from_db()
    assert manager.is_active


def test_a_team_is_made_and_shown(client_for: Browser, admin_user: User, manager: User, colleague: User) -> None:
    Role.objects.filter(code="manager").update(scope=Scope.TEAM)
    make_customer(last_name="Общий", responsible=colleague)
    browser = client_for(admin_user)
    sent = {"name": "Север", "lead": manager.pk, "members": [colleague.pk]}
    asked = browser.post("/office/teams/new/", sent)
    assert "Общий" in asked.content.decode()
    assert not Team.objects.exists()
    made = browser.post("/office/teams/new/", {**sent, "confirmed": "1"})
    team = Team.objects.get()
    assert made["Location"] == f"/office/teams/{team.pk}/"
    assert list(team.members.all()) == [colleague]
    gone = browser.post(f"/office/teams/{team.pk}/delete/", {"confirmed": "1"})
    assert gone["Location"] == "/office/teams/"
    assert not Team.objects.exists()


def test_a_role_is_copied_changed_and_deleted(client_for: Browser, admin_user: User) -> None:
    browser = client_for(admin_user)
    role = Role.objects.get(code="manager")
    copied = browser.post(f"/office/roles/{role.pk}/copy/")
    copy = Role.objects.latest("pk")
    assert copied["Location"] == f"/office/roles/{copy.pk}/"
    sent = {"name": "Стажёр", "scope": "own", "permissions": ["customers.view"], "field:phone": "masked"}
    asked = browser.post(f"/office/roles/{copy.pk}/", sent)
    assert asked.status_code == 200
    assert browser.post(f"/office/roles/{copy.pk}/", {**sent, "confirmed": "1"}).status_code == 302
    copy.refresh_from_db()
    assert (copy.name, copy.permissions, copy.field_rights) == ("Стажёр", ["customers.view"], {"phone": "masked"})
    trainee = make_user(role=copy)
    browser.post(f"/office/roles/{copy.pk}/delete/")
    assert Role.objects.filter(pk=copy.pk).exists()
    trainee.delete()
    browser.post(f"/office/roles/{copy.pk}/delete/")
    assert not Role.objects.filter(pk=copy.pk).exists()


def test_the_administrator_s_role_stays_whole(client_for: Browser, admin_user: User) -> None:
    role = Role.objects.get(code="admin")
    sent = {"name": "Хозяин", "scope": "own", "permissions": [], "confirmed": "1"}
    client_for(admin_user).post(f"/office/roles/{role.pk}/", sent)
    role.refresh_from_db()
    assert (role.name, str(role), role.scope) == ("Хозяин", "Хозяин", "all")
    assert set(role.permissions) == set(Permission.values)


def test_what_a_person_sees_is_masked_as_for_him_and_journalled(
    client_for: Browser, admin_user: User, manager: User
) -> None:
    Role.objects.filter(code="manager").update(field_rights={"phone": "masked"})
    client = make_customer(last_name="Видимый", responsible=manager)
    make_phone(client, "+79172341860")
    make_customer(last_name="Невидимый", responsible=admin_user)
    page = client_for(admin_user).get(f"/office/users/{manager.pk}/sees/").content.decode()
    assert "Видимый" in page
    assert "Невидимый" not in page
    assert "917 234" not in page
    assert "•••-••-60" in page
    assert Entry.objects.filter(verb="accounts.looked_as", object_id=str(manager.pk)).exists()


def test_the_number_of_questions_does_not_grow(
    client_for: Browser, admin_user: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    browser = client_for(admin_user)
    for number in range(12):
        make_customer(responsible=make_user(team=Team.objects.create(name=f"Команда {number}")))
    role = Role.objects.get(code="manager")
    sent = {"name": str(role), "scope": "all", "permissions": role.permissions}
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        asked = browser.post(f"/office/roles/{role.pk}/", sent)
    assert len(asked.context["change"].impacts) == 12
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        browser.get("/office/users/")
