"""Sweeps out contents that no row names: left by a transaction that was rolled back, or by a killed process."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from files import contents, services
from files.models import StoredFile

SWEEP = "files.sweep"
BATCH = 1000
INCOMING_SECONDS = 24 * 3600


def register() -> None:
    job_kinds.add(JobKind(code=SWEEP, label=_("Clearing out files nobody needs"), run=sweep))
    due_jobs.add(DueJob(code="sweep_files", kind=SWEEP, daily_at="04:10"))


def sweep(job: JobContext) -> None:
    """Looks at every content; deletes the unnamed, each under its lock."""
    done = 0
    batch: list[str] = []
    for sha256 in contents.all_contents():
        batch.append(sha256)
        if len(batch) == BATCH:
            done = _sweep_batch(job, batch, done)
            batch = []
    _sweep_batch(job, batch, done)
    _forget_broken_uploads()


def _sweep_batch(job: JobContext, batch: list[str], done: int) -> int:
    named = set(StoredFile.objects.filter(sha256__in=batch).values_list("sha256", flat=True))
    with job.step():
        for sha256 in batch:
            if sha256 not in named:
                contents.drop_if(sha256, services.unused)
        job.progress(done + len(batch), 0)
    return done + len(batch)


def _forget_broken_uploads() -> None:
    """A process killed in the middle of an upload leaves what it had received."""
    before = time.time() - INCOMING_SECONDS
    for path in (Path(settings.VAR_DIR) / "files" / "incoming").glob("*"):
        with suppress(FileNotFoundError):  # an upload that has ended since the folder was read took its file away
            if path.stat().st_mtime < before:
                path.unlink()
