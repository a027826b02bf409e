"""From ticked rows of the list to the preview of an operation; single acts of the card; values given back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from customers import changes, services
from customers.answers import editable, editor
from customers.forms import BulkEditForm
from customers.operations import ARCHIVE, EDIT, RESTORE
from journal.models import Operation
from journal.operations import draft

IDS_AT_ONCE = 1_000
KINDS = {"edit": EDIT, "archive": ARCHIVE, "restore": RESTORE}


@require_POST
def bulk(request: UserRequest) -> HttpResponse:
    """Draft the act chosen in the bulk bar; an edit asks first what to change."""
    editor(request)
    kind = KINDS.get(request.POST.get("act", ""))
    chosen = _chosen(request)
    if kind is None or chosen is None:
        messages.warning(request, _("Tick the clients first."))
        return redirect("customers:list")
    if kind != EDIT:
        return redirect("office:operation", draft(kind, {"chosen": chosen}, request.user).pk)
    form = BulkEditForm(request.POST if "filled" in request.POST else None)
    if form.is_valid():
        params = {"chosen": chosen, "changes": form.changes()}
        return redirect("office:operation", draft(EDIT, params, request.user).pk)
    status = 422 if form.is_bound else 200
    return render(request, "customers/bulk_edit.html", {"form": form, "chosen": chosen}, status=status)


def _chosen(request: UserRequest) -> dict[str, Any] | None:
    if request.POST.get("all") == "1":
        return {"all": True}
    ids = sorted({int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()})[:IDS_AT_ONCE]
    return {"ids": ids} if ids else None


@require_POST
def archive(request: UserRequest, pk: int) -> HttpResponse:
    """Put the card away, with the way back in the toast."""
    customer = editable(request, pk)
    operation = services.archive(by=request.user, customer=customer)
    return _done(request, operation, _("%(client)s is in the archive now.") % {"client": customer.title}, pk)


@require_POST
def unarchive(request: UserRequest, pk: int) -> HttpResponse:
    """Take the card out of the archive."""
    customer = editable(request, pk)
    operation = services.unarchive(by=request.user, customer=customer)
    return _done(request, operation, _("%(client)s is in the list again.") % {"client": customer.title}, pk)


@require_POST
def restore_value(request: UserRequest, pk: int) -> HttpResponse:
    """Give one field the value it had before a change."""
    customer = editable(request, pk)
    event = request.POST.get("event", "")
    try:
        operation = changes.restore(
            by=request.user,
            customer=customer,
            event=int(event) if event.isdecimal() else 0,
            field=request.POST.get("field", ""),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:detail", pk)
    if operation is None:
        messages.info(request, _("This value stands there already."))
        return redirect("customers:detail", pk)
    return _done(request, operation, _("The earlier value is back."), pk)


def _done(request: UserRequest, operation: Operation, said: str, pk: int) -> HttpResponse:
    messages.success(request, said, extra_tags=f"undo:{operation.pk}")
    return redirect("customers:detail", pk)
