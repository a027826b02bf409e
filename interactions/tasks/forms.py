"""The form of a task, and what is asked when it is closed."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.errors import DomainError
from interactions.tasks import clashes, due, repeat_form, repeats, rights
from interactions.tasks.choices import Priority, TaskKind
from interactions.tasks.models import LONGEST_RESULT, LONGEST_TEXT, Task


def _name(person: Any) -> str:
    return str(person.full_name)


class TaskForm(forms.Form):
    """Everything of a task; hours are the doer's, as he reads them."""

    text = forms.CharField(
        label=_("What is to be done"), max_length=LONGEST_TEXT, widget=forms.TextInput(attrs={"autofocus": True})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=TaskKind.choices, initial=TaskKind.CALL)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(
        label=pgettext_lazy("hour of a task", "Hour"), required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    responsible = forms.ModelChoiceField(label=_("Responsible"), queryset=User.objects.none())
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Priority.choices, coerce=int, initial=Priority.NORMAL
    )
    repeat = forms.ChoiceField(label=_("Repeat"), required=False)
    checklist = forms.CharField(
        label=_("Checklist"), required=False, help_text=_("One thing a line."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    needs_result = forms.BooleanField(label=_("Ask for the result when it is closed"), required=False)
    remind = forms.BooleanField(label=_("Remind: in the product and by letter"), required=False, initial=True)

    was = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, user: User, task: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.task = user, task
        if task is None:
            del self.fields["was"]
        else:
            self.initial["was"] = clashes.kept(initial_of(task))
        doers = rights.doers(user)
        if task is not None and task.responsible_id is not None:
            doers = doers | User.objects.filter(pk=task.responsible_id).select_related("role")
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = doers.distinct()
        field.label_from_instance = _name  # type: ignore[method-assign, assignment]
        choices = [*repeats.PRESETS.items(), (repeat_form.OWN, _("Another repeat…"))]
        self.fields["repeat"].choices = choices  # type: ignore[attr-defined]
        rule = task.repeat if task else ""
        if rule not in repeats.PRESETS:
            self.initial["repeat"] = repeat_form.OWN
        self.again = repeat_form.RepeatForm(self.data or None, prefix="again", initial=repeat_form.boxes_of(rule))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "day" in data and "responsible" in data:
            try:
                data["due"] = self._due(data["day"], data.get("clock"), data["responsible"])
            except DomainError as error:
                self.add_error("day", str(error))
        if data.get("repeat") == repeat_form.OWN:
            data["repeat"] = self.again.from_day(data["day"]) if "day" in data else ""
            if self.again.errors:
                self.add_error("repeat", _("Look at the boxes of the repeat below."))
        return data

    def _due(self, day: dt.date, clock: dt.time | None, doer: User) -> due.Due:
        """Raises DomainError on a day far away, but for the one that stands: a task long overdue can be changed."""
        if self.task is None:
            return due.due(day, clock, doer.time_zone)
        if (day, clock) == clock_of(self.task):
            return due.Due(self.task.due_on, self.task.due_at, self.task.zone, self.task.ends_at)
        return due.due(day, clock, self.task.zone)

    @property
    def _changed(self) -> set[str]:
        """Boxes that do not hold what the form was opened with."""
        was = clashes.opened_with(self.cleaned_data.get("was", "")) or clashes.plain(initial_of(self._task))
        mine = clashes.plain(self.cleaned_data)
        return {name for name in was if mine[name] != was[name]}

    @property
    def _task(self) -> Task:
        assert self.task is not None
        return self.task

    def check(self, standing: Task) -> None:
        """For `services.change`: raises TaskClashError."""
        was = clashes.opened_with(self.cleaned_data.get("was", ""))
        if was is not None:
            clashes.refuse(initial_of(standing), standing, was, clashes.plain(self.cleaned_data))

    def show_clash(self, error: clashes.TaskClashError) -> None:
        """Theirs beside mine; saved again, mine stays."""
        now = clashes.kept(initial_of(Task.objects.get(pk=self._task.pk)))
        data = QueryDict(mutable=True)
        data.update({**{name: self.data[name] for name in self.data}, "was": now})
        self.data = data
        for name, words in error.theirs.items():
            self.add_error(name, words)

    @property
    def values(self) -> dict[str, Any]:
        """For `services.change`."""
        data = self.cleaned_data
        changed = self._changed
        names = ("text", "kind", "priority", "responsible", "repeat", "needs_result")
        found = {name: data[name] for name in names if name in changed}
        if changed & {"day", "clock"}:
            found["due"] = data["due"]
        if "remind" in changed:
            found["remind_at"] = due.usual_reminder(data["due"]) if data["remind"] else None
        if "checklist" in changed:
            found["checklist"] = data["checklist"].splitlines()
        return found


def clock_of(task: Task) -> tuple[dt.date, dt.time | None]:
    """The day and the hour as the form shows them: in the zone they were meant in."""
    zone = ZoneInfo(task.zone)
    return task.due_on, task.due_at.astimezone(zone).time().replace(second=0, microsecond=0) if task.due_at else None


def initial_of(task: Task) -> dict[str, Any]:
    """What the form shows of a task that stands."""
    day, clock = clock_of(task)
    return {
        "text": task.text,
        "kind": task.kind,
        "day": day,
        "clock": clock,
        "responsible": task.responsible_id,
        "priority": task.priority,
        "repeat": task.repeat,
        "checklist": "\n".join(str(item["text"]) for item in task.checklist),
        "needs_result": task.needs_result,
        "remind": task.remind_at is not None,
    }


class CloseForm(forms.Form):
    """What came of it."""

    result = forms.CharField(
        label=pgettext_lazy("of a task", "Result"), required=False, max_length=LONGEST_RESULT,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
    )  # fmt: skip
