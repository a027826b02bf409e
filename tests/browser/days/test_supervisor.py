"""A supervisor: who brings the money, who is leaving, a segment of them, tasks to managers, what came of it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import Role, Team, User
from interactions.models import Task
from segmentation.scores import runs
from tests.browser.days.person import Arrive, Person, Way, lived, work_is_done
from tests.browser.visitor import Visitor
from tests.factories.customers import make_person
from tests.factories.sales import make_purchase
from tests.factories.users import make_user


@pytest.fixture
def supervisor(manager: User, colleague: User) -> User:
    """Leads both managers; five buyers, the first long not seen, are theirs by turns, and scored."""
    lead = make_user(role=Role.objects.get(code="supervisor"), first_name="Руслан", last_name="Руководов")
    team = Team.objects.create(name="Север", lead=lead)
    User.objects.filter(pk__in=(manager.pk, colleague.pk)).update(team=team)
    for place in range(5):
        keeper = (manager, colleague)[place % 2]
        buyer = make_person(f"Покупатель{place} Иван", responsible=keeper)
        for _again in range(place + 1):
            make_purchase(buyer, total=str(100 * (place + 1)), days_ago=100 - 20 * place)
    runs.full()
    return lead


@lived
def test_a_day_of_a_supervisor(visit: Callable[..., Visitor], way: Way, supervisor: User, manager: User) -> None:
    me = Arrive(visit, way)(supervisor)
    me.go("reports:list")
    me.press("ABC and XYZ")
    me.sees("Classes beside the textbook")
    me.go("reports:list")
    me.press("RFM", exact=True)
    keeps_those_who_leave(me)
    gives_tasks(me)
    assert Task.objects.get().responsible == manager

    me.go("reports:list")
    me.press("Activity of people")
    me.reads(manager.full_name)


def keeps_those_who_leave(me: Person) -> None:
    """A line of the report becomes a segment."""
    lost = me.words("Lost", "RFM segment")
    me.open(f"{me.words('Save as a segment')}: {lost}")
    me.write("Name", "Уходят", "segment")
    me.press("Save", exact=True)
    expect(me.page.locator("h1")).to_have_text("Уходят")
    me.reads("1", ".stat__value")


def gives_tasks(me: Person) -> None:
    """Each to who looks after the client, after a look at what will be."""
    me.press("Give tasks")
    me.write("What is to be done", "Вернуть клиента")
    me.press("Show what will change")
    me.reads("Вернуть клиента")
    me.hand.press(me.page.locator(".bar__end form[action$='/confirm/'] button"))
    work_is_done()
    expect(me.thing("Undo", "act")).to_be_visible()
