"""Lines of what keeps the product in order: journal, sessions, notices, files, backups."""

import datetime as dt
import uuid
from typing import Any

from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts import jobs as accounts_jobs
from accounts import notifications
from accounts.models import MailState, Notification
from crm import jobs as crm_jobs
from customers.attached import purging
from customers.attached import services as attached
from customers.models import Customer, CustomerFile
from files import contents
from files import jobs as files_jobs
from files.models import StoredFile
from interactions.models import Task
from interactions.tasks import jobs as task_jobs
from journal import keeping, operations
from journal.history import event_model
from journal.models import JobRun, Operation, OperationItem
from journal.runs.builtin import ALIVE
from journal.seals import jobs as seals
from office.backups import jobs as backups
from tests.faults.lines import admin, by_itself, line, started

MANY = 25
LONG_AGO = dt.timedelta(days=400)
TOLD = ("journal_entry", "journal_seal")

by_itself(keeping.KIND, about="months")
by_itself(seals.SEAL)
by_itself(task_jobs.REMIND, about="nothing due")
for queue in ("interactive", "bulk", "send"):
    by_itself(f"{ALIVE}{queue}")


@line(seals.VERIFY, apart=dict.fromkeys(TOLD, "a check that is made anew is told of again, and sealed"))
def _verify() -> JobRun:
    return started(seals.VERIFY)


@line(keeping.KIND, about="items")
def _old_items() -> JobRun:
    from customers.operations import EDIT

    done = operations.run_now(
        operations.confirm(
            operations.draft(EDIT, {"chosen": {"all": True}, "changes": {"city": "Казань"}}, admin()), admin(),
            queued=False,
        )
    )  # fmt: skip
    Operation.objects.filter(pk=done.pk).update(finished_at=timezone.now() - LONG_AGO)
    assert OperationItem.objects.filter(operation_id=done.pk).count() > MANY
    return started(keeping.KIND)


@line("journal.prune_jobs")
def _old_runs() -> JobRun:
    gone = timezone.now() - LONG_AGO
    JobRun.objects.bulk_create(
        JobRun(kind="journal.seal", actor_id=0, actor_name="", state="done", finished_at=gone) for _ in range(MANY)
    )
    return started("journal.prune_jobs")


@line(crm_jobs.CLEAR_SESSIONS)
def _old_sessions() -> JobRun:
    gone = timezone.now() - LONG_AGO
    Session.objects.bulk_create(
        Session(session_key=uuid.uuid4().hex, session_data="", expire_date=gone) for _ in range(MANY)
    )
    return started(crm_jobs.CLEAR_SESSIONS)


def _notices(**values: Any) -> None:
    Notification.objects.bulk_create(
        Notification(
            user=admin(), kind="tasks.reminder", url=f"/tasks/{number}/",
            params={"kind": "call", "day": "2026-11-18", "at": ""}, **values,
        )
        for number in range(MANY)
    )  # fmt: skip


@line(accounts_jobs.FORGET)
def _old_notices() -> JobRun:
    _notices(created_at=timezone.now() - LONG_AGO)
    return started(accounts_jobs.FORGET)


@line(notifications.MAIL_JOB)
def _letters() -> JobRun:
    _notices(mail=MailState.DUE)
    return started(notifications.MAIL_JOB)


@line(task_jobs.REMIND)
def _reminders() -> JobRun:
    soon = timezone.now() + dt.timedelta(minutes=5)
    ids = list(Task.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True)[:MANY])
    Task.objects.filter(pk__in=ids).update(
        due_at=soon, ends_at=soon, remind_at=timezone.now() - dt.timedelta(minutes=1)
    )
    assert len(ids) > 10  # more than two batches
    return started(task_jobs.REMIND)


@line(files_jobs.SWEEP)
def _unnamed_contents() -> JobRun:
    for number in range(MANY):
        default_storage.save(contents.key(f"{number:064x}"), ContentFile(b"left behind"))
    return started(files_jobs.SWEEP)


@line(purging.PURGE)
def _files_taken_off() -> JobRun:
    person = Customer.objects.order_by("pk")[0]
    for number in range(8):
        content = ContentFile(b"%PDF-1.7 " + str(number).encode(), f"{number}.pdf")
        attached.add([content], by=admin(), customer=person)
    for pk in CustomerFile.objects.filter(customer=person).order_by("pk").values_list("pk", flat=True):
        attached.remove(by=admin(), customer=person, pk=pk)
    StoredFile.objects.update(created_at=timezone.now() - LONG_AGO)
    event_model(CustomerFile).objects.update(pgh_created_at=timezone.now() - LONG_AGO)
    return started(purging.PURGE)


# Its name says when it was made: what the archive holds is compared by `verify_backup` in the tests of backups.
ANEW = "what was killed at its end is made, told of and sealed once more; a half goes an hour later"
by_itself(backups.KIND, apart=dict.fromkeys((*TOLD, "(backups)"), ANEW))
