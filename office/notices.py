"""Whom the end of background work concerns: who started it; if nobody did, the administrators."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.urls import reverse

from accounts.bell import JOB_DONE, JOB_FAILED, SCHEDULE_FAILED
from accounts.models import Notification, User
from accounts.notifications import notify
from accounts.permissions import Permission
from core.registries.events import Event, Listener, listeners
from core.registries.jobs import job_kinds
from journal.events import JobEnded
from journal.models import JobRun, JobState

LONG = dt.timedelta(seconds=20)
"""What takes less ends while the person still looks at the page."""


def register() -> None:
    listeners.add(Listener(code="job_notices", event=JobEnded, hear=hear))


def hear(event: Event) -> None:
    """Of failures always, of success only when it took long; stopped by a person is no news."""
    assert isinstance(event, JobEnded)
    run = JobRun.objects.filter(pk=event.job_id).first()
    if run is None:
        return
    person = User.objects.filter(pk=run.actor_id, is_system=False).first()
    if run.state == JobState.FAILED:
        _tell(run, [person] if person else _administrators(run), JOB_FAILED if person else SCHEDULE_FAILED)
    elif run.state == JobState.DONE and person and _took_long(run) and not _tells_itself(run):
        _tell(run, [person], JOB_DONE)


def _took_long(run: JobRun) -> bool:
    return run.finished_at is not None and run.finished_at - run.created_at >= LONG


def _tells_itself(run: JobRun) -> bool:
    return run.kind in job_kinds and job_kinds.get(run.kind).tells_itself


def _tell(run: JobRun, people: list[User], kind: str) -> None:
    url = reverse("office:job", args=[run.pk])
    params = {"job_kind": run.kind}
    notify(people, kind, params=params, url=url, object_type="journal.jobrun", object_id=str(run.pk))


def _administrators(run: JobRun) -> list[User]:
    """Those who have not yet read that the same work failed: a job due each minute must not fill the bell."""
    told = Notification.objects.unread().filter(user=OuterRef("pk"), kind=SCHEDULE_FAILED, params__job_kind=run.kind)
    people = User.objects.filter(is_active=True, is_system=False, role__permissions__contains=[Permission.ADMINISTER])
    return list(people.exclude(Exists(told)).order_by("pk"))
