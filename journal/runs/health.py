"""What `doctor` and monitoring ask about background jobs."""

import datetime as dt

from django.db.models import Count, Min
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
        Metric(code="jobs_waiting", help="Background jobs that wait for a worker", read=waiting),
        Metric(code="jobs_running", help="Background jobs in progress", read=running),
        Metric(code="jobs_failed_day", help="Background jobs that failed in the last 24 hours", read=failed),
        Metric(code="jobs_oldest_wait_seconds", help="How long the oldest waiting job has waited", read=oldest_wait),
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


def waiting() -> float:
    return JobRun.objects.filter(state=JobState.QUEUED).count()


def running() -> float:
    return JobRun.objects.filter(state=JobState.RUNNING).count()


def failed() -> float:
    return JobRun.objects.filter(state=JobState.FAILED, finished_at__gt=timezone.now() - DAY).count()


def oldest_wait() -> float:
    """Seconds; 0 when nothing waits."""
    oldest = JobRun.objects.filter(state=JobState.QUEUED).aggregate(at=Min("queued_at"))["at"]
    return (timezone.now() - oldest).total_seconds() if oldest else 0.0
