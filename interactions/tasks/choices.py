"""Fixed choices of tasks."""

from django.db import models
from django.utils.translation import pgettext_lazy


class TaskKind(models.TextChoices):
    """What is to be done."""

    CALL = "call", pgettext_lazy("kind of task", "Call")
    WRITE = "write", pgettext_lazy("kind of task", "Write")
    MEET = "meet", pgettext_lazy("kind of task", "Meet")
    CONGRATULATE = "congratulate", pgettext_lazy("kind of task", "Congratulate")
    CHECK = "check", pgettext_lazy("kind of task", "Check the data")
    OTHER = "other", pgettext_lazy("kind of task", "Other")


class Priority(models.IntegerChoices):
    """The smaller, the sooner."""

    HIGH = 1, pgettext_lazy("priority of a task", "High")
    NORMAL = 2, pgettext_lazy("priority of a task", "Usual")
    LOW = 3, pgettext_lazy("priority of a task", "Low")


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", pgettext_lazy("state of a task", "open")
    DONE = "done", pgettext_lazy("state of a task", "done")
    CANCELLED = "cancelled", pgettext_lazy("state of a task", "cancelled")


ICONS = {
    TaskKind.CALL: "phone",
    TaskKind.WRITE: "mail",
    TaskKind.MEET: "users",
    TaskKind.CONGRATULATE: "gift",
    TaskKind.CHECK: "circle-check",
    TaskKind.OTHER: "checkbox",
}
