"""Sealing each ten seconds, a check of all seals each night, and that check on a person's wish."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from journal.actors import Named
from journal.entries.record import record
from journal.seals.report import Report
from journal.seals.sealing import seal_all
from journal.seals.verifying import verify
from journal.seals.words import sentence

SEAL = "journal.seal"
VERIFY = "journal.verify"
VERIFIED = "journal.verified"
"""Verb of the entry that keeps the result."""


def register() -> None:
    """Add our kinds and rhythms. Sealing is short and may not wait behind an import, so it is interactive."""
    job_kinds.add(
        JobKind(code=SEAL, label=gettext_lazy("Sealing the journal"), run=run_sealing, queue="interactive", weight=900),
        JobKind(code=VERIFY, label=gettext_lazy("Verifying the journal"), run=run_verification),
    )
    due_jobs.add(
        DueJob(code="seal_journal", kind=SEAL, every_seconds=10),
        DueJob(code="verify_journal", kind=VERIFY, daily_at="04:20"),
    )


def run_sealing(job: JobContext) -> None:
    """Seal what is final."""
    with job.step():
        seal_all()


def run_verification(job: JobContext) -> None:
    """Check every seal and keep the result in the journal. A broken seal fails the job with the sentence."""
    report = verify(progress=job.progress)
    with job.step():
        record(VERIFIED, by=Named(job.actor_id, job.actor_name), details=result_of(report))
    if report.first_break is not None:
        raise DomainError(sentence(report.first_break), code="seal_broken")
    job.progress(report.checked, report.checked, note=_("All seals are whole."))


def result_of(report: Report) -> dict[str, object]:
    """What the journal keeps of a verification."""
    first = report.first_break
    return {
        "ok": report.ok,
        "checked": report.checked,
        "unsealed": report.unsealed,
        "break": sentence(first) if first else "",
        "digests": {stream.stream: stream.last_digest for stream in report.streams},
    }
