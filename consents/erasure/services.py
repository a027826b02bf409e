"""Planning an erasure, approving it, doing it. Two persons stand for each: its author never approves it."""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import journal
from accounts.models import User
from accounts.permissions import Permission
from consents.erasure import acts, executing, planning, trail
from consents.erasure.planning import Line, Plan
from consents.models import Erasure, ErasureReason, ErasureState, ErasureSubject, SubjectRequest
from core.errors import DomainError
from core.registries.jobs import JobContext, JobEnd, JobKind, job_kinds
from customers.models import Customer
from journal import runs

JOB = "erasures.run"
AT_ONCE = 25
"""Persons in one transaction of a disposal."""
MOST = 5_000
"""Persons in one act."""


def register() -> None:
    """The job that does what was approved."""
    job_kinds.add(JobKind(code=JOB, label=gettext_lazy("Erasure of data"), run=run, ended=ended))


@transaction.atomic
def propose(
    customers: Sequence[Customer],
    *,
    by: User,
    reason: str,
    note: str = "",
    request: SubjectRequest | None = None,
    not_before: dt.datetime | None = None,
    found: Plan | None = None,
) -> Erasure:
    """Write a plan down for another person to approve. Raises DomainError when there is nobody to erase."""
    if reason not in ErasureReason.values or reason == ErasureReason.RESTORED:
        raise DomainError(_("Choose why the data are destroyed."), code="reason")
    if not customers:
        raise DomainError(_("There is nobody to erase."), code="nobody")
    plan = found or planning.plan([customer.pk for customer in customers])
    if plan.blocks:
        raise DomainError(" ".join(plan.blocks), code="busy")
    erasure = Erasure.objects.create(
        reason=reason,
        note=note.strip()[:300],
        request=request,
        author=by,
        plan=[line.to_json() for line in plan.lines],
        not_before=not_before or timezone.now(),
    )
    rows = Customer.objects.filter(pk__in=plan.person.customer_ids).order_by("pk")
    ErasureSubject.objects.bulk_create(
        [ErasureSubject(erasure=erasure, customer=row, name=row.name) for row in rows], batch_size=1_000
    )
    journal.record(
        trail.PLANNED, by=by, object_type=trail.ERASURE, object_id=erasure.pk,
        details={"persons": len(plan.person.customer_ids)},
    )  # fmt: skip
    return erasure


@transaction.atomic
def approve(erasure: Erasure, *, by: User) -> Erasure:
    """The second person says yes. Raises DomainError when he is the first, may not, or it is too early."""
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    _refuse_approver(locked, by)
    if locked.state not in (ErasureState.PLANNED, ErasureState.FAILED):
        raise DomainError(_("This erasure has been decided already."), code="decided")
    if timezone.now() < locked.not_before:
        raise DomainError(_("The time of the warning is not over yet."), code="early")
    locked.state, locked.approver, locked.approved_at, locked.error = ErasureState.APPROVED, by, timezone.now(), ""
    locked.save(update_fields=["state", "approver", "approved_at", "error"])
    journal.record(trail.APPROVED, by=by, object_type=trail.ERASURE, object_id=locked.pk)
    return locked


def _refuse_approver(erasure: Erasure, by: User) -> None:
    if not by.is_active or by.is_system or not by.has(Permission.PRIVACY):
        raise DomainError(
            _("%(person)s may not approve erasures: the right to answer for personal data is needed.")
            % {"person": by.full_name},
            code="right",
        )
    if erasure.author_id == by.pk:
        raise DomainError(_("Who planned an erasure does not approve it: ask another person."), code="same")


@transaction.atomic
def refuse(erasure: Erasure, *, by: User, why: str = "") -> Erasure:
    """Say no; the author may take his own plan back."""
    locked = Erasure.objects.select_for_update().get(pk=erasure.pk)
    if locked.state not in (ErasureState.PLANNED, ErasureState.FAILED):
        raise DomainError(_("This erasure has been decided already."), code="decided")
    locked.state, locked.error = ErasureState.REFUSED, why.strip()[:300]
    locked.save(update_fields=["state", "error"])
    journal.record(trail.REFUSED, by=by, object_type=trail.ERASURE, object_id=locked.pk)
    return locked


@transaction.atomic
def start(erasure: Erasure, *, by: User) -> Erasure:
    """Approved: a worker does it."""
    job = runs.start(JOB, by=by, args={"erasure": erasure.pk}, unique_key=f"erasure:{erasure.pk}")
    erasure.job = job.pk
    erasure.save(update_fields=["job"])
    return erasure


def run(context: JobContext) -> None:
    """The job: a batch a step."""
    work(int(context.args["erasure"]), context.step, context.progress)


def run_now(erasure: Erasure) -> Erasure:
    """All of it in this process."""
    try:
        work(erasure.pk, transaction.atomic, lambda _done, _total: None)
    except DomainError as error:
        broke_off(erasure.pk, str(error))
        raise
    return Erasure.objects.get(pk=erasure.pk)


def work(pk: int, step: Callable[[], AbstractContextManager[object]], progress: Callable[[int, int], None]) -> None:
    """Batch after batch from where the last one ended; then the act."""
    going = True
    while going:
        with step():
            erasure = Erasure.objects.select_for_update().get(pk=pk)
            if erasure.state not in (ErasureState.APPROVED, ErasureState.RUNNING):
                return
            going = _batch(erasure)
            total = erasure.subjects.count()
            progress(total - _left(erasure).count(), total)
    with step():
        _finish(Erasure.objects.select_for_update(of=("self",)).select_related("author", "approver").get(pk=pk))


def _left(erasure: Erasure) -> QuerySet[ErasureSubject]:
    return erasure.subjects.filter(done_at__isnull=True)


def _batch(erasure: Erasure) -> bool:
    ids = list(_left(erasure).order_by("customer_id").values_list("customer_id", flat=True)[:AT_ONCE])
    if ids:
        _add(erasure, executing.erase(erasure, ids))
    erasure.state = ErasureState.RUNNING
    erasure.save(update_fields=["state", "done"])
    return len(ids) == AT_ONCE


def _add(erasure: Erasure, lines: list[Line]) -> None:
    found = {(line.code, line.act): line for line in map(Line.of, erasure.done)}
    for line in lines:
        before = found.get((line.code, line.act))
        found[(line.code, line.act)] = Line(line.code, line.act, line.count + (before.count if before else 0))
    erasure.done = [line.to_json() for line in found.values()]


def _finish(erasure: Erasure) -> None:
    if erasure.state != ErasureState.RUNNING:
        return
    erasure.state, erasure.done_at = ErasureState.DONE, timezone.now()
    acts.write(erasure)
    erasure.save(update_fields=["state", "done_at", "act_file", "journal_file", "keep_until"])
    gone = sum(line.count for line in map(Line.of, erasure.done) if not line.stays)
    verb = trail.REPEATED if erasure.reason == ErasureReason.RESTORED else trail.DONE
    journal.record(
        verb, by=erasure.approver or erasure.author, object_type=trail.ERASURE, object_id=erasure.pk,
        details={"persons": erasure.subjects.filter(done_at__isnull=False).count(), "rows": gone},
    )  # fmt: skip


def ended(end: JobEnd) -> None:
    """A run that failed or was stopped leaves an erasure that says so and can be approved again."""
    if end.state in ("failed", "cancelled"):
        for erasure in Erasure.objects.filter(job=end.job_id).order_by("pk"):
            broke_off(erasure.pk, end.error or _("The job was stopped."))


def broke_off(pk: int, error: str) -> None:
    """What was erased stays erased; the rest waits."""
    live = (ErasureState.APPROVED, ErasureState.RUNNING)
    Erasure.objects.filter(pk=pk, state__in=live).update(state=ErasureState.FAILED, error=error[:1_000])
