"""What was done, and what is planned, in the client's history."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.timeline import (
    Before,
    TimelineEvent,
    TimelineFilter,
    TimelineGroup,
    TimelineSource,
    numbered,
    timeline_sources,
    upto,
)
from core.walks import first_of_each
from interactions.tasks import words
from interactions.tasks.choices import ICONS, TaskKind, TaskState
from interactions.tasks.models import Task, TaskQuerySet

PREFIX = "task-"


def register() -> None:
    """Closed tasks; open ones stand above them."""
    timeline_sources.add(
        TimelineSource(
            code="tasks",
            label=gettext_lazy("Tasks"),
            fetch=fetch,
            search=search,
            planned=planned,
            group=TimelineGroup.TASKS,
            weight=30,
        )
    )


def fetch(customers: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before. One statement."""
    return [event(task) for task in _first(_rows(before), customers, limit)]


def search(customers: Iterable[int], before: Before, limit: int, asked: TimelineFilter) -> list[TimelineEvent]:
    """Those with these words in the task or its result, closed by this person."""
    rows = _rows(before)
    if asked.text:
        rows = rows.filter(Q(text__icontains=asked.text) | Q(result__icontains=asked.text))
    if asked.author_id is not None:
        rows = rows.filter(closed_by=asked.author_id)
    return [event(task) for task in _first(rows, customers, limit)]


def planned(customers: Iterable[int], limit: int) -> list[TimelineEvent]:
    """Open ones, what ends first first."""
    rows = first_of_each(Task.objects.open().by_due(), "customer_id", customers, limit).select_related("responsible")
    return [
        TimelineEvent(
            at=task.ends_at,
            key=numbered(PREFIX, task.pk),
            kind="task",
            icon=ICONS[TaskKind(task.kind)],
            title=task.text,
            meta=words.when(task),
            author=task.responsible.full_name if task.responsible else "",
            tone=words.tone(task),
            customer_id=task.customer_id or 0,
        )
        for task in rows
    ]


def _rows(before: Before) -> TaskQuerySet:
    rows = Task.objects.filter(closed_at__isnull=False)
    end = upto(before, PREFIX)
    if end is not None:
        at, number = end
        rows = rows.filter(closed_at__lte=at).filter(Q(closed_at__lt=at) | Q(pk__lt=number))
    return rows.order_by("-closed_at", "-pk")


def _first(rows: TaskQuerySet, customers: Iterable[int], limit: int) -> QuerySet[Task]:
    return first_of_each(rows, "customer_id", customers, limit).select_related("closed_by")


def event(task: Task) -> TimelineEvent:
    """One line."""
    assert task.closed_at is not None
    is_done = task.state == TaskState.DONE
    title = _("Task done: %(text)s") if is_done else _("Task given up: %(text)s")
    return TimelineEvent(
        at=task.closed_at,
        key=numbered(PREFIX, task.pk),
        kind="task",
        icon=ICONS[TaskKind(task.kind)] if is_done else "ban",
        title=title % {"text": task.text},
        body=task.result,
        author=task.closed_by.full_name if task.closed_by else "",
        tone="ok" if is_done else "",
        customer_id=task.customer_id or 0,
    )
