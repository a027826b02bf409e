"""Reminders, the calendar, load, «Today», the history, the demo base, a handover."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notification, Role, User
from core.registries.demo import DemoPlan
from core.registries.timeline import numbered
from core.registries.today import TodayRank
from customers.handover.operation import HANDOVER
from customers.models import Customer
from interactions.models import CalendarDay, Task, TaskReminder
from interactions.tasks import demo, handover, jobs, services, timeline, today
from interactions.tasks.calendar_views import span, step
from journal.operations import confirm, draft, run_now
from tests.factories.customers import make_person
from tests.factories.users import make_user
from tests.harness.client import StrictClient

pytestmark = pytest.mark.django_db
ClientFor = Callable[[User], StrictClient]


@pytest.fixture
def customer(manager: User) -> Customer:
    """A client of the manager."""
    return make_person("Сафина Лейла Маратовна", responsible=manager)


def test_a_reminder_is_given_once(manager: User) -> None:
    task = services.create(by=manager, text="Позвонить", due_at=timezone.now() + dt.timedelta(minutes=10))
    assert jobs.give() == 1
    assert jobs.give() == 0
    told = Notification.objects.get(user=manager, kind="tasks.reminder")
    assert "Позвонить" not in str(told.params), "a letter must not carry the words of a task"
    services.change(task, by=manager, values={"remind_at": timezone.now() - dt.timedelta(minutes=1)})
    assert jobs.give() == 1, "another moment is another reminder"


def test_a_closed_task_is_not_reminded_of(manager: User) -> None:
    task = services.create(by=manager, text="Позвонить", due_at=timezone.now() + dt.timedelta(minutes=10))
    services.close(task, by=manager)
    assert jobs.give() == 0
    assert not TaskReminder.objects.exists()


@pytest.mark.parametrize("look", ["day", "week", "month"])
def test_the_calendar_shows_what_is_due(client_for: ClientFor, manager: User, look: str) -> None:
    services.create(by=manager, text="Позвонить про комод")
    page = client_for(manager).get(reverse("tasks:calendar"), {"look": look})
    assert "Позвонить про комод" in page.content.decode()


@pytest.mark.parametrize("day", ["", "x", "0001-01-01", "9999-12-31"])
def test_the_calendar_of_any_day_opens(client_for: ClientFor, manager: User, day: str) -> None:
    assert client_for(manager).get(reverse("tasks:calendar"), {"look": "month", "day": day}).status_code == 200


def test_a_month_is_whole_weeks() -> None:
    assert span("month", dt.date(2026, 11, 21)) == (dt.date(2026, 10, 26), dt.date(2026, 12, 6))
    assert step("month", dt.date(2026, 1, 31), -1) == dt.date(2025, 12, 1)


def test_load_is_for_those_who_lead(client_for: ClientFor, manager: User) -> None:
    admin = make_user(admin=True)
    services.create(by=manager, text="Позвонить")
    page = client_for(admin).get(reverse("tasks:load"))
    assert manager.full_name in page.content.decode()
    assert client_for(manager).get(reverse("tasks:load")).status_code == 404


def test_today_orders_late_before_timed(manager: User) -> None:
    request = HttpRequest()
    request.user = manager
    day = timezone.localdate()
    services.create(by=manager, text="На день")
    services.create(by=manager, text="Просрочено", due_on=day - dt.timedelta(days=3))
    services.create(by=manager, text="Потом", due_on=day + dt.timedelta(days=3))
    found = today.items(request, day, 10)
    assert [(one.title, one.rank) for one in found] == [
        ("Просрочено", TodayRank.TASK_LATE),
        ("На день", TodayRank.TASK),
    ]
    assert today.count(request, day).count == 2


def test_the_history_pages_by_key(manager: User, customer: Customer) -> None:
    for number in range(5):
        services.close(
            services.create(by=manager, text=f"Дело {number}", customer_id=customer.pk), by=manager, result="Готово"
        )
    first = timeline.fetch([customer.pk], None, 2)
    rest = timeline.fetch([customer.pk], (first[-1].at, first[-1].key), 10)
    assert [one.key for one in first + rest] == [
        numbered("task-", pk) for pk in Task.objects.order_by("-closed_at", "-pk").values_list("pk", flat=True)
    ]


def test_open_tasks_follow_their_clients(manager: User, customer: Customer) -> None:
    receiver, admin = make_user(), make_user(admin=True)
    task = services.create(by=manager, text="Позвонить", customer_id=customer.pk)
    own = services.create(by=manager, text="Своё")
    assert handover.count(manager.pk) == 1
    operation = draft(HANDOVER, {"from": manager.pk, "way": "one", "to": [receiver.pk]}, admin)
    run_now(confirm(operation, by=admin))
    task.refresh_from_db()
    own.refresh_from_db()
    assert (task.responsible_id, own.responsible_id) == (receiver.pk, manager.pk)


def test_the_same_seed_makes_the_same_tasks(manager: User) -> None:
    for _ in range(40):
        make_person(responsible=manager)
    plan = DemoPlan(customers=40, purchases=0, duplicates=0, seed=7, end_date=dt.date(2026, 11, 21))
    told = demo.make(plan, lambda done: None)
    first = list(Task.objects.order_by("pk").values_list("text", "due_on", "state", "ends_at"))
    Task.objects.all().delete()
    demo.make(plan, lambda done: None)
    assert told["tasks"] == len(first) > 0
    assert list(Task.objects.order_by("pk").values_list("text", "due_on", "state", "ends_at")) == first


def test_the_administrator_moves_a_day(client_for: ClientFor, manager: User) -> None:
    admin = make_user(admin=True)
    address = reverse("tasks:days")
    assert client_for(manager).get(address).status_code == 403
    browser = client_for(admin)
    assert browser.post(address, {"day": "2026-12-30", "is_work": "", "note": "Корпоратив"}).status_code == 302
    day = CalendarDay.objects.get()
    assert not day.is_work
    assert browser.post(address, {"day": "2026-12-30", "is_work": "1"}).status_code == 422
    assert browser.get(address).status_code == 200
    browser.post(address, {"remove": day.pk})
    assert not CalendarDay.objects.exists()


def test_a_line_is_previewed_and_made(client_for: ClientFor, manager: User, customer: Customer) -> None:
    make_person("Сафина Чужая", responsible=make_user())
    browser = client_for(manager)
    line = {"say": "завтра 12:00 позвонить Сафиной"}
    said = browser.post(reverse("tasks:understand"), line).content.decode()
    assert "Сафина Лейла" in said
    assert "Чужая" not in said
    browser.post(reverse("tasks:say"), {**line, "customer": str(customer.pk)})
    task = Task.objects.get()
    assert (task.customer_id, task.kind, task.text) == (customer.pk, "call", "Позвонить Сафиной")
    assert task.due_at is not None


def test_a_line_without_sense_is_refused(client_for: ClientFor, manager: User) -> None:
    answer = client_for(manager).post(
        reverse("tasks:say"), {"say": "31 февраля позвонить"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert not Task.objects.exists()


def test_a_stranger_sees_nothing(client_for: ClientFor) -> None:
    nobody = make_user(role=Role.objects.create(code="none", name="Нет прав", permissions=[], scope="own"))
    for name in ("list", "calendar", "new", "load"):
        assert client_for(nobody).get(reverse(f"tasks:{name}")).status_code == 404
