"""Who is told that background work has ended."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.utils import timezone

from accounts.models import Notification, User
from accounts.services import system_user
from core.errors import DomainError
from core.registries.jobs import JobContext, JobKind, job_kinds
from journal import runs
from journal.actors import Actor
from journal.models import JobRun
from tests.factories.users import make_user

pytestmark = pytest.mark.django_db(transaction=True)
WELL, ILL = "tests.well", "tests.ill"


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    def fail(_job: JobContext) -> None:
        raise DomainError("nothing to be done")

    job_kinds.add(JobKind(code=WELL, label="Work", run=lambda _job: None), JobKind(code=ILL, label="Work", run=fail))
    yield
    job_kinds._entries.pop(WELL)
    job_kinds._entries.pop(ILL)


def work(kind: str, by: Actor, *, seconds: int = 0) -> None:
    run = runs.start(kind, by=by, wake_up=False)
    JobRun.objects.filter(pk=run.pk).update(created_at=timezone.now() - dt.timedelta(seconds=seconds))
    with suppress(DomainError):  # a command shows it
        runs.run_here(run.pk)


def told() -> list[tuple[str, int]]:
    return list(Notification.objects.order_by("pk").values_list("kind", "user_id"))


def test_person_is_told_that_his_long_work_is_done(manager: User) -> None:
    work(WELL, manager, seconds=60)

    assert told() == [("job.done", manager.pk)]
    assert Notification.objects.get().url.startswith("/office/jobs/")


def test_short_work_is_no_news(manager: User) -> None:
    work(WELL, manager)

    assert told() == []


def test_person_is_told_that_his_work_failed(manager: User, admin_user: User) -> None:
    work(ILL, manager)

    assert told() == [("job.failed", manager.pk)]


def test_administrators_are_told_once_that_scheduled_work_fails(manager: User, admin_user: User) -> None:
    other = make_user(admin=True)

    for _ in range(3):
        work(ILL, system_user())

    assert sorted(told()) == sorted([("job.schedule_failed", admin_user.pk), ("job.schedule_failed", other.pk)])


def test_administrator_who_has_read_it_is_told_again(admin_user: User) -> None:
    work(ILL, system_user())
    Notification.objects.update(read_at=timezone.now())

    work(ILL, system_user())

    assert len(told()) == 2


def test_scheduled_work_that_goes_well_is_no_news(admin_user: User) -> None:
    work(WELL, system_user(), seconds=600)

    assert told() == []
