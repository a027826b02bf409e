"""Two people at one task, many tasks at once, and tasks that follow their clients."""

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Notification, Role, User
from customers.operations import EDIT
from interactions.tasks import bulk, services
from interactions.tasks.choices import TaskState
from interactions.tasks.forms import TaskForm, initial_of
from interactions.tasks.models import Task
from journal.models import Operation
from journal.operations import confirm, draft, run_now, start_undo
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
Browser = Callable[[User], StrictClient]


def undo(operation: Operation, by: User) -> None:
    run_now(start_undo(operation, by, queued=False))


def opened(task: Task, user: User) -> dict[str, Any]:
    """What the browser would send back untouched."""
    form = TaskForm(user=user, task=task, initial=initial_of(task))
    values = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in values.items() if value not in (None, False)}
    sent["day"] = task.due_on.isoformat()
    if values["clock"]:
        sent["clock"] = values["clock"].strftime("%H:%M")
    return sent


def test_two_people_who_change_different_things_do_not_disturb_each_other(client_for: Browser, manager: User) -> None:
    admin = make_user(admin=True)
    task = services.create(by=manager, text="Позвонить", checklist=["Раз"])
    mine, theirs = opened(task, manager), opened(task, admin)
    client_for(admin).post(f"/tasks/{task.pk}/", {**theirs, "priority": "2"})
    answer = client_for(manager).post(f"/tasks/{task.pk}/", {**mine, "text": "Позвонить завтра"})
    assert answer.status_code == 302
    task.refresh_from_db()
    assert (task.text, task.priority) == ("Позвонить завтра", 2)


def test_a_task_years_overdue_can_be_put_right(client_for: Browser, manager: User) -> None:
    task = services.create(by=manager, text="Позвонить")
    long_ago = timezone.now() - dt.timedelta(days=800)
    Task.objects.filter(pk=task.pk).update(due_on=long_ago.date(), ends_at=long_ago)
    task.refresh_from_db()
    browser = client_for(manager)

    answer = browser.post(f"/tasks/{task.pk}/", {**opened(task, manager), "text": "Написать"})
    other_day = (long_ago - dt.timedelta(days=1)).date().isoformat()
    refused = browser.post(f"/tasks/{task.pk}/", {**opened(task, manager), "day": other_day})

    task.refresh_from_db()
    assert (answer.status_code, task.text, task.due_on) == (302, "Написать", long_ago.date())
    assert refused.status_code == 422


def test_of_the_same_thing_both_values_are_shown_and_the_second_save_decides(
    client_for: Browser, manager: User
) -> None:
    admin = make_user(admin=True)
    task = services.create(by=manager, text="Позвонить")
    mine = opened(task, manager)
    services.change(task, by=admin, values={"text": "Написать письмо"})
    answer = client_for(manager).post(f"/tasks/{task.pk}/", {**mine, "text": "Позвонить в среду"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Написать письмо" in page
    assert 'value="Позвонить в среду"' in page
    assert admin.full_name in page
    task.refresh_from_db()
    assert task.text == "Написать письмо"

    was = re.search(r'name="was" value="([^"]*)"', page)
    assert was
    again = {**mine, "text": "Позвонить в среду", "was": html.unescape(was[1])}
    assert client_for(manager).post(f"/tasks/{task.pk}/", again).status_code == 302
    task.refresh_from_db()
    assert task.text == "Позвонить в среду"


def test_what_the_form_was_opened_with_may_be_junk(client_for: Browser, manager: User) -> None:
    task = services.create(by=manager, text="Позвонить")
    for junk in ("", "[]", "{", "null", '{"text": 5}'):
        answer = client_for(manager).post(f"/tasks/{task.pk}/", {**opened(task, manager), "was": junk})
        assert answer.status_code in (302, 422)


@pytest.mark.parametrize("act", ["close", "move", "postpone"])
def test_a_bulk_act_is_taken_back_whole(manager: User, act: str) -> None:
    admin = make_user(admin=True)
    made = [services.create(by=manager, text=f"Дело {n}") for n in range(3)]
    repeating = services.create(by=manager, text="Отчёт", repeat="FREQ=WEEKLY")
    chosen = Task.objects.filter(pk__in=[one.pk for one in [*made, repeating]])
    fields = ("pk", "state", "responsible_id", "due_on", "ends_at", "closed_at", "closed_by_id", "remind_at")
    before = list(Task.objects.order_by("pk").values_list(*fields))
    acts: dict[str, Callable[[], tuple[Operation, int]]] = {
        "close": lambda: bulk.close(chosen, by=manager),
        "move": lambda: bulk.move(chosen, by=manager, to=admin),
        "postpone": lambda: bulk.postpone(chosen, by=manager, to=timezone.localdate() + dt.timedelta(days=9)),
    }
    operation, count = acts[act]()
    assert count == 4
    assert list(Task.objects.order_by("pk").values_list(*fields)) != before
    undo(operation, manager)
    assert list(Task.objects.order_by("pk").values_list(*fields)) == before


def test_whoever_gets_many_tasks_is_told_once(manager: User) -> None:
    admin = make_user(admin=True)
    for number in range(3):
        services.create(by=manager, text=f"Дело {number}")
    bulk.move(Task.objects.all(), by=manager, to=admin)
    told = Notification.objects.get(user=admin, kind="tasks.moved")
    assert told.params["count"] == 3
    bulk.move(Task.objects.all(), by=admin, to=admin)
    assert Notification.objects.filter(kind="tasks.moved").count() == 1, "nothing moved, nobody is told"


def test_open_tasks_follow_clients_given_in_bulk_and_come_back(manager: User) -> None:
    admin, next_one = make_user(admin=True), make_user(role=Role.objects.get(code="manager"))
    card = make_person(responsible=manager)
    open_one = services.create(by=manager, text="Позвонить", customer_id=card.pk)
    closed = services.create(by=manager, text="Написать", customer_id=card.pk)
    services.close(closed, by=manager)
    another_s = services.create(by=admin, text="Проверить", customer_id=card.pk)
    params = {"chosen": {"ids": [card.pk]}, "changes": {"responsible": next_one.pk}}
    operation = run_now(confirm(draft(EDIT, params, admin), admin))
    for task in (open_one, closed, another_s):
        task.refresh_from_db()
    assert open_one.responsible_id == next_one.pk
    assert closed.responsible_id == manager.pk
    assert closed.state == TaskState.DONE
    assert another_s.responsible_id == admin.pk
    undo(operation, admin)
    open_one.refresh_from_db()
    assert open_one.responsible_id == manager.pk
