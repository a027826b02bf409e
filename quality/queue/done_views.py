"""Sure duplicates at once, and merges done, each with the way back."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import User
from core.errors import DomainError
from journal.models import Operation, OperationState
from quality.merging.counting import told
from quality.models import Merge
from quality.queue import groups, policy, sure
from quality.queue.views import worker

PAGE = 50
NAMED = 100
"""Groups the preview names."""


@require_http_methods(["GET", "POST"])
@never_cache
def sure_ones(request: UserRequest) -> HttpResponse:
    """What would be merged, and doing it."""
    worker(request)
    if request.method == "POST":
        try:
            batch, job = sure.begin(request.user)
        except DomainError as error:
            messages.info(request, str(error))
            return redirect("duplicates:queue")
        if job is not None:
            messages.info(request, _("Merges that are done stand among those done, each with its way back."))
            return redirect("office:job", job.pk)
        return redirect(f"{reverse('duplicates:history')}?batch={batch}")
    found = groups.sure(request.user)
    cards = sum(group.size for group in found)
    context = {
        "found": found[:NAMED], "total": len(found), "cards": cards, "by_night": policy.stands(),
        "may_decide": policy.may_decide(request.user),
    }  # fmt: skip
    return render(request, "quality/sure.html", context)


@require_safe
@never_cache
def history(request: UserRequest) -> HttpResponse:
    """Merges of clients the reader sees, newest first; of one press, when the address says so."""
    worker(request)
    rows = Merge.objects.visible_to(request.user).select_related("survivor", "by").prefetch_related("cards__customer")
    batch = _batch(request.GET.get("batch", ""))
    if batch:
        rows = rows.filter(batch=batch)
    page = Paginator(rows.newest_first(), PAGE).get_page(request.GET.get("page"))
    operations = Operation.objects.in_bulk([one.operation for one in page])
    shown = [_told(one, operations.get(one.operation), request.user) for one in page]
    partable = sum(one["may_part"] for one in shown)
    context = {"rows": shown, "page": page, "batch": batch or "", "partable": partable}
    return render(request, "quality/history.html", context)


def _told(one: Merge, operation: Operation | None, reader: User) -> dict[str, Any]:
    return {
        "merge": one,
        "cards": [card.customer for card in one.cards.all()],
        "what": told(one.moved),
        "is_parted": operation is not None and operation.state == OperationState.UNDONE,
        "may_part": operation is not None and sure.may_part(reader, one, operation),
    }


@require_POST
def part_batch(request: UserRequest) -> HttpResponse:
    """Take back all merges of one press that still stand."""
    worker(request)
    batch = _batch(request.POST.get("batch", ""))
    if batch is None:
        raise Http404
    job = sure.begin_parting(batch, by=request.user)
    return redirect("office:job", job.pk)


def _batch(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
