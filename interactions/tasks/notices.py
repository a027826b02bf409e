"""What people are told about tasks. Letters never carry the text of a task: a client's name may stand in it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from accounts.notifications import notify
from core.registries.notifications import Channel, NotificationKind, notification_kinds
from interactions.tasks.choices import TaskKind
from interactions.tasks.models import Task

GIVEN, REMINDER, MOVED = "tasks.given", "tasks.reminder", "tasks.moved"


def register() -> None:
    """A task somebody gave, tasks moved in bulk, and the time of one that comes."""
    notification_kinds.add(
        NotificationKind(
            code=REMINDER, label=gettext_lazy("A task is due soon"), sentence=_reminder, icon="clock",
            channels=(Channel.BELL, Channel.MAIL), weight=20,
        ),
        NotificationKind(code=GIVEN, label=gettext_lazy("Somebody gives me a task"), sentence=_given, icon="checkbox",
                         weight=30),
        NotificationKind(code=MOVED, label=gettext_lazy("Somebody moves tasks to me"), sentence=_moved, icon="checkbox",
                         weight=31),
    )  # fmt: skip


def tell_given(task: Task, *, by: User) -> None:
    """To whoever has to do what another asks for."""
    if task.responsible_id is not None and task.responsible_id != by.pk:
        notify([task.responsible_id], GIVEN, params=params_of(task), url=_url(task), by=by)


def tell_moved(to: User, count: int, *, by: User) -> None:
    """Once, however many tasks."""
    if count and to.pk != by.pk:
        notify([to.pk], MOVED, params={"count": count}, url=reverse("tasks:list"), by=by)


def tell_due(task: Task, by: User) -> None:
    """Its time comes."""
    if task.responsible_id is not None:
        notify([task.responsible_id], REMINDER, params=params_of(task), url=_url(task), by=by)


def params_of(task: Task) -> dict[str, Any]:
    """What the sentence needs."""
    return {"kind": task.kind, "day": task.due_on.isoformat(), "at": task.due_at.isoformat() if task.due_at else ""}


def _url(task: Task) -> str:
    return reverse("tasks:one", args=[task.pk])


def _reminder(params: Mapping[str, Any]) -> str:
    return _("A task is due: %(kind)s, %(when)s") % _words(params)


def _moved(params: Mapping[str, Any]) -> str:
    count = int(params.get("count", 0))
    return ngettext("%(count)d task is yours now", "%(count)d tasks are yours now", count) % {"count": count}


def _given(params: Mapping[str, Any]) -> str:
    return _("You have a new task: %(kind)s, %(when)s") % _words(params)


def _words(params: Mapping[str, Any]) -> dict[str, str]:
    kind = TaskKind(params["kind"]).label if params.get("kind") in TaskKind.values else ""
    if params.get("at"):
        zone = timezone.get_current_timezone()
        at = dt.datetime.fromisoformat(params["at"]).astimezone(zone if isinstance(zone, ZoneInfo) else None)
        return {"kind": str(kind), "when": date_format(at, "SHORT_DATETIME_FORMAT")}
    day = dt.date.fromisoformat(params["day"])
    return {"kind": str(kind), "when": date_format(day, "SHORT_DATE_FORMAT")}
