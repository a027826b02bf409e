"""Tasks on the page «Today»: late ones, those of an hour, those of the day."""

import datetime as dt

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import today as whose
from accounts.models import User
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from interactions.tasks import words
from interactions.tasks.choices import ICONS, TaskKind
from interactions.tasks.models import Task, TaskQuerySet

MOST_COUNTED = 1_000


def register() -> None:
    """One source; a task's rank says where in the order it stands."""
    today_sources.add(
        TodaySource(
            code="tasks", label=gettext_lazy("Tasks for today"), items=items, count=count, place=TodayPlace.ORDER,
            limit=30, more_url=more, icon="checkbox", weight=10,
        )
    )  # fmt: skip


def items(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Open ones due by the end of the day, the oldest first. One statement."""
    rows = _due(request, day).select_related("customer", "responsible").by_due()[:limit]
    return [item(task, day) for task in rows]


def item(task: Task, day: dt.date) -> TodayItem:
    """One line."""
    kind = TaskKind(task.kind)
    rank = TodayRank.TASK_LATE if task.is_overdue else TodayRank.TASK_TIMED if task.due_at else TodayRank.TASK
    return TodayItem(
        customer_id=task.customer_id,
        reason=_reason(task, day),
        act_label=kind.label,
        act_url=task.customer.get_absolute_url() if task.customer else task.get_absolute_url(),
        title=task.text,
        url=task.get_absolute_url(),
        rank=rank,
        at=task.ends_at,
        when=words.when(task),
        tone=words.tone(task),
        act_icon=ICONS[kind],
        done_url=reverse("tasks:settle", args=[task.pk]),
        owner=task.responsible.full_name if task.responsible else "",
    )


def _reason(task: Task, day: dt.date) -> str:
    late = (day - task.due_on).days
    if late > 0:
        return ngettext("late by %(n)d day", "late by %(n)d days", late) % {"n": late}
    if task.is_overdue:
        return _("its hour is over")
    return _("for an hour of today") if task.due_at else _("for today")


def count(request: HttpRequest, day: dt.date) -> TodayCount:
    """How many are open, how many of them late; one statement, up to MOST_COUNTED."""
    now, ends = timezone.now(), list(_due(request, day).order_by().values_list("ends_at", flat=True)[:MOST_COUNTED])
    late = sum(end <= now for end in ends)
    note = ngettext("%(n)d is overdue", "%(n)d are overdue", late) % {"n": late} if late else ""
    return TodayCount(len(ends), note, more(request, day))


def more(request: HttpRequest, day: dt.date) -> str:
    """The list behind it."""
    return f"{reverse('tasks:list')}?view=today"


def _due(request: HttpRequest, day: dt.date) -> TaskQuerySet:
    assert isinstance(request.user, User)
    people = whose.people(request)
    rows = Task.objects.visible_to(request.user).open().filter(due_on__lte=day)
    if people is None:
        return rows
    return rows.filter(responsible=people[0]) if len(people) == 1 else rows.filter(responsible__in=people)
