"""Two people at one task: what was typed against a value that somebody has changed meanwhile.

A form carries what it was opened with. Only what its person changed is written, so two who change different things
never disturb each other; of the same thing both values are shown.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text.actors import said
from interactions.tasks import repeats
from interactions.tasks.choices import Priority, TaskKind
from interactions.tasks.models import Task
from journal.changes import changes_of

TASK = "interactions.task"
COLUMNS = {
    "text": "text", "kind": "kind", "day": "due_on", "clock": "due_at", "responsible": "responsible_id",
    "priority": "priority", "repeat": "repeat", "checklist": "checklist", "needs_result": "needs_result",
    "remind": "remind_at",
}  # fmt: skip
"""Boxes of the form, and where their values stand."""


class TaskClashError(DomainError):
    """Nothing was written: box to what stands there now, in words, and who wrote it."""

    def __init__(self, theirs: Mapping[str, str]) -> None:
        super().__init__(_("Somebody has changed this meanwhile."), code="conflict")
        self.theirs = dict(theirs)


def plain(values: Mapping[str, Any]) -> dict[str, str]:
    """Values of boxes as they are compared and kept in the form."""
    return {name: _text(values.get(name)) for name in COLUMNS}


def kept(values: Mapping[str, Any]) -> str:
    """For the hidden box."""
    return json.dumps(plain(values), ensure_ascii=False)


def opened_with(text: str) -> dict[str, str] | None:
    """What the form was opened with; None for a form that does not tell."""
    try:
        found = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    return {name: str(found.get(name, "")) for name in COLUMNS} if isinstance(found, dict) else None


def refuse(standing: Mapping[str, Any], task: Task, was: Mapping[str, str], mine: Mapping[str, str]) -> None:
    """Under the row's lock. Raises TaskClashError when what I change is not what I saw, nor what I want."""
    now = plain(standing)
    names = [name for name in COLUMNS if mine[name] != was[name] and now[name] not in (was[name], mine[name])]
    if names:
        raise TaskClashError({name: _said(task, name, now[name]) for name in names})


def _said(task: Task, name: str, value: str) -> str:
    last = next(iter(changes_of(TASK, [task.pk], [COLUMNS[name]], limit=1)), None)
    who = (said(last.actor_name) if last else "") or _("Somebody")
    return _("%(who)s has meanwhile put: %(value)s. Save again to keep yours.") % {
        "who": who, "value": _WORDS.get(name, str)(value) if value else "—",
    }  # fmt: skip


def _person(value: str) -> str:
    person = User.objects.filter(pk=value).order_by("pk").first()
    return person.full_name if person else "—"


_WORDS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda value: str(TaskKind(value).label),
    "priority": lambda value: str(Priority(int(value)).label),
    "day": lambda value: date_format(dt.date.fromisoformat(value), "SHORT_DATE_FORMAT"),
    "responsible": _person,
    "repeat": repeats.words,
    "needs_result": lambda _value: _("yes"),
    "remind": lambda _value: _("yes"),
}


def _text(value: Any) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, User):
        return str(value.pk)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return "\n".join(line.strip() for line in str(value).strip().splitlines() if line.strip())
