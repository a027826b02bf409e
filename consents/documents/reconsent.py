"""A new version that asks everybody again (rule C-8): consents under earlier ones become pending, in the ledger too.

The gate stops at publication (`ConsentDocument.void_since`); this job only writes it down, in batches.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.ledger.writing import append_rows
from consents.models import ConsentDocument, ConsentState
from core.registries.jobs import JobContext, JobKind, job_kinds
from journal.actors import Actor, Named

RECONSENT = "consents.reconsent"
BATCH = 10_000
ROWS = """
SELECT s.point_id, GREATEST(clock_timestamp(), s.since), s.purpose_id, s.channel_id, 'requested', 'system',
       d.id, d.sha256, '', NULL::timestamptz, NULL::bigint, NULL::uuid, NULL::jsonb
  FROM consents_consentdocument d
  JOIN consents_consentdocument old ON (old.kind, old.purpose_id, old.locale) = (d.kind, d.purpose_id, d.locale)
   AND old.version < d.version
  JOIN consents_consentstate s ON s.document_id = old.id AND s.status = 'granted'
 WHERE d.id = %(document)s
 ORDER BY s.point_id, s.purpose_id, s.channel_id
 LIMIT %(batch)s
"""


def register() -> None:
    """Offer the job."""
    job_kinds.add(JobKind(code=RECONSENT, label=gettext_lazy("Asking for consents again"), run=run))


def run(job: JobContext) -> None:
    """Batch by batch, each a transaction of its own; run twice it finds nothing to do."""
    document = ConsentDocument.objects.get(pk=job.args["document"])
    total, done = waiting(document), 0
    while True:
        with job.step():
            written = write_batch(document, by=Named(job.actor_id, job.actor_name))
        if not written:
            break
        done += written
        job.progress(done, max(total, done), note=_("Consents that wait for a new answer: %(n)s") % {"n": done})


def write_batch(document: ConsentDocument, *, by: Actor) -> int:
    """Ask again for some; how many."""
    return append_rows(ROWS, {"document": document.pk, "batch": BATCH}, by=by)


def waiting(document: ConsentDocument) -> int:
    """Consents that stand under earlier versions."""
    earlier = ConsentDocument.objects.filter(
        kind=document.kind, purpose=document.purpose, locale=document.locale, version__lt=document.version
    )
    return ConsentState.objects.filter(document__in=earlier, status="granted").count()
