"""Runs of cleaning, what each found card by card, when they come round, and how clean the base was day by day."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from customers.models import Customer


class RunState(models.TextChoices):
    """Life of a run. `FOUND`: a preview that waits for a word."""

    SCANNING = "scanning", _("looking through the base")
    FOUND = "found", _("preview")
    MENDING = "mending", _("being mended")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class CleaningRun(models.Model):
    """One look through the base by some checks; what it mended is one operation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=RunState, default=RunState.SCANNING)
    checks = models.JSONField(default=list)
    fixes = models.BooleanField(default=False)
    """Whether what is sure is mended as well; else it is a preview."""
    options = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    """By check: found, fixed, flagged, refused."""
    position = models.BigIntegerField(default=0)
    """The last card that was looked at: where a restarted worker goes on."""
    cards = models.PositiveIntegerField(default=0)
    operation = models.UUIDField(null=True, blank=True)
    by_night = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("cleaning of the base")
        verbose_name_plural = _("cleanings of the base")
        indexes = [models.Index(fields=["-started_at", "-id"], name="cleaning_run_newest")]
        constraints = [models.CheckConstraint(condition=Q(state__in=RunState.values), name="cleaning_run_state_known")]

    def __str__(self) -> str:
        return f"{self.state} {self.started_at:%d.%m.%Y %H:%M}"


class FindingState(models.TextChoices):
    """What becomes of something found."""

    SURE = "sure", _("can be mended")
    ASKED = "asked", _("for a person")
    FIXED = "fixed", _("mended")
    REFUSED = "refused", _("left alone")
    PAST = "past", _("looked at again since")


OPEN = (FindingState.SURE, FindingState.ASKED, FindingState.REFUSED)
"""States of what still is as it was found, as far as the last run of the check knows."""


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about what was found, one a method."""

    def visible_to(self, user: User) -> Self:
        """Of clients the reader sees."""
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def open(self) -> Self:
        """What the last run of its check found and nobody has mended."""
        return self.filter(state__in=OPEN)


class Finding(models.Model):
    """One thing found on one card: what stands there, what should."""

    run = models.ForeignKey(CleaningRun, on_delete=models.CASCADE, related_name="findings", db_index=False)
    check_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=30)
    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    point = models.UUIDField(null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=FindingState, default=FindingState.ASKED)
    reason = models.CharField(max_length=30, blank=True, default="")
    """Why it was left alone: a code of `quality.cleaning.operation.REASONS`."""

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding of cleaning")
        verbose_name_plural = _("findings of cleaning")
        indexes = [
            models.Index(fields=["run", "customer"], name="finding_of_run"),
            models.Index(fields=["run", "kind", "id"], name="finding_by_kind"),
            models.Index(fields=["customer", "kind"], name="finding_of_card"),
            models.Index(
                fields=["check_code", "customer"], condition=Q(state__in=["sure", "asked", "refused"]),
                name="finding_open",
            ),
        ]  # fmt: skip
        constraints = [models.CheckConstraint(condition=Q(state__in=FindingState.values), name="finding_state_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.customer_id}"


class Rhythm(models.TextChoices):
    """How often the base is looked through by itself."""

    OFF = "off", _("never")
    NIGHTLY = "nightly", _("every night")
    WEEKLY = "weekly", _("once a week")


class CleaningPolicy(models.Model):
    """One row: when the base is looked through by itself, by which checks, and what may be mended then."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.NIGHTLY)
    weekday = models.PositiveSmallIntegerField(default=6)
    """0 is Monday."""
    checks = models.JSONField(default=list)
    """Empty: all of them."""
    fixes = models.BooleanField(default=False)
    options = models.JSONField(default=dict)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = _("rule of cleaning")
        verbose_name_plural = _("rules of cleaning")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="cleaning_policy_is_one"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="cleaning_rhythm_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="cleaning_weekday_known"),
        ]

    def __str__(self) -> str:
        return self.rhythm


class QualityCount(models.Model):
    """How many cards of one person from one source should have a field right on a day, and how many have."""

    day = models.DateField()
    cut = models.CharField(max_length=8)
    """`source`, or where dirt came in: `import`, `person`."""
    key = models.CharField(max_length=100, blank=True)
    """The source; the operation of an import; the number of a user."""
    responsible = models.BigIntegerField(null=True, blank=True)
    field = models.CharField(max_length=20)
    """Code of a facet; `card`: all of them, a card is right in which each is."""
    asked = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("quality of a day")
        verbose_name_plural = _("quality by days")
        indexes = [models.Index(fields=["day", "cut", "responsible"], name="quality_count_of_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.cut} {self.field}"
