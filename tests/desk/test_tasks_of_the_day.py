"""Tasks on the page «Today»: their order, their reasons, whose they are."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import company
from accounts.models import User
from core.registries.today import TodayRank
from desk.board import Line
from interactions.models import Task
from interactions.tasks import services
from interactions.tasks.choices import Priority, TaskKind
from tests.factories.customers import make_person, make_phone
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browsers = Callable[[User], StrictClient]
PAGE = "/today/"
MOST_QUERIES = 15


def lines(browser: StrictClient, query: str = "") -> list[Line]:
    return list(browser.get(f"{PAGE}{query}").context["board"].todo)


def give(manager: User, text: str, **values: object) -> Task:
    return services.create(by=manager, text=text, **values)  # type: ignore[arg-type]  # put together


def make_late(task: Task, by: dt.timedelta) -> None:
    Task.objects.filter(pk=task.pk).update(ends_at=timezone.now() - by, due_on=company.today() - by)


def test_tasks_stand_in_the_explained_order(client_for: Browsers, manager: User) -> None:
    client = make_person("Морозова Елена", responsible=manager)
    today = company.today()
    give(manager, "обычная", due_on=today)
    give(manager, "важная", due_on=today, priority=Priority.HIGH)
    make_late(give(manager, "старая своя", due_on=today), dt.timedelta(days=3))
    make_late(
        give(manager, "позвонить давно", kind=TaskKind.CALL, customer_id=client.pk, due_on=today), dt.timedelta(days=2)
    )
    give(manager, "не сегодня", due_on=today + dt.timedelta(days=1))
    found = lines(client_for(manager))
    assert [str(line.title) for line in found] == ["позвонить давно", "старая своя", "важная", "обычная"]
    assert [line.item.rank for line in found] == [
        TodayRank.PROMISE_LATE, TodayRank.TASK_LATE, TodayRank.TASK, TodayRank.TASK,
    ]  # fmt: skip
    assert all(line.item.reason for line in found)
    assert found[0].client == "Морозова Елена"


def test_a_call_is_one_click_away(client_for: Browsers, manager: User) -> None:
    client = make_person(responsible=manager)
    make_phone(client, "+7 972 000-11-22")
    give(manager, "позвонить", kind=TaskKind.CALL, customer_id=client.pk, due_on=company.today())
    assert 'href="tel:+79720001122"' in client_for(manager).get(PAGE).content.decode()


def test_a_hidden_phone_is_not_in_the_link(client_for: Browsers, manager: User) -> None:
    client = make_person(responsible=manager)
    make_phone(client, "+7 972 000-11-22")
    give(manager, "позвонить", kind=TaskKind.CALL, customer_id=client.pk, due_on=company.today())
    manager.role.field_rights = {"phone": "masked"}
    manager.role.save(update_fields=["field_rights"])
    assert "79720001122" not in client_for(manager).get(PAGE).content.decode()


def test_closed_tasks_and_those_of_others_are_not_there(client_for: Browsers, manager: User, colleague: User) -> None:
    services.close(give(manager, "сделана", due_on=company.today()), by=manager)
    give(colleague, "чужая", due_on=company.today())
    assert lines(client_for(manager)) == []


def test_the_line_makes_a_task_here(client_for: Browsers, manager: User) -> None:
    browser = client_for(manager)
    assert 'action="/tasks/say/"' in browser.get(PAGE).content.decode()
    browser.post("/tasks/say/", {"say": "сегодня отправить договор"})
    assert [str(line.title).lower() for line in lines(browser)] == ["отправить договор"]


def test_the_tile_opens_the_same_tasks(client_for: Browsers, manager: User) -> None:
    give(manager, "на сегодня", due_on=company.today())
    browser = client_for(manager)
    tile = next(one for one in browser.get(PAGE).context["board"].tiles if "tasks" in one.found.url)
    assert tile.found.count == 1
    assert "на сегодня" in browser.get(tile.found.url).content.decode()


def test_late_ones_do_not_push_today_off_the_page(client_for: Browsers, manager: User) -> None:
    for number in range(30):
        make_late(give(manager, f"старая {number}", due_on=company.today()), dt.timedelta(days=1 + number))
    give(manager, "сегодняшняя", due_on=company.today())
    assert "сегодняшняя" in [str(line.title) for line in lines(client_for(manager))]


def test_questions_do_not_grow_with_tasks(client_for: Browsers, manager: User) -> None:
    browser = client_for(manager)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE).status_code == 200
        return len(queries)

    def add() -> None:
        client = make_person(responsible=manager, birth_date=company.today().replace(year=1980))
        make_phone(client)
        give(manager, "позвонить", kind=TaskKind.CALL, customer_id=client.pk, due_on=company.today())

    add()
    few = asked()
    for _number in range(5):
        add()
    assert asked() == few <= MOST_QUERIES
