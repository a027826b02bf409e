"""Alarms: who answers hears of half, of four fifths, of all of the time (rule S-1). No client is named."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.notifications import notify
from accounts.permissions import Permission
from accounts.services import system_user
from consents.models import SubjectRequest
from consents.requests.choices import RequestKind
from core import sql
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from core.registries.notifications import Channel, NotificationKind, notification_kinds

ALARM, CAME, GIVEN = "requests.alarm", "requests.new", "requests.given"
JOB = "requests.alarms"


def register() -> None:
    """Kinds of notices, and the job that looks at the clock."""
    both = (Channel.BELL, Channel.MAIL)
    notification_kinds.add(
        NotificationKind(
            code=ALARM, label=gettext_lazy("The time to answer a request about personal data runs out"),
            sentence=_alarm, icon="alert-triangle", channels=both, permission=Permission.PRIVACY, weight=50,
        ),
        NotificationKind(
            code=CAME, label=gettext_lazy("A request about personal data came"), sentence=_came, icon="mail",
            permission=Permission.PRIVACY, weight=51,
        ),
        NotificationKind(
            code=GIVEN, label=gettext_lazy("I am to answer a request about personal data"), sentence=_given,
            icon="mail", channels=both, permission=Permission.PRIVACY, weight=52,
        ),
    )  # fmt: skip
    job_kinds.add(JobKind(code=JOB, label=gettext_lazy("Alarms of requests"), run=run, queue="interactive"))
    due_jobs.add(DueJob(code="request_alarms", kind=JOB, every_seconds=600))


def run(job: JobContext) -> None:
    """Each ten minutes; what is told and that it was told are one transaction."""
    with job.step():
        job.progress(sound(), 0)


def sound() -> int:
    """Raise the alarm of open requests whose time has reached the next share; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("consents", "raise_alarms"), {"now": timezone.now()})
        ids = [pk for (pk,) in cursor.fetchall()]
    by = system_user()
    for request in SubjectRequest.objects.filter(pk__in=ids).by_due():
        notify(listeners(request), ALARM, params=_params(request, share=request.alarm), url=_url(request), by=by)
    return len(ids)


def listeners(request: SubjectRequest) -> Iterable[int]:
    """Who answers; at the end of the time, or when nobody does, everybody who may."""
    found = officers()
    return [request.assignee_id] if request.assignee_id in found and request.alarm < 100 else found


def officers() -> list[int]:
    """Everybody who answers for personal data."""
    return list(answering().order_by("pk").values_list("pk", flat=True))


def answering() -> QuerySet[User]:
    """The same as rows: who left, or has the right no more, answers for nothing."""
    return User.objects.filter(is_active=True, is_system=False, role__permissions__contains=[Permission.PRIVACY.value])


def tell_came(request: SubjectRequest, *, by: User) -> None:
    """The others who answer for personal data."""
    others = [pk for pk in officers() if pk != by.pk]
    notify(others, CAME, params=_params(request), url=_url(request), by=by)


def tell_given(request: SubjectRequest, *, by: User) -> None:
    """Whoever has to answer what another gave him."""
    if request.assignee_id is not None and request.assignee_id != by.pk:
        notify([request.assignee_id], GIVEN, params=_params(request), url=_url(request), by=by)


def _params(request: SubjectRequest, **more: Any) -> dict[str, Any]:
    return {"number": request.pk, "kind": request.kind, "due": request.due_on.isoformat(), **more}


def _url(request: SubjectRequest) -> str:
    return request.get_absolute_url()


def _alarm(params: Mapping[str, Any]) -> str:
    if params.get("share") == 100:
        return _("The law’s time to answer request %(number)s is over: it was %(due)s") % _words(params)
    return _("%(share)s%% of the time to answer request %(number)s is gone, answer by %(due)s") % _words(params)


def _came(params: Mapping[str, Any]) -> str:
    return _("Request %(number)s came: %(kind)s, answer by %(due)s") % _words(params)


def _given(params: Mapping[str, Any]) -> str:
    return _("You answer request %(number)s: %(kind)s, by %(due)s") % _words(params)


def _words(params: Mapping[str, Any]) -> dict[str, object]:
    kind = params.get("kind")
    return {
        "number": params.get("number", "—"),
        "kind": RequestKind(kind).label if kind in RequestKind.values else "—",
        "due": date_format(dt.date.fromisoformat(params["due"]), "SHORT_DATE_FORMAT"),
        "share": params.get("share", 0),
    }
