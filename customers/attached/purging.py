"""Files that were taken off cards go for good when nobody can bring them back any more.

A file stays while a card holds it, on itself or in an own field, and while history younger than undo reaches
(`journal.history.KEPT_DAYS`) names it. One statement a batch; the content goes after its last row.
"""

import datetime as dt

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.services import system_user
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from customers.custom.filing import OWNER
from customers.tracking import CUSTOMER
from files.models import StoredFile
from files.services import remove
from journal.history import KEPT_DAYS

PURGE = "customers.purge_files"
BATCH = 500
SPARE_DAYS = 1
"""An undo that began at the last minute still finds its file."""

_ON_CARDS = """
    SELECT f.id FROM files_storedfile f
     WHERE f.belongs_to_type = %(type)s AND f.created_at < %(before)s
       AND NOT EXISTS (SELECT 1 FROM customers_customerfile c WHERE c.file_id = f.id)
       AND NOT EXISTS (SELECT 1 FROM customers_customerfileevent e
                        WHERE e.file_id = f.id AND e.pgh_created_at >= %(before)s)
     ORDER BY f.id LIMIT %(most)s"""
# A file of an own field belongs to «client/field»; its client's row and history name it by its id.
_IN_FIELDS = """
    SELECT f.id FROM files_storedfile f
      CROSS JOIN LATERAL (SELECT split_part(f.belongs_to_id, '/', 1)::bigint AS customer,
                                 split_part(f.belongs_to_id, '/', 2) AS field) AS at
     WHERE f.belongs_to_type = %(type)s AND f.created_at < %(before)s
       AND NOT EXISTS (SELECT 1 FROM customers_customvalues v
                        WHERE v.customer_id = at.customer AND v."values" -> at.field ->> 'id' = f.id::text)
       AND NOT EXISTS (SELECT 1 FROM customers_customvaluesevent e
                        WHERE e.pgh_obj_id = at.customer AND e.pgh_created_at >= %(before)s
                          AND e."values" -> at.field ->> 'id' = f.id::text)
     ORDER BY f.id LIMIT %(most)s"""


def register() -> None:
    """Each night."""
    job_kinds.add(JobKind(code=PURGE, label=_("Deleting files taken off cards"), run=run))
    due_jobs.add(DueJob(code="purge_card_files", kind=PURGE, daily_at="04:00"))


def run(context: JobContext) -> None:
    """Batch after batch until nothing is left to go. Safe to run twice, and to kill."""
    done, gone = 0, 1
    while gone:
        with context.step():
            gone = purge()
            done += gone
            context.progress(done, done)


def purge(now: dt.datetime | None = None) -> int:
    """Delete a portion; returns how many files went."""
    before = (now or timezone.now()) - dt.timedelta(days=KEPT_DAYS + SPARE_DAYS)
    ids = []
    with connection.cursor() as cursor:
        for text, kind in ((_ON_CARDS, CUSTOMER), (_IN_FIELDS, OWNER)):
            cursor.execute(text, {"type": kind, "before": before, "most": BATCH})
            ids += [row[0] for row in cursor.fetchall()]
    return remove(StoredFile.objects.filter(pk__in=ids), by=system_user()) if ids else 0
