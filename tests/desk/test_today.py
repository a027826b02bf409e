"""«Today»: order that explains itself, whose day it is, birthdays, how many questions it asks."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from accounts import company
from accounts.models import Role, Team, User
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from customers.models import Customer
from desk import order
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/today/"
MOST_QUERIES = 15


def born(day: dt.date, years: int = 40) -> dt.date:
    """A birth date whose birthday is on the day."""
    return day.replace(year=day.year - years)


@pytest.fixture
def supervisor(manager: User) -> User:
    """Leads the team the manager is in."""
    lead = make_user(role=Role.objects.get(code="supervisor"))
    team = Team.objects.create(name="Продажи", lead=lead)
    User.objects.filter(pk__in=[manager.pk, lead.pk]).update(team=team)
    manager.refresh_from_db()
    lead.refresh_from_db()
    return lead


@pytest.fixture
def extra_source() -> Iterator[Callable[..., None]]:
    """Offers a source for the time of the test."""
    added: list[str] = []

    def add(items: list[TodayItem], place: TodayPlace = TodayPlace.ORDER) -> None:
        code = f"test-{len(added)}"
        added.append(code)

        def of_day(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
            return items[:limit]

        def count(request: HttpRequest, day: dt.date) -> TodayCount:
            return TodayCount(len(items), "всего")

        today_sources.add(TodaySource(code=code, label="Проба", items=of_day, count=count, place=place))

    yield add
    for code in added:
        del today_sources._entries[code]


def item(title: str, rank: int, **more: object) -> TodayItem:
    values: dict[str, object] = {"customer_id": None, "reason": "потому что", "act_label": "Открыть", "act_url": "/"}
    return TodayItem(title=title, rank=rank, **{**values, **more})  # type: ignore[arg-type]  # put together


def test_sign_in_leads_here(client_for: Browsers, manager: User) -> None:
    assert client_for(manager).get("/")["Location"] == PAGE


def test_the_most_urgent_stands_first_and_says_why(
    client_for: Browsers, manager: User, extra_source: Callable[..., None]
) -> None:
    extra_source(
        [
            item("На день", TodayRank.TASK),
            item("Просрочена", TodayRank.TASK_LATE),
            item("Обещали", TodayRank.PROMISE_LATE),
        ]
    )
    response = client_for(manager).get(PAGE)
    board = response.context["board"]
    todo = [str(line.title) for line in board.todo if line.item.reason == "потому что"]
    assert todo == ["Обещали", "Просрочена", "На день"]
    page = response.content.decode()
    assert page.index(str(order.label_of(TodayRank.PROMISE_LATE))) < page.index("Обещали")
    assert "потому что" in page
    assert all(str(step.why) in page for step in board.steps)


def test_within_a_rank_the_earlier_hour_stands_first() -> None:
    at = dt.datetime(2026, 11, 22, 9, tzinfo=dt.UTC)
    late, early = item("позже", 50, at=at + dt.timedelta(hours=1)), item("раньше", 50, at=at)
    assert order.in_order([item("когда-нибудь", 50), late, early]) == [early, late, item("когда-нибудь", 50)]


def test_the_leap_day_has_an_order(time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(dt.datetime(2028, 2, 29, 9, tzinfo=dt.UTC))
    never, late = item("когда-нибудь", 50), item("позже", 50, at=dt.datetime(2028, 2, 29, 10, tzinfo=dt.UTC))
    assert order.in_order([never, late]) == [late, never]


def test_every_rank_is_explained() -> None:
    assert set(order.WORDS) == set(TodayRank)


def test_birthday_of_ones_own_client(client_for: Browsers, manager: User, colleague: User) -> None:
    day = company.today()
    make_person("Морозова Елена", responsible=manager, birth_date=born(day))
    make_person("Чужой Пётр", responsible=colleague, birth_date=born(day))
    page = client_for(manager).get(PAGE).content.decode()
    assert "Морозова Елена" in page
    assert "40 лет" in page
    assert "Чужой" not in page


def test_archived_client_has_no_birthday(client_for: Browsers, manager: User) -> None:
    customer = make_person("Морозова Елена", responsible=manager, birth_date=born(company.today()))
    Customer.objects.filter(pk=customer.pk).update(archived_at=timezone.now())
    assert "Морозова" not in client_for(manager).get(PAGE).content.decode()


def test_birthday_link_opens_the_same_clients(client_for: Browsers, manager: User) -> None:
    make_person("Морозова Елена", responsible=manager, birth_date=born(company.today()))
    browser = client_for(manager)
    tile = next(tile for tile in browser.get(PAGE).context["board"].tiles if "birth_date" in tile.found.url)
    assert tile.found.count == 1
    assert "Морозова Елена" in browser.get(tile.found.url).content.decode()


def test_supervisor_looks_at_the_team(client_for: Browsers, supervisor: User, manager: User) -> None:
    make_person("Морозова Елена", responsible=manager, birth_date=born(company.today()))
    browser = client_for(supervisor)
    assert "Морозова" not in browser.get(PAGE).content.decode()
    assert "Морозова" in browser.get(f"{PAGE}?whose=team").content.decode()
    one = browser.get(f"{PAGE}?whose={manager.pk}")
    assert "Морозова" in one.content.decode()
    assert one.context["greeting"] == manager.full_name


@pytest.mark.parametrize("whose", ["team", "{colleague}", "999999", "٣", "x' or 1=1", "9" * 40])
def test_manager_sees_his_own_day_whatever_he_asks(
    whose: str, client_for: Browsers, manager: User, colleague: User
) -> None:
    make_person("Чужой Пётр", responsible=colleague, birth_date=born(company.today()))
    response = client_for(manager).get(PAGE, {"whose": whose.format(colleague=colleague.pk)})
    assert response.context["whose"] == ""
    assert "Чужой" not in response.content.decode()


def test_who_sees_no_clients_is_told_so(client_for: Browsers, stranger: User) -> None:
    response = client_for(stranger).get(PAGE)
    assert response.status_code == 200
    assert not response.context["sees_clients"]


def test_name_of_a_client_beyond_ones_sight_is_not_told(
    client_for: Browsers, manager: User, colleague: User, extra_source: Callable[..., None]
) -> None:
    hidden = make_person("Чужой Пётр", responsible=colleague)
    extra_source([item("Позвонить", TodayRank.TASK, customer_id=hidden.pk)])
    page = client_for(manager).get(PAGE).content.decode()
    assert "Позвонить" in page
    assert "Чужой" not in page
    assert reverse("customers:detail", args=[hidden.pk]) not in page


def test_birthdays_are_not_told_to_whom_birth_dates_are_hidden(client_for: Browsers, manager: User) -> None:
    role = manager.role
    role.field_rights = {"birth_date": "hidden"}
    role.save(update_fields=["field_rights"])
    make_person("Морозова Елена", responsible=manager, birth_date=born(company.today()))
    assert "Морозова" not in client_for(manager).get(PAGE).content.decode()


def test_questions_do_not_grow_with_clients(client_for: Browsers, supervisor: User, manager: User) -> None:
    browser = client_for(supervisor)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{PAGE}?whose=team").status_code == 200
        return len(queries)

    make_person(responsible=manager, birth_date=born(company.today()))
    few = asked()
    for number in range(6):
        make_person(f"Ещё{number} Анна", responsible=manager, birth_date=born(company.today()))
    assert asked() == few <= MOST_QUERIES
