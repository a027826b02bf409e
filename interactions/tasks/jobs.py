"""Reminders: each once, in the bell and by letter, as the person chose."""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from accounts.services import system_user
from core import sql
from core.registries.jobs import DueJob, JobContext, JobKind, due_jobs, job_kinds
from interactions.tasks.models import Task
from interactions.tasks.notices import tell_due

REMIND = "tasks.remind"
BATCH = 200


def register() -> None:
    """Each minute."""
    job_kinds.add(JobKind(code=REMIND, label=_("Reminders of tasks"), run=remind, queue="interactive"))
    due_jobs.add(DueJob(code="task_reminders", kind=REMIND, every_seconds=60))


def remind(job: JobContext) -> None:
    """A batch after another. That one was given and that its person was told is one transaction."""
    told = 0
    while True:
        with job.step():
            count = give()
            told += count
            job.progress(told, 0)
        if count < BATCH:
            return


def give() -> int:
    """Within the caller's transaction; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("interactions", "give_reminders"), {"most": BATCH})
        ids = [pk for (pk,) in cursor.fetchall()]
        cursor.execute("DELETE FROM interactions_taskreminder WHERE at < now() - interval '7 days'")
    if ids:
        by = system_user()
        for task in Task.objects.filter(pk__in=ids).order_by("remind_at", "pk"):
            tell_due(task, by)
    return len(ids)
