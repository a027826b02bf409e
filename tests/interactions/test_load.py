"""The load of people: of chosen teams, with the list behind each number, those gone included."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role, Team, User
from interactions.tasks import services
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
LOAD = "/tasks/load/"


@pytest.fixture
def lead(manager: User, colleague: User) -> User:
    """Leads two teams of one person each."""
    found = make_user(role=Role.objects.get(code="supervisor"))
    for person, name in ((manager, "Север"), (colleague, "Юг")):
        User.objects.filter(pk=person.pk).update(team=Team.objects.create(name=name, lead=found))
        person.refresh_from_db()
        client = make_person(f"Клиент{person.pk} Анна", responsible=person)
        services.create(by=person, text=f"дело {name}", customer_id=client.pk, due_on=timezone.localdate())
    return found


def people(browser: StrictClient, query: str = "") -> list[str]:
    return [row.person.full_name for row, _share in browser.get(LOAD + query).context["rows"]]


def test_a_team_is_chosen_and_a_second_beside_it(
    client_for: ClientFor, lead: User, manager: User, colleague: User
) -> None:
    browser = client_for(lead)
    assert set(people(browser)) == {manager.full_name, colleague.full_name, lead.full_name}
    page = browser.get(LOAD)
    assert [team.name for team, _on, _url in page.context["teams"]] == ["Север", "Юг"]
    north, south = (url for _team, _on, url in page.context["teams"])
    assert people(browser, north.removeprefix(LOAD)) == [manager.full_name]
    both = browser.get(north).context["teams"][1][2]
    assert set(people(browser, both.removeprefix(LOAD))) == {manager.full_name, colleague.full_name}
    assert browser.get(both).context["total"]["open"] == 2
    assert south == f"{LOAD}?team={colleague.team_id}"


@pytest.mark.parametrize("query", ["?team=x", "?team=-1", "?team=99999999999999999999", "?team=424242", "?team=٣"])
def test_an_unknown_team_is_no_team(client_for: ClientFor, lead: User, query: str) -> None:
    assert len(people(client_for(lead), query)) == 3


def test_each_number_opens_its_list(client_for: ClientFor, lead: User, manager: User) -> None:
    browser = client_for(lead)
    row = next(row for row, _share in browser.get(LOAD).context["rows"] if row.person == manager)
    for address in (row.open_url, row.today_url, row.week_url):
        page = browser.get(address).content.decode()
        assert "дело Север" in page
        assert "дело Юг" not in page
    for address in (row.overdue_url, row.done_url):
        assert "дело Север" not in browser.get(address).content.decode()


def test_what_a_dismissed_one_left_stands_first(client_for: ClientFor, lead: User, manager: User) -> None:
    User.objects.filter(pk=manager.pk).update(is_active=False)
    browser = client_for(lead)
    assert people(browser)[0] == manager.full_name
    row = browser.get(LOAD).context["rows"][0][0]
    assert "дело Север" in browser.get(row.open_url).content.decode()


def test_statements_do_not_grow_with_people(client_for: ClientFor, lead: User, manager: User) -> None:
    browser = client_for(lead)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(LOAD)
        return len(queries)

    few = asked()
    for _number in range(4):
        User.objects.filter(pk=make_user(role=manager.role).pk).update(team=manager.team)
    assert asked() == few
