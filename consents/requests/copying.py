"""Copies for persons: made by a job, taken once by whoever asked for it, gone after a week."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO, cast

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from accounts.models import User
from accounts.services import system_user
from consents.models import ErasedCustomer, SubjectBundle, SubjectRequest
from consents.requests import bundle, trail
from core.errors import DomainError
from core.registries.file_owners import FileOwner, file_owners
from core.registries.jobs import DueJob, JobContext, JobEnd, JobKind, due_jobs, job_kinds
from customers.models import Customer
from customers.tracking import CUSTOMER
from files import contents
from files.keeping import folder
from files.models import StoredFile
from files.services import remove, store
from journal import runs

JOB, FORGET = "requests.copy", "requests.forget_copies"
BUNDLE = "consents.subjectbundle"
KEPT = dt.timedelta(days=7)


def register() -> None:
    """The job that makes, the job that forgets; files by their own page only."""
    job_kinds.add(
        JobKind(code=JOB, label=gettext_lazy("Copy of a person’s data"), run=run, queue="interactive", ended=ended),
        JobKind(code=FORGET, label=gettext_lazy("Clearing out copies of people’s data"), run=forget),
    )
    due_jobs.add(DueJob(code="forget_copies", kind=FORGET, daily_at="04:20"))
    file_owners.add(FileOwner(code=BUNDLE, may_see=lambda user, object_id: False))


@transaction.atomic
def ask(customer: Customer, *, by: User, request: SubjectRequest | None = None) -> SubjectBundle:
    """Begin one; a worker makes it."""
    if ErasedCustomer.objects.filter(customer=customer).exists():
        raise DomainError(_("This client has been erased: nothing about him is kept."), code="erased")
    made = SubjectBundle.objects.create(customer=customer, request=request, made_by=by)
    made.job = runs.start(JOB, by=by, args={"bundle": str(made.pk)}, unique_key=f"bundle:{made.pk}").pk
    made.save(update_fields=["job"])
    return made


def run(job: JobContext) -> None:
    """Gather, then keep the file in one step."""
    made = SubjectBundle.objects.select_related("made_by", "customer").get(pk=job.args["bundle"])
    if made.file is not None or made.taken_at is not None:
        return
    job.progress(0, 1, _("gathering"))
    with tempfile.NamedTemporaryFile(dir=folder(), suffix=".zip") as place:
        path = Path(place.name)
        rows = bundle.write(path, [made.customer_id])
        with job.step(), path.open("rb") as content:
            _keep(made, File(content, f"copy-{made.customer_id}.zip"), path.stat().st_size, rows)
            job.progress(1, 1)


def _keep(made: SubjectBundle, content: "File[bytes]", size: int, rows: int) -> None:
    now = timezone.now()
    stored = store(content, by=made.made_by, belongs_to=(BUNDLE, str(made.pk)), limit=max(size, 1))
    made.file, made.rows, made.ready_at, made.expires_at = stored.pk, rows, now, now + KEPT
    made.save(update_fields=["file", "rows", "ready_at", "expires_at"])
    journal.record(
        trail.COPIED, by=made.made_by, object_type=CUSTOMER, object_id=made.customer_id, details={"rows": rows}
    )


def ended(end: JobEnd) -> None:
    """A run that failed leaves a copy that says so."""
    if end.state in ("failed", "cancelled"):
        said = end.error or _("It could not be made: look at the background job.")
        SubjectBundle.objects.filter(job=end.job_id, file__isnull=True).update(error=said[:300])


@transaction.atomic
def take(made: SubjectBundle, *, by: User) -> BinaryIO:
    """The content, once: the next one finds nothing. Raises DomainError when it was taken or is gone."""
    locked = SubjectBundle.objects.select_for_update(no_key=True).get(pk=made.pk)
    if locked.taken_at is not None:
        raise DomainError(_("This copy has been taken already: the link works once. Make another."), code="taken")
    stored = StoredFile.objects.filter(pk=locked.file).first() if locked.file else None
    content = contents.open_content(stored.sha256) if stored else None
    if stored is None or content is None:
        raise DomainError(_("This copy is not there any more. Make another."), code="gone")
    out = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115  # the response closes it
    with content:
        shutil.copyfileobj(content, out)
    out.seek(0)
    locked.taken_at, locked.file = timezone.now(), None
    locked.save(update_fields=["taken_at", "file"])
    remove([stored], by=by)
    journal.record(trail.TAKEN, by=by, object_type=CUSTOMER, object_id=locked.customer_id)
    return out


def forget(job: JobContext) -> None:
    """Those nobody took in a week."""
    with job.step():
        rows = SubjectBundle.objects.filter(file__isnull=False, expires_at__lt=timezone.now()).order_by("pk")
        old = [pk for pk in rows.values_list("file", flat=True) if pk]
        rows.update(file=None)
        job.progress(remove(StoredFile.objects.filter(pk__in=old).order_by("pk"), by=system_user()), 0)
