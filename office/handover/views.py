"""Pages of the handover."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import scope
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from accounts.reauthentication import confirmed
from core.errors import DomainError
from core.registries.handover import handover_parts
from customers.handover.operation import HANDOVER
from customers.handover.plan import Way, check, clients_of
from customers.handover.received import page_of
from journal.models import Operation, OperationState
from journal.operations import draft
from office.access import only_with
from office.handover.forms import HandoverForm
from office.rights.impact import clients_by_person

WAYS = {Way.ONE: _("All to one person"), Way.EVENLY: _("Evenly to several"), Way.CITY: _("By city")}


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.HANDOVER)
@confirmed
def handover(request: UserRequest) -> HttpResponse:
    """Whose clients, in which way, to whom; then the preview of the operation."""
    leaver = _leaver(request)
    if leaver is None:
        return render(request, "office/handover/choose.html", {"people": _people(request.user)})
    way = _way(request)
    form = HandoverForm(request.POST or None, leaver=leaver, way=way, reader=request.user)
    if form.is_valid():
        plan = form.plan()
        try:
            check(plan, request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:operation", draft(HANDOVER, plan.params(), request.user).pk)
    page = reverse("office:handover")
    context = {
        "leaver": leaver,
        "form": form,
        "clients": clients_of(leaver.pk, request.user).count(),
        "follows": [(part.label, part.count(leaver.pk)) for part in handover_parts],
        "ways": [(f"{page}?from={leaver.pk}&way={one}", label, one == way) for one, label in WAYS.items()],
        "action": f"{page}?from={leaver.pk}&way={way}",
    }
    return render(request, "office/handover/form.html", context, status=422 if form.is_bound else 200)


def _way(request: UserRequest) -> Way:
    asked = request.GET.get("way", "")
    return Way(asked) if asked in set(Way) else Way.ONE


def _leaver(request: UserRequest) -> User | None:
    """None: nobody chosen yet. Raises Http404 for who is out of reach, as for who is not there."""
    asked = request.GET.get("from", "")
    if not asked:
        return None
    found = User.objects.filter(pk=asked, is_system=False).first() if asked.isdecimal() and len(asked) < 19 else None
    if found is None or not scope.reach(request.user).includes(found.pk):
        raise Http404
    return found


def _people(reader: User) -> list[tuple[User, int]]:
    """Those within reach who keep anybody; who is switched off already stands first."""
    counts, reach = clients_by_person(), scope.reach(reader)
    people = User.objects.filter(pk__in=[pk for pk in counts if pk and reach.includes(pk)])
    return [(user, counts[user.pk]) for user in people.order_by("is_active", "last_name", "first_name", "pk")]


@require_safe
@never_cache
def received(request: UserRequest, operation_id: UUID) -> HttpResponse:
    """A receiver's new clients with the last touch of each; who handed over, or administers, sees all of them."""
    operation = Operation.objects.filter(pk=operation_id, kind=HANDOVER).exclude(state=OperationState.DRAFT).first()
    if operation is None or not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    sees_all = operation.actor_id == request.user.pk or request.user.has(Permission.ADMINISTER)
    if not sees_all and request.user.pk not in {*operation.params["to"], *operation.params["cities"].values()}:
        raise Http404
    after = request.GET.get("after", "")
    start = int(after) if after.isdecimal() and len(after) < 19 else 0
    rows, further = page_of(operation_id, request.user, start, only_own=not sees_all)
    context = {
        "operation": operation,
        "rows": rows,
        "sees_all": sees_all,
        "after": f"?after={further}" if further else "",
        "first": "?" if start else "",
    }
    return render(request, "office/handover/received.html", context)
