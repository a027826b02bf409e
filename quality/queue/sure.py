"""All sure duplicates merged at once: each group by an operation of its own, so that any of them can be parted."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.jobs import JobContext, JobKind, job_kinds
from customers.models import Customer
from journal import runs
from journal.models import JobRun, Operation
from journal.operations import may_undo, run_now, start_undo
from quality.merging.refusals import may_merge
from quality.merging.services import merge
from quality.models import Merge
from quality.queue import groups
from quality.queue.side_by_side import best_main

JOB, PART = "quality.merge_sure", "quality.part_batch"
Step = Callable[[], AbstractContextManager[object]]
HERE_AND_NOW = 20
"""So many groups are merged while the person waits; more by a worker."""


def register() -> None:
    """The job of many."""
    job_kinds.add(
        JobKind(code=JOB, label=gettext_lazy("Merge of sure duplicates"), run=_run),
        JobKind(code=PART, label=gettext_lazy("Merges taken back"), run=_part),
    )


def begin(by: User) -> tuple[uuid.UUID, JobRun | None]:
    """Merge them now, or by a worker. Returns the mark they share, and the job; of a second press those of the first.
    Raises DomainError when there are none.
    """
    found = [list(group.cards) for group in groups.sure(by)]
    if not found:
        raise DomainError(_("There are no sure duplicates among the clients you see."), code="none")
    batch = uuid.uuid4()
    if len(found) > HERE_AND_NOW:
        args = {"groups": found, "batch": str(batch), "by": by.pk}
        with transaction.atomic():
            job = runs.start(JOB, by=by, args=args, unique_key=f"{JOB}:{by.pk}", total=len(found))
        return uuid.UUID(job.args["batch"]), job
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


def begin_parting(batch: uuid.UUID, *, by: User) -> JobRun:
    """Take back all merges of one press that still stand, by a worker."""
    with transaction.atomic():
        return runs.start(PART, by=by, args={"batch": str(batch), "by": by.pk}, unique_key=f"{PART}:{batch}")


def part_all(
    batch: uuid.UUID,
    *,
    by: User,
    step: Step = transaction.atomic,
    told: Callable[[int, int], None] = lambda _done, _all: None,
) -> int:
    """Newest first; what cannot be parted stays, and its operation says why. Returns how many were parted.

    Each is begun and done in one step: an undo that a killed worker had only begun would be taken up by nobody.
    """
    found = [one for one in Merge.objects.visible_to(by).filter(batch=batch).newest_first() if may_part(by, one)]
    parted = 0
    for at, one in enumerate(found, start=1):
        with step():
            parted += _part_one(one, by)
            told(at, len(found))
    return parted


def _part_one(merged: Merge, by: User) -> bool:
    try:
        run_now(start_undo(Operation.objects.get(pk=merged.operation), by, queued=False))
    except DomainError:
        return False
    return True


def may_part(by: User, merged: Merge, operation: Operation | None = None) -> bool:
    """Whether it still stands, is young enough, and is this person's to take back: his own, or he administers."""
    operation = operation or Operation.objects.filter(pk=merged.operation).first()
    if operation is None or not may_undo(operation):
        return False
    return may_merge(by) and (operation.actor_id == by.pk or by.has(Permission.ADMINISTER))


def _part(context: JobContext) -> None:
    """Safe to run twice: what is parted stands no more."""
    by = User.objects.select_related("role").get(pk=context.args["by"])
    part_all(uuid.UUID(context.args["batch"]), by=by, step=context.step, told=context.progress)
