"""What was done, in the client's history."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.timeline import TimelineEvent, TimelineSource, timeline_sources
from interactions.tasks.choices import ICONS, TaskKind, TaskState
from interactions.tasks.models import Task

Before = tuple[dt.datetime, str] | None


def register() -> None:
    """Closed tasks; open ones stand above, in «Next step»."""
    timeline_sources.add(TimelineSource(code="tasks", label=gettext_lazy("Tasks"), fetch=fetch, weight=30))


def fetch(customers: Iterable[int], before: Before, limit: int) -> list[TimelineEvent]:
    """Newest first, strictly before. One statement."""
    rows = Task.objects.filter(customer__in=list(customers), closed_at__isnull=False)
    if before is not None:
        at, key = before
        number = key.removeprefix("task:")
        last = int(number) if key.startswith("task:") and number.isdecimal() and len(number) < 19 else 0
        same = Q(closed_at=at, pk__lt=last) if key.startswith("task:") else Q(closed_at=at) if key > "task:" else Q(pk=0)
        rows = rows.filter(Q(closed_at__lt=at) | same)
    found = rows.select_related("closed_by").order_by("-closed_at", "-pk")[:limit]
    return [event(task) for task in found]


def event(task: Task) -> TimelineEvent:
    """One line."""
    assert task.closed_at is not None
    title = _("Task done: %(text)s") if task.state == TaskState.DONE else _("Task given up: %(text)s")
    return TimelineEvent(
        at=task.closed_at,
        key=f"task:{task.pk}",
        kind="task",
        icon=ICONS[TaskKind(task.kind)] if task.state == TaskState.DONE else "ban",
        title=title % {"text": task.text},
        body=task.result,
        author=task.closed_by.full_name if task.closed_by else "",
    )
