"""All sure duplicates merged at once: each group by an operation of its own, so that any of them can be parted."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.errors import DomainError
from core.registries.jobs import JobContext, JobKind, job_kinds
from customers.models import Customer
from journal import runs
from journal.models import JobRun
from quality.merging.services import merge
from quality.queue import groups
from quality.queue.side_by_side import best_main

JOB = "quality.merge_sure"
HERE_AND_NOW = 20
"""So many groups are merged while the person waits; more by a worker."""


def register() -> None:
    """The job of many."""
    job_kinds.add(JobKind(code=JOB, label=gettext_lazy("Merge of sure duplicates"), run=_run))


def begin(by: User) -> tuple[uuid.UUID, JobRun | None]:
    """Merge them now, or by a worker. Returns the mark they share. Raises DomainError when there are none."""
    found = [list(group.cards) for group in groups.sure(by)]
    if not found:
        raise DomainError(_("There are no sure duplicates among the clients you see."), code="none")
    batch = uuid.uuid4()
    if len(found) > HERE_AND_NOW:
        args = {"groups": found, "batch": str(batch), "by": by.pk}
        with transaction.atomic():
            return batch, runs.start(JOB, by=by, args=args, unique_key=f"{JOB}:{by.pk}", total=len(found))
    for ids in found:
        merge_group(ids, by=by, batch=batch)
    return batch, None


def merge_group(ids: Sequence[int], *, by: User, batch: uuid.UUID) -> bool:
    """One group into its best card; False when it cannot be one any more: somebody has decided meanwhile."""
    cards = best_main(Customer.objects.filter(pk__in=ids).order_by("pk"))
    if len(cards) < len(ids):
        return False
    try:
        merge(by=by, survivor=cards[0], duplicates=cards[1:], batch=batch)
    except DomainError:
        return False
    return True


def _run(context: JobContext) -> None:
    """Safe to run twice: a group that is merged already is refused."""
    by = User.objects.select_related("role").get(pk=context.args["by"])
    batch, found = uuid.UUID(context.args["batch"]), context.args["groups"]
    for at, ids in enumerate(found, start=1):
        with context.step():
            merge_group(ids, by=by, batch=batch)
            context.progress(at, len(found))
