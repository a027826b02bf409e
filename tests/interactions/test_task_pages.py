"""Pages of tasks as people use them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from customers.models import Customer
from interactions.models import Task
from interactions.tasks import services
from interactions.tasks.choices import TaskState
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]
LIST = "/tasks/"


@pytest.fixture
def customer(manager: User) -> Customer:
    """A client of the manager."""
    return make_person("Сафина Лейла Маратовна", responsible=manager)


@pytest.fixture
def task(manager: User, customer: Customer) -> Task:
    """Call her tomorrow."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return services.create(by=manager, text="Позвонить про доставку", customer_id=customer.pk, due_on=tomorrow)


def test_the_list_shows_ones_own_and_not_a_strangers(client_for: ClientFor, manager: User, task: Task) -> None:
    services.create(by=(other := make_user()), text="Чужая тайна")
    page = client_for(manager).get(LIST)
    assert "Позвонить про доставку" in page.content.decode()
    assert "Чужая тайна" not in page.content.decode()
    assert client_for(other).get(task.get_absolute_url()).status_code == 404


def test_the_list_asks_the_same_number_of_questions_however_long(
    client_for: ClientFor, manager: User, task: Task, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for _ in range(20):
        services.create(by=manager, text="Ещё", customer_id=task.customer_id)
    browser = client_for(manager)
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        browser.get(LIST)


@pytest.mark.parametrize("view", ["mine", "today", "week", "overdue", "open", "given", "done"])
def test_every_tab_opens(client_for: ClientFor, manager: User, task: Task, view: str) -> None:
    assert client_for(manager).get(LIST, {"view": view}).status_code == 200


def test_a_task_is_made_by_the_form(client_for: ClientFor, manager: User, customer: Customer) -> None:
    answer = client_for(manager).post(
        f"{LIST}new/?customer={customer.pk}",
        {
            "text": "Встретиться",
            "kind": "meet",
            "day": (timezone.localdate() + dt.timedelta(days=3)).isoformat(),
            "clock": "12:30",
            "responsible": manager.pk,
            "priority": "1",
            "repeat": "FREQ=WEEKLY",
            "checklist": "Взять каталог\n\nПозвонить накануне",
            "remind": "on",
        },
    )
    assert answer.status_code == 302
    made = Task.objects.get()
    assert (made.customer_id, made.kind, made.priority) == (customer.pk, "meet", 1)
    assert [item["text"] for item in made.checklist] == ["Взять каталог", "Позвонить накануне"]
    assert made.due_at is not None
    assert made.remind_at == made.due_at - dt.timedelta(minutes=15)


def test_a_form_with_an_impossible_day_says_so(client_for: ClientFor, manager: User) -> None:
    answer = client_for(manager).post(
        f"{LIST}new/",
        {"text": "Х", "kind": "call", "day": "9999-12-31", "responsible": manager.pk, "priority": "2", "repeat": ""},
    )
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_a_change_keeps_what_was_not_touched(client_for: ClientFor, manager: User, task: Task) -> None:
    page = client_for(manager).get(task.get_absolute_url())
    assert page.status_code == 200
    answer = client_for(manager).post(
        task.get_absolute_url(),
        {
            "text": "Позвонить ещё раз",
            "kind": "call",
            "day": task.due_on.isoformat(),
            "responsible": manager.pk,
            "priority": "2",
            "repeat": "",
            "remind": "on",
        },
    )
    assert answer.status_code == 302
    before = task.ends_at
    task.refresh_from_db()
    assert (task.text, task.ends_at, task.author_id) == ("Позвонить ещё раз", before, manager.pk)


def test_closing_asks_for_the_result(client_for: ClientFor, manager: User, task: Task) -> None:
    browser = client_for(manager)
    assert browser.get(reverse("tasks:close", args=[task.pk])).status_code == 200
    browser.post(reverse("tasks:close", args=[task.pk]), {"result": "Ждёт счёт"})
    task.refresh_from_db()
    assert (task.state, task.result) == (TaskState.DONE, "Ждёт счёт")
    browser.post(reverse("tasks:reopen", args=[task.pk]))
    task.refresh_from_db()
    assert task.is_open


def test_a_repeat_that_was_given_up_is_here_again_when_opened(manager: User) -> None:
    given_up = services.create(by=manager, text="Сверка", repeat="FREQ=WEEKLY")
    done = services.create(by=manager, text="Отчёт", repeat="FREQ=WEEKLY")
    services.cancel(given_up, by=manager)
    services.close(done, by=manager)

    services.reopen(given_up, by=manager)
    services.reopen(done, by=manager)

    assert sorted(Task.objects.open().values_list("text", "repeat")) == [
        ("Отчёт", ""), ("Отчёт", "FREQ=WEEKLY"), ("Сверка", "FREQ=WEEKLY"),
    ]  # fmt: skip


def test_the_card_shows_the_next_step(client_for: ClientFor, manager: User, task: Task) -> None:
    page = client_for(manager).get(reverse("customers:panel", args=[task.customer_id, "next"]))
    assert "Позвонить про доставку" in page.content.decode()


def test_clients_without_a_task_are_found(client_for: ClientFor, manager: User, task: Task) -> None:
    make_person("Забытый Пётр", responsible=manager)
    page = client_for(manager).get("/clients/", {"next_task__empty": "1"}).content.decode()
    assert "Забытый" in page
    assert "Сафина" not in page


@pytest.mark.parametrize("act", ["close", "move", "postpone"])
def test_bulk_acts(client_for: ClientFor, manager: User, act: str) -> None:
    ids = [services.create(by=manager, text=f"Дело {n}").pk for n in range(3)]
    to = timezone.localdate() + dt.timedelta(days=7)
    answer = client_for(manager).post(
        f"{LIST}bulk/", {"act": act, "ids": ids[:2], "day": to.isoformat(), "to": manager.pk}
    )
    assert answer.status_code == 302
    if act == "close":
        assert Task.objects.filter(state=TaskState.DONE).count() == 2
    if act == "postpone":
        moved = Task.objects.filter(due_on__gte=to)
        assert moved.count() == 2
        assert all(one.ends_at > timezone.now() for one in moved)


def test_bulk_by_the_rule_of_the_list(client_for: ClientFor, manager: User, task: Task) -> None:
    rule = '{"all": [{"field": "task_state", "op": "is", "values": ["open"]}]}'
    client_for(manager).post(f"{LIST}bulk/", {"act": "close", "all": "1", "rule": rule})
    assert not Task.objects.open().exists()


def test_the_list_counts_clients_without_a_task(client_for: ClientFor, manager: User, task: Task) -> None:
    make_person("Забытый Пётр", responsible=manager)
    browser = client_for(manager)
    assert "next_task__empty=1" in browser.get(LIST).content.decode()
    said = browser.get(reverse("listing:count", args=["customers"]), {"next_task__empty": "1"}).content.decode()
    assert said.strip() == "1"


def test_the_menu_counts_what_is_overdue(client_for: ClientFor, manager: User) -> None:
    services.create(by=manager, text="Поздно", due_on=timezone.localdate() - dt.timedelta(days=2))
    assert ">1<" in client_for(manager).get(reverse("menu_count", args=["tasks"])).content.decode()
