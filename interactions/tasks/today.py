"""Tasks on the page «Today»: what is late, what has an hour, what may wait until the evening."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Q
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
from customers import rights
from customers.choices import ContactKind
from customers.models import ContactPoint
from interactions.tasks.choices import ICONS, Priority, TaskKind
from interactions.tasks.models import Task, TaskQuerySet

MOST_LATE = 25
"""Of late ones the newest stand on the page, so that today's are not pushed off it."""
WITH_THE_CLIENT = frozenset({TaskKind.CALL, TaskKind.WRITE, TaskKind.MEET, TaskKind.CONGRATULATE})
"""Kinds in which a client waits for us."""
SOON = dt.timedelta(hours=1)


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
    """Late ones and today's: two statements, and one for the phones."""
    user = request.user
    if not isinstance(user, User):
        return []
    now = timezone.now()
    rows = _rows(request, user).select_related("customer", "responsible").open()
    late = list(rows.overdue(now).order_by("-ends_at", "-pk")[:MOST_LATE])
    ahead = list(rows.filter(ends_at__gt=now, due_on__lte=day).order_by("ends_at", "priority", "pk")[:limit])
    tasks = [*late, *sorted(ahead, key=lambda task: task.priority)]
    phones = _phones((task for task in tasks if task.kind == TaskKind.CALL), user)
    return [_item(task, now, phones) for task in tasks]


def _phones(tasks: Iterable[Task], user: User) -> dict[int, str]:
    """The first phone of each client who is to be called, as far as this person may read it."""
    wanted = {task.customer_id for task in tasks if task.customer_id}
    if not wanted or not rights.may_read(user, "phone"):
        return {}
    points = ContactPoint.objects.primary_of(wanted).filter(kind=ContactKind.PHONE).exclude(value="").order_by("pk")
    return dict(points.values_list("customer_id", "value"))


def _item(task: Task, now: dt.datetime, phones: dict[int, str]) -> TodayItem:
    rank = _rank(task, now)
    phone = phones.get(task.customer_id or 0, "") if task.kind == TaskKind.CALL else ""
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
    """How many are still to be done by tonight, and how many of them are late: one statement."""
    user = request.user
    if not isinstance(user, User):
        return TodayCount(0)
    late = Count("pk", filter=Q(ends_at__lte=timezone.now()))
    found = _rows(request, user).open().filter(due_on__lte=day).aggregate(n=Count("pk"), late=late)
    told = ngettext("%(n)s is late", "%(n)s are late", found["late"]) % {"n": number(found["late"])}
    return TodayCount(found["n"], told if found["late"] else _("none is late"), more_url(request, day))


def more_url(request: HttpRequest, day: dt.date) -> str:
    """The list of open tasks of the same people."""
    query: list[tuple[str, str]] = [("view", "open"), ("task_state__is", "open")]
    query += [("task_responsible__is", str(person)) for person in today.people(request) or ()]
    return f"{reverse('tasks:list')}?{urlencode(query)}"
