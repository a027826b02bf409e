"""Stopping the processing of a client's data, and letting it go on. The gate reads what stands."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from consents.models import ProcessingBlock, SubjectRequest
from consents.requests import trail
from consents.requests.choices import SURE, BlockScope, Outcome, RequestKind
from core.errors import DomainError
from customers.models import Customer
from customers.tracking import CUSTOMER

SCOPES = {
    RequestKind.STOP_ADS: BlockScope.ADS,
    RequestKind.OBJECT: BlockScope.ADS,
    RequestKind.WITHDRAW: BlockScope.ALL,
    RequestKind.STOP_PROCESSING: BlockScope.ALL,
    RequestKind.RESTRICT: BlockScope.ALL,
    RequestKind.ERASE: BlockScope.ALL,
    RequestKind.CORRECT: BlockScope.ALL,
}
"""What each type stops while it is in work."""
AT_ONCE = frozenset({BlockScope.ADS})
"""Advertising stops on demand, whoever asks (38-FZ 18(1)); all else only for who is who he says."""


def stop_if_due(request: SubjectRequest, *, by: User) -> ProcessingBlock | None:
    """Stop what the request asks to stop, as soon as the law lets us believe him."""
    scope = SCOPES.get(RequestKind(request.kind))
    if scope is None or request.customer is None or not request.is_open:
        return None
    if scope not in AT_ONCE and request.identity not in SURE:
        return None
    reason = _("Request %(number)s") % {"number": request.pk}
    return stop(request.customer, scope=scope, reason=reason, by=by, request=request)


@transaction.atomic
def stop(
    customer: Customer, *, scope: str, reason: str, by: User, request: SubjectRequest | None = None
) -> ProcessingBlock:
    """Stop at once; twice is once. Raises DomainError without a reason."""
    if not reason.strip():
        raise DomainError(_("Say why the processing is stopped."), code="reason")
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    standing = ProcessingBlock.objects.standing().filter(customer=customer, scope=scope).first()
    if standing is not None:
        return standing
    made = ProcessingBlock.objects.create(
        customer=customer, scope=scope, reason=reason.strip()[:300], request=request, made_by=by
    )
    journal.record(trail.STOPPED, by=by, object_type=CUSTOMER, object_id=customer.pk, details={"scope": scope})
    return made


@transaction.atomic
def let_go_on(request: SubjectRequest, *, customer: Customer, reason: str, by: User) -> None:
    """What the request has stopped of this client goes on; where another request of his asks for it too, the stop is
    that one's from now on.
    """
    Customer.objects.select_for_update(no_key=True).get(pk=customer.pk)
    for block in request.blocks.standing().filter(customer=customer).order_by("pk"):
        other = _asked_by_another(block, request)
        if other is None:
            lift(block, reason=reason, by=by)
        else:
            block.request, block.reason = other, _("Request %(number)s") % {"number": other.pk}
            block.save(update_fields=["request", "reason"])


def _asked_by_another(block: ProcessingBlock, request: SubjectRequest) -> SubjectRequest | None:
    """The oldest other request of the client that found this stop standing and is content with it."""
    kinds = [kind for kind, scope in SCOPES.items() if scope == block.scope]
    others = SubjectRequest.objects.filter(customer=block.customer_id, kind__in=kinds).exclude(pk=request.pk)
    if block.scope not in AT_ONCE:
        others = others.filter(identity__in=SURE)
    # A client who was refused, or asks no more, or whose card was put right, needs no stop.
    met = Q(outcome__in=(Outcome.DONE, Outcome.PARTLY), answered_at__gte=block.since) & ~Q(kind=RequestKind.CORRECT)
    return others.filter(met | Q(outcome=Outcome.OPEN)).order_by("received_at", "pk").first()


@transaction.atomic
def lift(block: ProcessingBlock, *, reason: str, by: User) -> None:
    """Let it go on. Raises DomainError without a reason, or when it has been lifted already."""
    if not reason.strip():
        raise DomainError(_("Say why the processing may go on."), code="reason")
    locked = ProcessingBlock.objects.select_for_update(no_key=True).get(pk=block.pk)
    if locked.lifted_at is not None:
        raise DomainError(_("This stop has been lifted already."), code="lifted")
    locked.lifted_at, locked.lifted_by, locked.lift_reason = timezone.now(), by, reason.strip()[:300]
    locked.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    journal.record(
        trail.LIFTED, by=by, object_type=CUSTOMER, object_id=locked.customer_id, details={"scope": locked.scope}
    )
