"""What is due and what runs. Celery only wakes work up; the truth stands here."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    """Life of a run."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("in progress")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")


LIVE = (JobState.QUEUED, JobState.RUNNING)


class JobFault(models.TextChoices):
    """Why a run failed, beyond the sentence in `error`."""

    NONE = "", ""
    REFUSED = "refused", _("refused")
    DEFECT = "defect", _("a defect of the program")
    WORKER_LOST = "worker_lost", _("its worker died again and again")


class Schedule(models.Model):
    """A job that comes round: every so many seconds, or daily at a time of the company's zone."""

    code = models.SlugField(primary_key=True, max_length=60)
    kind = models.CharField(max_length=60)
    args = models.JSONField(default=dict, blank=True)
    every_seconds = models.PositiveIntegerField(null=True, blank=True)
    daily_at = models.TimeField(null=True, blank=True)
    is_on = models.BooleanField(default=True)
    is_built_in = models.BooleanField(default=False)
    """Comes from `core.registries.jobs.due_jobs`, and goes when the code no longer names it."""
    next_at = models.DateTimeField(default=timezone.now)
    last_job = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        constraints = [
            models.CheckConstraint(
                condition=Q(every_seconds__isnull=True) ^ Q(daily_at__isnull=True), name="schedule_one_rhythm"
            ),
            models.CheckConstraint(
                condition=Q(every_seconds__isnull=True) | Q(every_seconds__gt=0), name="schedule_goes_forward"
            ),
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(is_on=True), name="schedule_due")]

    def __str__(self) -> str:
        return self.code


class JobRunQuerySet(models.QuerySet["JobRun"]):
    """Questions about runs, one a method. Moments of leases are the database's: one clock for all machines."""

    def started_by(self, actor_id: int) -> "JobRunQuerySet":
        """Those of one person."""
        return self.filter(actor_id=actor_id)

    def live(self) -> "JobRunQuerySet":
        """Waiting or in progress."""
        return self.filter(state__in=LIVE)

    def held(self, fence: int) -> "JobRunQuerySet":
        """In progress under this very claim."""
        return self.filter(state=JobState.RUNNING, fence=fence)

    def lost(self) -> "JobRunQuerySet":
        """In progress by nobody: whoever worked has not renewed his lease."""
        return self.filter(state=JobState.RUNNING, lease_until__lt=Now())

    def newest_first(self) -> "JobRunQuerySet":
        """In the order of the page of jobs."""
        return self.order_by("-created_at", "-id")


class JobRun(models.Model):
    """One run of a job. Whoever holds the lease with the current `fence` works; all others' commits are refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    """A code of `core.registries.jobs.job_kinds`."""
    args = models.JSONField(default=dict, blank=True)
    queue = models.CharField(max_length=20, default="bulk")
    unique_key = models.CharField(max_length=120, blank=True)
    """Two live runs never share a key; empty: as many as one likes."""
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    actor_id = models.BigIntegerField()
    actor_name = models.CharField(max_length=200)
    language = models.CharField(max_length=10, blank=True)
    """Of whoever started it: notes and refusals are written in it."""
    operation_id = models.UUIDField(null=True, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    error = models.TextField(blank=True)
    """The sentence of a DomainError; other failures are told by `fault` alone, their traceback stands in the log."""
    fault = models.CharField(max_length=12, choices=JobFault, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    fence = models.BigIntegerField(default=0)
    """Raised by each claim, never lowered."""
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(default=timezone.now)
    """Since when it waits, or waited, for a worker."""
    woken_at = models.DateTimeField(default=timezone.now)
    """When a worker was last told of it; told again if nobody comes."""
    started_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    """When the present attempt began; its rate is counted from here and from `claimed_done`."""
    claimed_done = models.BigIntegerField(default=0)
    progress_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("job run")
        verbose_name_plural = _("job runs")
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="job_newest"),
            models.Index(fields=["actor_id", "-created_at", "-id"], name="job_of_actor"),
            models.Index(
                fields=["state", "lease_until"], condition=Q(state__in=["queued", "running"]), name="job_live"
            ),
            models.Index(
                fields=["actor_id", "-created_at"], condition=Q(state__in=["queued", "running"]), name="job_tray"
            ),
            models.Index(fields=["finished_at"], condition=Q(finished_at__isnull=False), name="job_ended"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="job_state_is_known"),
            models.CheckConstraint(condition=Q(fault__in=JobFault.values), name="job_fault_is_known"),
            models.UniqueConstraint(
                fields=["unique_key"],
                condition=~Q(unique_key="") & Q(state__in=["queued", "running"]),
                name="job_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_live(self) -> bool:
        """Waiting or in progress."""
        return self.state in LIVE
