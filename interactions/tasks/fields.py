"""The attributes of a task for its list; and what a client's own list knows of his tasks."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.registries.fields import Field, FieldType
from core.registries.fields import fields as client_fields
from interactions.tasks.choices import Priority, TaskKind, TaskState

OPEN = "SELECT 1 FROM interactions_task t WHERE t.customer_id = {c}.id AND t.state = 'open' AND {test}"
CLIENT = "(SELECT k.name FROM customers_customer k WHERE k.id = {c}.customer_id)"


def register() -> None:
    """«Without a task» is «next task is empty»: an anti-join over an index of open tasks only."""
    client_fields.add(
        Field(
            code="next_task", label=_("Next task"), type=FieldType.DATE, sql="t.due_on", within=OPEN, personal=False,
            weight=230,
        )
    )  # fmt: skip


def _field(weight: int, code: str, label: str | Promise, kind: FieldType, sql: str, **more: object) -> Field:
    return Field(code=code, label=label, type=kind, sql=sql, weight=weight, **more)  # type: ignore[arg-type]


def task_fields() -> dict[str, Field]:
    """By code, in the order of the columns offered."""
    due = {"order": "ends_at", "index": "task_by_due", "own_index": "task_own_by_due"}
    choice = FieldType.CHOICE
    found = [
        _field(10, "task_text", pgettext_lazy("column of tasks", "Task"), FieldType.TEXT, "{c}.text"),
        _field(20, "task_customer", pgettext_lazy("column of tasks", "Client"), FieldType.TEXT, CLIENT),
        _field(30, "task_due", pgettext_lazy("column of tasks", "Due"), FieldType.DATE, "{c}.due_on", **due),
        _field(40, "task_kind", pgettext_lazy("column of tasks", "Kind"), choice, "{c}.kind", choices=_kinds),
        _field(50, "task_priority", pgettext_lazy("column of tasks", "Priority"), choice, "{c}.priority",
               choices=_priorities, is_key=True),
        _field(60, "task_responsible", pgettext_lazy("column of tasks", "Who"), choice, "{c}.responsible_id",
               choices=_people, is_key=True),
        _field(70, "task_author", pgettext_lazy("column of tasks", "Given by"), choice, "{c}.author_id",
               choices=_people, is_key=True),
        _field(80, "task_state", pgettext_lazy("column of tasks", "State"), choice, "{c}.state", choices=_states),
        _field(90, "task_overdue", pgettext_lazy("column of tasks", "Overdue"), FieldType.FLAG,
               "({c}.state = 'open' AND {c}.ends_at <= now())"),
        _field(100, "task_result", pgettext_lazy("column of tasks", "Result"), FieldType.TEXT, "{c}.result"),
        _field(110, "task_closed", pgettext_lazy("column of tasks", "Closed"), FieldType.MOMENT, "{c}.closed_at"),
        _field(120, "task_added", pgettext_lazy("column of tasks", "Added"), FieldType.MOMENT, "{c}.created_at"),
    ]  # fmt: skip
    return {known.code: known for known in found}


def _kinds() -> Mapping[str, str | Promise]:
    return dict(TaskKind.choices)


def _priorities() -> Mapping[str, str | Promise]:
    return {str(value): label for value, label in Priority.choices}


def _states() -> Mapping[str, str | Promise]:
    return dict(TaskState.choices)


def _people() -> Mapping[str, str | Promise]:
    users = User.objects.filter(is_system=False).order_by("last_name", "first_name", "pk")
    return {str(user.pk): user.full_name for user in users}
