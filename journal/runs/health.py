"""What `doctor` and monitoring ask about background jobs."""

import datetime as dt

from django.conf import settings
from django.db.models import Count, Max, Min
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.registries.doctor import DoctorCheck, Finding, Health, Metric, doctor_checks, metrics
from core.registries.jobs import job_kinds
from journal.models.job import JobRun, JobState
from journal.runs.builtin import ALIVE, QUEUES

SILENT = dt.timedelta(minutes=3)
PATIENCE = dt.timedelta(minutes=10)
DAY = dt.timedelta(days=1)


def register() -> None:
    """Add our checks and numbers."""
    doctor_checks.add(
        DoctorCheck(code="job_workers", label=gettext_lazy("Workers by queue"), run=check_workers, weight=32),
        DoctorCheck(code="job_queue", label=gettext_lazy("Waiting jobs"), run=check_waiting, weight=33),
        DoctorCheck(code="job_failures", label=gettext_lazy("Failed jobs"), run=check_failures, weight=34),
    )
    metrics.add(
        Metric(code="jobs_waiting", help="Background jobs that wait for a worker", label="queue", read=waiting),
        Metric(code="jobs_running", help="Background jobs in progress", label="queue", read=running),
        Metric(code="jobs_failed_day", help="Background jobs that failed in the last 24 hours", read=failed),
        Metric(
            code="jobs_oldest_wait_seconds",
            help="How long the oldest waiting job has waited",
            label="queue",
            read=oldest_wait,
        ),
        Metric(
            code="worker_silence_seconds",
            help="Since when no worker of the queue has given a sign of life; a day when it never has",
            label="queue",
            read=silence,
        ),
    )


def silent_queues() -> list[str]:
    """Queues nobody works on: no sign of life of the last minutes, no run in progress."""
    alive = set(JobRun.objects.filter(state=JobState.RUNNING, lease_until__gt=Now()).values_list("queue", flat=True))
    signs = JobRun.objects.filter(
        kind__startswith=ALIVE, state=JobState.DONE, finished_at__gt=timezone.now() - SILENT
    ).values_list("queue", flat=True)
    return [queue for queue in QUEUES if queue not in alive | set(signs)]


def check_workers() -> Finding:
    """Does each queue have a worker?"""
    silent = silent_queues()
    if not silent:
        return Finding(Health.OK, _("Every queue has a worker."))
    told = _("No worker answers for: %(queues)s. Start manage.py up, or a worker of these queues.")
    return Finding(Health.WARN, told % {"queues": ", ".join(silent)})


def check_waiting() -> Finding:
    """Does anything wait for too long?"""
    count = JobRun.objects.filter(state=JobState.QUEUED, queued_at__lt=timezone.now() - PATIENCE).count()
    if not count:
        return Finding(Health.OK, _("No job waits for long."))
    told = ngettext(
        "%(count)s job has waited for more than %(minutes)s minutes. Start more workers, or see their logs.",
        "%(count)s jobs have waited for more than %(minutes)s minutes. Start more workers, or see their logs.",
        count,
    )
    return Finding(Health.WARN, told % {"count": count, "minutes": int(PATIENCE.total_seconds() // 60)})


def check_failures() -> Finding:
    """What failed since yesterday?"""
    recent = JobRun.objects.filter(state=JobState.FAILED, finished_at__gt=timezone.now() - DAY)
    kinds = list(recent.values_list("kind").annotate(count=Count("id")).order_by("-count", "kind"))
    if not kinds:
        return Finding(Health.OK, _("No job has failed in the last day."))
    named = ", ".join(f"{job_kinds.get(kind).label if kind in job_kinds else kind}: {count}" for kind, count in kinds)
    return Finding(Health.WARN, _("Failed in the last day: %(jobs)s. See Office, Jobs.") % {"jobs": named})


def waiting() -> dict[str, float]:
    return _by_queue(JobState.QUEUED)


def running() -> dict[str, float]:
    return _by_queue(JobState.RUNNING)


def _by_queue(state: JobState) -> dict[str, float]:
    found = JobRun.objects.filter(state=state).values_list("queue").annotate(count=Count("id")).order_by("queue")
    return {**dict.fromkeys(QUEUES, 0), **dict(found)}


def failed() -> float:
    return JobRun.objects.filter(state=JobState.FAILED, finished_at__gt=timezone.now() - DAY).count()


def oldest_wait() -> dict[str, float]:
    """Seconds; 0 when nothing waits."""
    now = timezone.now()
    oldest = JobRun.objects.filter(state=JobState.QUEUED).values_list("queue").annotate(at=Min("queued_at"))
    return {**dict.fromkeys(QUEUES, 0.0), **{queue: (now - at).total_seconds() for queue, at in oldest.order_by()}}


def silence() -> dict[str, float]:
    """Seconds since a worker of each queue ended a sign of life, or renewed the lease of what it works on."""
    now = timezone.now()
    lease = dt.timedelta(seconds=settings.JOB_LEASE_SECONDS)
    signs = JobRun.objects.filter(kind__startswith=ALIVE, state=JobState.DONE, finished_at__gt=now - DAY)
    seen = dict(signs.values_list("queue").annotate(at=Max("finished_at")).order_by())
    held = JobRun.objects.filter(state=JobState.RUNNING, lease_until__isnull=False)
    for queue, until in held.values_list("queue").annotate(at=Max("lease_until")).order_by():
        seen[queue] = max(seen.get(queue, now - DAY), until - lease)
    return {queue: max((now - seen.get(queue, now - DAY)).total_seconds(), 0.0) for queue in QUEUES}
