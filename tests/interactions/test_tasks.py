"""Tasks: made, closed, repeated, given, handed over, taken back."""

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.models import Notification, User
from core.errors import DomainError
from core.workdays import calendar
from interactions.models import CalendarDay, Task
from interactions.tasks import due, services
from interactions.tasks.choices import TaskKind, TaskState
from journal.models import Operation
from journal.operations import run_now, start_undo
from tests.factories.customers import make_person
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db


def undo(operation: Operation, by: User) -> None:
    """Take it back at once."""
    run_now(Operation.objects.get(pk=start_undo(operation, by=by).pk))


@pytest.fixture
def task(manager: User) -> Task:
    """Call a client of the manager today."""
    return services.create(
        by=manager, text="Позвонить", kind=TaskKind.CALL, customer_id=make_person(responsible=manager).pk
    )


def test_a_task_of_a_dismissed_person_is_refused(manager: User) -> None:
    gone = make_user(is_active=False)
    with pytest.raises(DomainError):
        services.create(by=manager, text="Позвонить", responsible=gone)


def test_a_task_goes_to_no_one_who_may_not_see_the_client(manager: User) -> None:
    client = make_person(responsible=manager)
    with pytest.raises(DomainError):
        services.create(by=manager, text="Позвонить", customer_id=client.pk, responsible=make_user())
    with pytest.raises(Http404):
        services.create(by=make_user(), text="Позвонить", customer_id=client.pk)


@pytest.mark.parametrize("years", [-2, 11, 900])
def test_days_far_away_are_refused(manager: User, years: int) -> None:
    today = timezone.localdate()
    with pytest.raises(DomainError):
        services.create(by=manager, text="Позвонить", due_on=today.replace(year=today.year + years, day=1))


def test_closing_twice_is_refused_and_undo_opens_it(task: Task, manager: User) -> None:
    operation = services.close(task, by=manager, result="Договорились")
    with pytest.raises(DomainError):
        services.close(task, by=manager)
    undo(operation, manager)
    task.refresh_from_db()
    assert (task.state, task.result, task.closed_at) == (TaskState.OPEN, "", None)


def test_a_result_that_is_needed_is_asked_for(manager: User) -> None:
    task = services.create(by=manager, text="Позвонить", needs_result=True)
    with pytest.raises(DomainError):
        services.close(task, by=manager, result="  ")
    services.close(task, by=manager, result="Перезвонит сам")


def test_a_repeat_goes_on_after_today_and_undo_takes_its_next_back(manager: User) -> None:
    start = timezone.localdate() - dt.timedelta(days=40)
    task = services.create(by=manager, text="Отчёт", due_on=start, repeat="FREQ=WEEKLY")
    operation = services.close(task, by=manager)
    following = Task.objects.exclude(pk=task.pk).get()
    assert following.due_on > timezone.localdate()
    assert calendar().is_work(following.due_on)
    undo(operation, manager)
    assert [one.pk for one in Task.objects.order_by("pk")] == [task.pk]


def test_postponing_keeps_the_hour_and_passes_over_days_off(manager: User) -> None:
    at = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
    task = services.create(by=manager, text="Позвонить", due_at=at)
    to = timezone.localdate() + dt.timedelta(days=30)
    CalendarDay.objects.create(day=to, is_work=False, note="Корпоратив")
    services.postpone(task, by=manager, to=to)
    task.refresh_from_db()
    assert task.due_on > to
    assert task.due_at is not None
    assert task.due_at.time() == dt.time(12)


def test_an_hour_that_clocks_leave_out_comes_later() -> None:
    spring = next(
        dt.date(year, 3, day)
        for year in (timezone.localdate().year + 1,)
        for day in range(25, 32)
        if dt.date(year, 3, day).weekday() == 6
    )
    found = due.due(spring, dt.time(2, 30), "Europe/Berlin")
    assert found.clock == dt.time(3, 30)
    whole = due.due(spring, None, "Europe/Berlin")
    assert (whole.ends_at - due.due(spring, dt.time(0), "Europe/Berlin").ends_at) == dt.timedelta(hours=23)


def test_work_days_follow_the_states_calendar_and_the_administrators() -> None:
    assert not calendar().is_work(dt.date(2026, 12, 31))
    assert calendar().is_work(dt.date(2027, 2, 20)), "a moved work day on Saturday"
    CalendarDay.objects.create(day=dt.date(2026, 12, 31), is_work=True)
    assert calendar().next_work(dt.date(2026, 12, 31)) == dt.date(2026, 12, 31)


def test_whoever_gets_a_task_is_told(manager: User) -> None:
    admin = make_user(admin=True)
    services.create(by=admin, text="Позвонить", responsible=manager)
    assert Notification.objects.filter(user=manager, kind="tasks.given").count() == 1


def test_undo_of_a_change_gives_the_day_back(task: Task, manager: User) -> None:
    before = task.ends_at
    operation = services.postpone(task, by=manager, to=timezone.localdate() + dt.timedelta(days=5))
    assert operation is not None
    undo(operation, manager)
    task.refresh_from_db()
    assert task.ends_at == before


def test_a_client_with_somebodys_task_survives_the_undo_of_his_making(manager: User) -> None:
    client = make_person(responsible=manager)
    services.create(by=manager, text="Позвонить", customer_id=client.pk)
    undo(Operation.objects.get(pk=client.made_in), make_user(admin=True))
    client.refresh_from_db()
    assert client.archived_at is not None
