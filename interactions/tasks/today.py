"""Tasks on the page «Today»: what is late, what has an hour, what may wait until the evening."""

import datetime as dt

from django.db.models import Func, IntegerField, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import today
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from core.text import moments
from core.text.numbers import number
from customers import primary
from interactions.tasks.choices import ICONS, Priority, TaskKind
from interactions.tasks.models import Task, TaskQuerySet

MOST_LATE = 25
"""Of late ones the newest stand on the page, so that today's are not pushed off it."""
WITH_THE_CLIENT = frozenset({TaskKind.CALL, TaskKind.WRITE, TaskKind.MEET, TaskKind.CONGRATULATE})
"""Kinds in which a client waits for us."""
SOON = dt.timedelta(hours=1)
KEPT = "_tasks_of_the_day"


def register() -> None:
    """Offer the source."""
    today_sources.add(
        TodaySource(
            code="tasks",
            label=gettext_lazy("Tasks for today"),
            items=items,
            count=count,
            place=TodayPlace.ORDER,
            more_url=more_url,
            icon="checkbox",
            weight=10,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def _rows(request: HttpRequest, user: User) -> TaskQuerySet:
    rows = Task.objects.visible_to(user)
    people = today.people(request)
    return rows if people is None else rows.filter(among(people))


def items(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Late ones and today's, each with how many there are and the client's phone: two statements."""
    user = request.user
    if not isinstance(user, User):
        return []
    now = timezone.now()
    rows = _rows(request, user).open()
    late = _read(rows.overdue(now), user, "-ends_at", "-pk", limit=MOST_LATE)
    ahead = _read(rows.filter(ends_at__gt=now, due_on__lte=day), user, "ends_at", "priority", "pk", limit=limit)
    setattr(request, KEPT, (_total(late), _total(ahead)))
    return [_item(task, now) for task in [*late, *sorted(ahead, key=lambda task: task.priority)]]


def _read(rows: TaskQuerySet, user: User, *order: str, limit: int) -> list[Task]:
    """The first of them, each saying how many there are in all and the first phone of its client, if it may be told."""
    counted = rows.order_by().annotate(n=Func("pk", function="COUNT", output_field=IntegerField())).values("n")
    rows = rows.select_related("customer", "responsible").annotate(total=Subquery(counted), phone=primary.phone(user))
    return list(rows.order_by(*order)[:limit])


def _total(tasks: list[Task]) -> int:
    return tasks[0].total if tasks else 0  # type: ignore[attr-defined]  # annotated


def _item(task: Task, now: dt.datetime) -> TodayItem:
    rank = _rank(task, now)
    phone = task.phone if task.kind == TaskKind.CALL else ""  # type: ignore[attr-defined]  # annotated
    card = reverse("customers:detail", args=[task.customer_id]) if task.customer_id else task.get_absolute_url()
    return TodayItem(
        customer_id=task.customer_id,
        title=task.text,
        url=task.get_absolute_url(),
        reason=_reason(task, rank, now),
        act_label=TaskKind(task.kind).label if task.kind in WITH_THE_CLIENT else _("Open"),
        act_url=f"tel:{phone}" if phone else card,
        act_icon=ICONS[TaskKind(task.kind)],
        rank=rank,
        at=task.ends_at if rank != TodayRank.TASK else None,
        when=_when(task, rank),
        tone=_tone(task, rank, now),
        done_url="" if task.needs_result else reverse("tasks:settle", args=[task.pk]),
        ask_url=reverse("tasks:close", args=[task.pk]) if task.needs_result else "",
        owner=task.responsible.full_name if task.responsible else "",
    )


def _rank(task: Task, now: dt.datetime) -> TodayRank:
    waits = task.customer_id is not None and task.kind in WITH_THE_CLIENT
    if task.ends_at <= now:
        return TodayRank.PROMISE_LATE if waits else TodayRank.TASK_LATE
    if task.due_at is not None:
        return TodayRank.PROMISE if waits else TodayRank.TASK_TIMED
    return TodayRank.TASK


def _reason(task: Task, rank: TodayRank, now: dt.datetime) -> str:
    """Why it stands where it does."""
    if rank in (TodayRank.PROMISE_LATE, TodayRank.TASK_LATE):
        return _late(now - task.ends_at)
    if task.due_at is not None:
        left = task.due_at - now
        return moments.relative(task.due_at, now) if left < SOON else _("at an agreed hour")
    return _("important, by the end of the day") if task.priority == Priority.HIGH else _("by the end of the day")


def _late(by: dt.timedelta) -> str:
    if by.days:
        return ngettext("late by %(n)s day", "late by %(n)s days", by.days) % {"n": by.days}
    hours = by.seconds // 3600
    if hours:
        return ngettext("late by %(n)s hour", "late by %(n)s hours", hours) % {"n": hours}
    minutes = max(by.seconds // 60, 1)
    return ngettext("late by %(n)s minute", "late by %(n)s minutes", minutes) % {"n": minutes}


def _when(task: Task, rank: TodayRank) -> str:
    if task.due_at is not None and timezone.localtime(task.due_at).date() == timezone.localdate():
        return date_format(timezone.localtime(task.due_at), "H:i")
    if rank in (TodayRank.PROMISE_LATE, TodayRank.TASK_LATE):
        return moments.relative_day(task.due_on, timezone.localdate())
    return _("by evening")


def _tone(task: Task, rank: TodayRank, now: dt.datetime) -> str:
    if rank in (TodayRank.PROMISE_LATE, TodayRank.TASK_LATE):
        return "bad"
    return "warn" if task.due_at is not None and task.due_at - now < SOON else ""


def count(request: HttpRequest, day: dt.date) -> TodayCount:
    """How many are still to be done by tonight, and how many of them are late: `items` has counted them."""
    if not hasattr(request, KEPT):
        items(request, day, 1)
    late, ahead = getattr(request, KEPT, (0, 0))
    told = ngettext("%(n)s is late", "%(n)s are late", late) % {"n": number(late)}
    return TodayCount(late + ahead, told if late else _("none is late"), more_url(request, day))


def more_url(request: HttpRequest, day: dt.date) -> str:
    """The list of open tasks of the same people."""
    query: list[tuple[str, str]] = [("view", "open"), ("task_state__is", "open")]
    query += [("task_responsible__is", str(person)) for person in today.people(request) or ()]
    return f"{reverse('tasks:list')}?{urlencode(query)}"
