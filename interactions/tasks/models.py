"""Tasks of people, and the days an administrator moved."""

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from customers.models import Customer
from interactions.tasks.choices import Priority, TaskKind, TaskState
from journal import history

LONGEST_TEXT = 500
LONGEST_RESULT = 2_000


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks, one a method."""

    def visible_to(self, user: User) -> Self:
        """Tasks of clients the reader may see; those about nobody, of the people whose clients he sees, and his own."""
        found = scope.reach(user)
        if found.everything:
            return self
        if not user.is_active or not user.has(Permission.VIEW_CUSTOMERS):
            return self.none()
        people = found.people or (user.pk,)
        about_nobody = scope.among(people) | Q(author=user)
        return self.filter(scope.among(people, "customer__responsible") | Q(customer__isnull=True) & about_nobody)

    def open(self) -> Self:
        """What is still to be done."""
        return self.filter(state=TaskState.OPEN)

    def overdue(self, now: dt.datetime | None = None) -> Self:
        """Open ones whose time is over."""
        return self.open().filter(ends_at__lte=now or timezone.now())

    def by_due(self) -> Self:
        """What ends first stands first."""
        return self.order_by("ends_at", "pk")


@history.tracked("task")
class Task(models.Model):
    """Something to do. A day without an hour ends with the day in `zone`; an hour is a moment, the same everywhere."""

    text = models.CharField(_("what"), max_length=LONGEST_TEXT)
    kind = models.CharField(_("kind"), max_length=16, choices=TaskKind.choices, default=TaskKind.OTHER)
    priority = models.SmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)
    customer = models.ForeignKey(
        Customer, verbose_name=_("client"), on_delete=models.CASCADE, null=True, blank=True, related_name="tasks",
        db_index=False,
    )  # fmt: skip
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("responsible"), on_delete=models.SET_NULL, null=True,
        related_name="tasks", db_index=False,
    )  # fmt: skip
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.SET_NULL, null=True,
        related_name="tasks_given",
    )  # fmt: skip
    due_on = models.DateField(_("day"))
    due_at = models.DateTimeField(_("hour"), null=True, blank=True)
    zone = models.CharField(max_length=64, editable=False)
    ends_at = models.DateTimeField(editable=False)
    state = models.CharField(_("state"), max_length=12, choices=TaskState.choices, default=TaskState.OPEN)
    needs_result = models.BooleanField(_("the result is needed"), default=False)
    result = models.TextField(_("result"), max_length=LONGEST_RESULT, blank=True, default="")
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("closed by"), on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    # An RRULE, the day it counts from, and which of its days this task is.
    repeat = models.CharField(_("repeat"), max_length=200, blank=True, default="")
    repeat_from = models.DateField(null=True, blank=True, editable=False)
    checklist = models.JSONField(_("checklist"), default=list, blank=True)
    remind_at = models.DateTimeField(_("remind at"), null=True, blank=True)
    created_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)
    made_in = history.made_in_field()

    objects = TaskQuerySet.as_manager()

    class Meta:
        app_label = "interactions"
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["ends_at", "id"], name="task_by_due"),
            models.Index(fields=["responsible", "ends_at", "id"], name="task_own_by_due"),
            models.Index(fields=["responsible", "closed_at"], name="task_closed", condition=Q(state="done")),
            models.Index(fields=["customer", "ends_at"], name="task_of_customer"),
            models.Index(fields=["customer", "due_on"], name="task_open_of_customer", condition=Q(state="open")),
            models.Index(
                fields=["customer", "-closed_at", "-id"], name="task_closed_of_customer",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["remind_at"], name="task_to_remind",
                condition=Q(state="open", remind_at__isnull=False),
            ),
            history.made_in_index("task_made_in"),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="task_says_what"),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True) | ~Q(state="open") & Q(closed_at__isnull=False),
                name="task_closed_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The address of the task."""
        return reverse("tasks:one", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state == TaskState.OPEN

    @property
    def is_overdue(self) -> bool:
        """Whether its time is over while it is not done."""
        return self.is_open and self.ends_at <= timezone.now()

    @property
    def zone_info(self) -> ZoneInfo:
        """The zone in which its day was meant."""
        return ZoneInfo(self.zone)


class TaskReminder(models.Model):
    """A reminder that was given. No foreign key: it keeps nobody from taking the task back."""

    task_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        app_label = "interactions"
        constraints = [models.UniqueConstraint(fields=["at", "task_id"], name="task_reminder_once")]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.at:%d.%m.%Y %H:%M}"


class CalendarDay(models.Model):
    """A day the administrator made a work day or a day off, whatever the state's calendar says."""

    day = models.DateField(_("day"), unique=True)
    is_work = models.BooleanField(_("work day"))
    note = models.CharField(_("note"), max_length=100, blank=True)

    class Meta:
        app_label = "interactions"
        verbose_name = _("day of the work calendar")
        verbose_name_plural = _("days of the work calendar")

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"
