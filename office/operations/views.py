"""Pages of operations."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.operations import operation_kinds
from core.text.numbers import number
from journal import operations
from journal.models import ItemState, JobRun, Operation, OperationState
from journal.operations.undoing import HERE_AND_NOW
from journal.undo.plan import plan
from office.jobs.showing import shown as shown_job
from office.operations import finding
from office.operations.showing import plan_sentences, shown_all, shown_items

KEPT_IN_DIALOG = 10


@require_safe
@never_cache
def history(request: UserRequest) -> HttpResponse:
    """What was done, newest first."""
    rows, after = finding.page_before(request.user, request.GET.get("after", ""))
    context = {
        "rows": shown_all(rows, request.user),
        "after": f"?after={after}" if after else "",
        "first": "?" if request.GET.get("after") else "",
        "administers": request.user.has(Permission.ADMINISTER) or request.user.has(Permission.SEE_JOURNAL),
    }
    return render(request, "office/operations/list.html", context)


@require_safe
@never_cache
def one(request: UserRequest, operation_id: UUID) -> HttpResponse:
    """A draft's preview; later its progress and what became of it."""
    operation = finding.one_of(request.user, operation_id)
    [shown] = shown_all([operation], request.user)
    if shown.is_draft:
        preview = operations.preview(operation, request.user)
        kind = operation_kinds.get(operation.kind)
        refused = [(kind.reasons.get(code, code), count) for code, count in preview.refused.items()]
        context = {
            "shown": shown,
            "preview": preview,
            "refused": refused,
            "list_label": kind.list_label or _("Clients"),
            "list_url": reverse(kind.list_url or "customers:list"),
            "of_clients": not kind.list_url,
        }
        return render(request, "office/operations/preview.html", context)
    run = JobRun.objects.filter(pk=operation.job).first() if operation.job and shown.is_live else None
    state = ItemState.KEPT if request.GET.get("told") == "kept" or not operation.refused else ItemState.REFUSED
    told, after = finding.told(operation, state, request.GET.get("after", ""))
    steps = shown.kind.next_steps if shown.kind and operation.state == OperationState.DONE else None
    context = {
        "shown": shown,
        "next_steps": steps(operation.pk, request.user.pk) if steps else (),
        "job": shown_job(run) if run else None,
        "told": shown_items(told, operation, request.user),
        "told_state": state.value,
        "told_after": f"?told={state.value}&after={after}" if after else "",
        "told_first": f"?told={state.value}" if request.GET.get("after") else "",
    }
    return render(request, "office/operations/one.html", context)


@require_POST
def confirm(request: UserRequest, operation_id: UUID) -> HttpResponse:
    """Freeze and start; small ones are over when the page comes back."""
    operation = finding.one_of(request.user, operation_id)
    kind = operation_kinds.get(operation.kind)
    if kind.permission and not request.user.has(kind.permission):
        messages.error(request, _("Your rights have changed since you prepared this; it was not started."))
        return redirect("office:operations")
    try:
        operations.confirm(operation, request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("office:operation", operation_id)


@require_POST
def discard(request: UserRequest, operation_id: UUID) -> HttpResponse:
    """A draft nobody wants."""
    finding.one_of(request.user, operation_id)
    Operation.objects.filter(pk=operation_id, state="draft").delete()
    return redirect(_back(request))


@require_safe
@never_cache
def undo_plan(request: UserRequest, operation_id: UUID) -> HttpResponse:
    """What goes back, what will stay: for the dialog, and a page of its own where scripts do not run."""
    operation = finding.one_of(request.user, operation_id)
    found = plan(operations.tip_of(operation))
    context = {
        "sentences": plan_sentences(found),
        "kept": shown_items(found.kept[:KEPT_IN_DIALOG], operation, request.user),
        "kept_count": len(found.kept),
        "kept_more": max(len(found.kept) - KEPT_IN_DIALOG, 0),
    }
    if request.htmx:
        return render(request, "office/operations/undo_plan.html", context)
    [shown] = shown_all([operation], request.user)
    return render(request, "office/operations/undo_page.html", {**context, "shown": shown})


@require_POST
def undo(request: UserRequest, operation_id: UUID) -> HttpResponseBase:
    """Take it back: at once when it is small, else by a job whose page opens."""
    operation = finding.one_of(request.user, operation_id)
    large = operation.total > HERE_AND_NOW
    if not finding.may_undo(request.user, operation):
        messages.error(request, _("Your rights do not let you take this back."))
        return redirect(_back(request))
    try:
        undone = operations.start_undo(operation, request.user, queued=large)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_back(request))
    if large:
        return redirect("office:operation", undone.pk)
    undone = operations.run_now(undone)
    if undone.kept:
        said = ngettext(
            "Undone, but %(n)s object was left as it is.", "Undone, but %(n)s objects were left.", undone.kept
        )
        messages.warning(request, said % {"n": number(undone.kept)})
        return redirect("office:operation", undone.pk)
    said = _("Done again.") if operation.kind == "undo" else _("Undone.")
    messages.success(request, said, extra_tags=f"undo:{undone.pk}")
    return redirect(_back(request, f"/office/operations/{undone.pk}/"))


def _back(request: UserRequest, default: str = "/office/operations/") -> str:
    """Where the person was, if that is a page of ours that still makes sense."""
    address = request.POST.get("next", "")
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else default
