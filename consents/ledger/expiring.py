"""Consents that run out, and questions nobody answered: written into the ledger once an hour, by the program."""

from django.utils.translation import gettext_lazy as _

from consents.ledger.writing import append_rows
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from journal.actors import Actor, Named

EXPIRE = "consents.expire"
BATCH = 10_000
PENDING_DAYS = 14
"""A question that nobody has answered is no consent (rule C-4)."""
ROWS = """
SELECT s.point_id, GREATEST(clock_timestamp(), s.since), s.purpose_id, s.channel_id, 'expired', 'system',
       s.document_id, COALESCE(d.sha256, ''), '', NULL::timestamptz, NULL::bigint, NULL::uuid, NULL::jsonb
  FROM consents_consentstate s
  LEFT JOIN consents_consentdocument d ON d.id = s.document_id
 WHERE (s.status IN ('granted', 'pending') AND s.expires_at <= now())
    OR (s.status = 'pending' AND s.since <= now() - make_interval(days => %(days)s))
 ORDER BY s.point_id, s.purpose_id, s.channel_id
 LIMIT %(batch)s
"""


def register() -> None:
    """Offer the job and its time."""
    job_kinds.add(JobKind(code=EXPIRE, label=_("Consents that have run out"), run=run))
    due_jobs.add(DueJob(code="consents-expire", kind=EXPIRE, every_seconds=3600))


def run(job: JobContext) -> None:
    """Batch by batch; run twice it finds nothing to do."""
    done = 0
    while True:
        with job.step():
            written = write_batch(by=Named(job.actor_id, job.actor_name))
        if not written:
            return
        done += written
        job.progress(done, done)


def write_batch(*, by: Actor) -> int:
    """Write down some that have run out; how many."""
    return append_rows(ROWS, {"days": PENDING_DAYS, "batch": BATCH}, by=by)
