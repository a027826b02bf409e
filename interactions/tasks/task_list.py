"""The list of tasks, declared for `listing`."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from accounts.permissions import Scope
from core.registries.fields import Field
from core.rules.tree import Condition, Group
from core.templatetags.ui import avatar, badge, icon
from interactions.tasks import words
from interactions.tasks.choices import ICONS, Priority, TaskKind
from interactions.tasks.fields import task_fields
from interactions.tasks.models import Task, TaskQuerySet
from listing.pages import BuiltInView, Cell, Counter, ListPage, Shown, list_pages

IS_OPEN = Condition("task_state", "is", ("open",))
OPEN = Group(parts=(IS_OPEN,))
OVERDUE = Group(parts=(Condition("task_overdue", "yes"),))
TODAY = Group(parts=(IS_OPEN, Condition("task_due", "next_days", ("0",))))
WEEK = Group(parts=(IS_OPEN, Condition("task_due", "next_days", ("7",))))
DONE = Group(parts=(Condition("task_state", "is", ("done",)),))
SOMEBODYS = frozenset({Scope.ALL.value, Scope.TEAM.value})


def register() -> None:
    """Offer the list."""
    list_pages.add(TaskList())


def text(row: Shown, value: str, context: Context) -> str:
    """The round button, the words, what makes it special."""
    task: Task = row.object
    marks = format_html("{}{}", _high(task), icon("refresh", "icon--sm u-muted") if task.repeat else "")
    return format_html(
        '<span class="table__name">{}<a href="{}" data-task>{}</a>{}</span>',
        check(task),
        task.get_absolute_url(),
        task.text,
        marks,
    )


def check(task: Task) -> str:
    """Closes the task: at once, or asks for what came of it."""
    if not task.is_open:
        return format_html('<span class="next__check u-ok">{}</span>', icon("circle-check", "icon--lg"))
    return format_html(
        '<button class="next__check" type="button" hx-get="{}" hx-target="#task-dialog" aria-label="{}">{}</button>',
        reverse("tasks:close", args=[task.pk]),
        _("Close the task: %(text)s") % {"text": task.text},
        icon("circle", "icon--lg"),
    )


def _high(task: Task) -> str:
    return (
        format_html(
            '<span class="u-bad" role="img" aria-label="{0}" title="{0}">{1}</span>',
            Priority.HIGH.label,
            icon("flag", "icon--sm"),
        )
        if task.priority == Priority.HIGH
        else ""
    )


def customer(row: Shown, value: str, context: Context) -> str:
    """The client, with the way to his card."""
    found = row.object.customer
    if found is None:
        return mark_safe('<span class="table__muted">\u2014</span>')
    return format_html('<a class="link-quiet" href="{}">{}</a>', found.get_absolute_url(), found.title)


def due(row: Shown, value: str, context: Context) -> str:
    """When, and how loudly."""
    return badge(words.when(row.object), words.tone(row.object))


def kind(row: Shown, value: str, context: Context) -> str:
    """The picture and the word."""
    found = TaskKind(row.object.kind)
    return format_html(
        '<span class="row row--tight row--nowrap">{}{}</span>', icon(ICONS[found], "icon--sm"), found.label
    )


def priority(row: Shown, value: str, context: Context) -> str:
    """The word."""
    return str(row.object.get_priority_display())


def who(row: Shown, value: str, context: Context) -> str:
    """Two letters of the person."""
    person = row.object.responsible
    if person is None:
        return mark_safe('<span class="table__muted">\u2014</span>')
    return avatar(person.full_name, "avatar--sm", label=True)


class TaskList(ListPage):
    """Tasks the reader may see."""

    code = "tasks"
    label = gettext_lazy("Tasks")
    weight = 20
    url_name = "tasks:list"
    template = "tasks/list.html"
    table = Task._meta.db_table
    default_columns = ("task_text", "task_customer", "task_due", "task_kind", "task_responsible")
    first = "task_text"
    default_sort = "task_due"
    cells: ClassVar[Mapping[str, Cell]] = {
        "task_text": Cell(text, "c-name"),
        "task_customer": Cell(customer, "c-customer c-phone"),
        "task_due": Cell(due, "c-due c-since"),
        "task_kind": Cell(kind, "c-kind"),
        "task_priority": Cell(priority, "c-priority"),
        "task_responsible": Cell(who, "c-owner"),
    }
    views = (
        BuiltInView("mine", pgettext_lazy("tasks", "Mine"), OPEN, mine="task_responsible"),
        BuiltInView("today", pgettext_lazy("tasks", "Today"), TODAY, mine="task_responsible"),
        BuiltInView("week", pgettext_lazy("tasks", "7 days"), WEEK, mine="task_responsible"),
        BuiltInView("overdue", pgettext_lazy("tasks", "Overdue"), OVERDUE),
        BuiltInView("open", pgettext_lazy("tasks", "All open"), OPEN),
        BuiltInView("given", pgettext_lazy("tasks", "Given by me"), OPEN, mine="task_author"),
        BuiltInView("done", pgettext_lazy("tasks", "Done"), DONE),
    )
    counters = (Counter("overdue", gettext_lazy("overdue"), OVERDUE),)
    nothing = (gettext_lazy("No tasks here"), gettext_lazy("Type one above: “tomorrow 12:00 call Safina”."))

    def rows(self, user: User, *, archive: bool = False) -> TaskQuerySet:
        return Task.objects.visible_to(user)

    def fields(self) -> Mapping[str, Field]:
        return task_fields()

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        return rows.select_related("customer", "responsible")
