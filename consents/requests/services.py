"""What is done to a request. Each function is one act, atomic, journalled, `by` the person who does it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from consents.models import ErasedCustomer, SubjectRequest
from consents.requests import blocks, notices, trail
from consents.requests.choices import SURE, Identity, Outcome, RequestKind
from consents.requests.terms import Term, ends_at, term
from core.errors import DomainError
from core.workdays import WorkCalendar
from customers.models import Customer
from customers.services import refuse_merged

OLDEST = dt.timedelta(days=3 * 365)
"""A request received earlier is a slip of the hand."""
ASKS_WHO = frozenset({RequestKind.ACCESS, RequestKind.PORTABILITY, RequestKind.ERASE, RequestKind.CORRECT})
"""What may be given or changed only for the person himself."""


@transaction.atomic
def receive(*, by: User, customer: Customer | None = None, **values: Any) -> SubjectRequest:
    """Write a request down: its date is counted, what must stop at once stops. Raises DomainError on an odd moment."""
    received = values.setdefault("received_at", timezone.now())
    _refuse_moment(received)
    if not str(values.get("applicant", "")).strip():
        raise DomainError(_("Say who asks."), code="applicant")
    if customer is not None:
        _refuse_gone(customer)
    values.setdefault("assignee", by if by.has(Permission.PRIVACY) and not by.is_system else None)
    request = SubjectRequest(customer=customer, created_by=by, **values)
    _count_dates(request)
    request.save(force_insert=True)
    _record(trail.CAME, request, by, {"kind": request.kind})
    blocks.stop_if_due(request, by=by)
    notices.tell_came(request, by=by)
    return request


def due(kind: str, regime: str, received: dt.datetime, *, extended: bool = False) -> dt.date:
    """The last day by the law: the state's calendar alone, a company's own days off move nothing."""
    since = received.astimezone(company.current().zone).date()
    return term(kind, regime).end(since, WorkCalendar(), extended=extended)


def _count_dates(request: SubjectRequest) -> None:
    extended = request.extended_at is not None
    request.due_on = due(request.kind, request.regime, request.received_at, extended=extended)
    request.ends_at = ends_at(request.due_on, company.current().zone)


def _refuse_moment(received: dt.datetime) -> None:
    now = timezone.now()
    if received > now + dt.timedelta(minutes=5):
        raise DomainError(_("A request cannot come in the future."), code="received_at")
    if received < now - OLDEST:
        raise DomainError(_("A request from so long ago? Look at the year."), code="received_at")


def _refuse_gone(customer: Customer) -> None:
    """What stands on a merged card stops nothing: advertising is asked of the one it became a part of."""
    rows = Customer.objects.select_for_update(no_key=True).filter(pk=customer.pk)
    refuse_merged(*rows.values_list("merged_into", flat=True))
    if ErasedCustomer.objects.filter(customer=customer).exists():
        raise DomainError(_("This client has been erased: nothing about him is kept."), code="erased")


@transaction.atomic
def check_identity(request: SubjectRequest, *, by: User, identity: str, note: str = "") -> SubjectRequest:
    """Write down how it was made sure who asks; then what he asks to stop stops."""
    if identity not in Identity.values or identity == Identity.NOT_CHECKED:
        raise DomainError(_("Choose how the identity was checked."), code="identity")
    locked = _locked(request)
    locked.identity, locked.identity_note = identity, note.strip()[:300]
    locked.save(update_fields=["identity", "identity_note"])
    _record(trail.CHECKED, locked, by, {"identity": identity})
    blocks.stop_if_due(locked, by=by)
    return locked


@transaction.atomic
def tie(request: SubjectRequest, *, by: User, customer: Customer) -> SubjectRequest:
    """Say which client asks; one to whom it was tied by mistake is stopped by it no more."""
    _refuse_gone(customer)
    locked = _locked(request)
    was, locked.customer = locked.customer, customer
    locked.save(update_fields=["customer"])
    if was is not None and was.pk != customer.pk:
        reason = _("Request %(number)s is of another client") % {"number": locked.pk}
        blocks.let_go_on(locked, customer=was, reason=reason, by=by)
    _record(trail.LINKED, locked, by, {"customer": customer.pk})
    blocks.stop_if_due(locked, by=by)
    return locked


@transaction.atomic
def assign(request: SubjectRequest, *, by: User, to: User) -> SubjectRequest:
    """Give it to somebody who answers for personal data."""
    if not to.is_active or not to.has(Permission.PRIVACY):
        raise DomainError(
            _("%(person)s may not answer such requests. Choose somebody else.") % {"person": to.full_name},
            code="assignee",
        )
    locked = _locked(request)
    if locked.assignee_id != to.pk:
        locked.assignee = to
        locked.save(update_fields=["assignee"])
        _record(trail.ASSIGNED, locked, by, {"to": to.pk})
        notices.tell_given(locked, by=by)
    return locked


@transaction.atomic
def extend(request: SubjectRequest, *, by: User, reason: str) -> SubjectRequest:
    """Take the time the law lets one add, once, with a motivated notice to the applicant."""
    locked = _locked(request)
    found = _term(locked)
    if not found.more:
        raise DomainError(_("The law gives no more time for such a request."), code="no_more")
    if locked.extended_at is not None:
        raise DomainError(_("More time has been taken already: the law lets it be done once."), code="twice")
    if timezone.now() >= locked.ends_at:
        raise DomainError(_("The time is over: it can be extended only before its end."), code="late")
    if not reason.strip():
        raise DomainError(_("Say why more time is needed: the applicant must be told."), code="reason")
    locked.extended_at, locked.extension_reason, locked.alarm = timezone.now(), reason.strip()[:500], 0
    _count_dates(locked)
    locked.save(update_fields=["extended_at", "extension_reason", "due_on", "ends_at", "alarm"])
    _record(trail.EXTENDED, locked, by, {"due": locked.due_on.isoformat()})
    return locked


@transaction.atomic
def answer(
    request: SubjectRequest, *, by: User, outcome: str, text: str = "", refusal_basis: str = ""
) -> SubjectRequest:
    """Close it with what was answered. Raises DomainError when the answer may not be given yet."""
    locked = _locked(request)
    if outcome not in Outcome.values or outcome == Outcome.OPEN:
        raise DomainError(_("Choose what came of the request."), code="outcome")
    if outcome == Outcome.REFUSED and not refusal_basis.strip():
        raise DomainError(_("A refusal names its ground: the article of the law."), code="refusal_basis")
    if outcome in (Outcome.DONE, Outcome.PARTLY):
        _refuse_unready(locked)
    locked.outcome, locked.answer, locked.answered_at = outcome, text.strip(), timezone.now()
    locked.refusal_basis = refusal_basis.strip()[:500] if outcome == Outcome.REFUSED else ""
    locked.save(update_fields=["outcome", "answer", "answered_at", "refusal_basis"])
    _record(trail.ANSWERED, locked, by, {"outcome": outcome, "late": locked.is_late()})
    _let_go_on(locked, by)
    return locked


def _refuse_unready(request: SubjectRequest) -> None:
    if request.kind in ASKS_WHO and request.identity not in SURE:
        raise DomainError(_("Check first who asks: the data are his alone."), code="identity")
    erased = request.customer_id and ErasedCustomer.objects.filter(customer=request.customer_id).exists()
    if request.kind == RequestKind.ERASE and request.customer_id and not erased:
        raise DomainError(_("The client is not erased yet: plan the erasure and have it approved."), code="not_erased")


def _let_go_on(request: SubjectRequest, by: User) -> None:
    """A corrected card may be used again; so may the card of who was refused, or asks no more."""
    ends = {Outcome.REFUSED, Outcome.TAKEN_BACK}
    if request.customer is not None and (request.outcome in ends or request.kind == RequestKind.CORRECT):
        reason = _("Request %(number)s: %(outcome)s") % {
            "number": request.pk, "outcome": request.get_outcome_display(),
        }  # fmt: skip
        blocks.let_go_on(request, customer=request.customer, reason=reason, by=by)


def _term(request: SubjectRequest) -> Term:
    return term(request.kind, request.regime)


def _locked(request: SubjectRequest) -> SubjectRequest:
    """The request under its lock; raises DomainError when it has been answered meanwhile."""
    rows = SubjectRequest.objects.select_for_update(of=("self",), no_key=True).select_related("customer")
    locked = rows.get(pk=request.pk)
    if not locked.is_open:
        raise DomainError(_("This request has been answered already."), code="answered")
    return locked


def _record(verb: str, request: SubjectRequest, by: User, details: Mapping[str, Any]) -> None:
    journal.record(verb, by=by, object_type=trail.REQUEST, object_id=request.pk, details=details)
