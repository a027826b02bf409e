"""When a task is due, as a person says it, and how loudly."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.text import moments
from interactions.tasks.models import Task

SOON = dt.timedelta(hours=1)


def when(task: Task) -> str:
    """«today, 15:00», «tomorrow», «18 November»: an hour in the reader's zone, a day as it was meant."""
    if task.due_at is None:
        return moments.relative_day(task.due_on, timezone.localdate())
    local = timezone.localtime(task.due_at)
    day = moments.relative_day(local.date(), timezone.localdate())
    return _("%(day)s, %(time)s") % {"day": day, "time": date_format(local, "H:i")}


def tone(task: Task) -> str:
    """Bad when late, warn when it comes soon, ok when done."""
    if not task.is_open:
        return "ok" if task.state == "done" else "line"
    if task.is_overdue:
        return "bad"
    day = timezone.localtime(task.due_at).date() if task.due_at else task.due_on
    return "warn" if day <= timezone.localdate() else ""
