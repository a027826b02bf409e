"""Pages of exports. Whoever may not export finds no such page; nobody finds another's export."""

import json
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.limits import limited
from accounts.permissions import Permission
from accounts.reauthentication import is_fresh
from core.errors import DomainError
from journal.models import JobRun
from listing.exports import asking, choosing, limits, making, services
from listing.exports.choices import ExportState
from listing.exports.forms import PURPOSES, ExportForm
from listing.exports.models import Export
from listing.exports.showing import shown, shown_all
from listing.pages import ListPage

PAGE = 50


@require_http_methods(["GET", "POST"])
@never_cache
@limited("export", methods=("POST",))
def new(request: UserRequest, code: str) -> HttpResponse:
    """What leaves, in which columns and what for. Ticked rows come by POST, a filter by the address."""
    page = asking.page_for(request, code)
    asked = asking.read(request, page)
    form = ExportForm(page, request.user, asked.columns, request.POST if "filled" in request.POST else None)
    if form.is_valid():
        try:
            export = services.prepare(form.wish(asked.choice, asked.order), by=request.user)
        except DomainError as error:
            form.add_error("purpose" if error.code == "purpose" else None, str(error))
        else:
            return _begin(request, export)
    return _form_page(request, page, asked, form)


def _form_page(request: UserRequest, page: ListPage, asked: asking.Asked, form: ExportForm) -> HttpResponse:
    context: dict[str, Any] = {"page": page, "form": form, "purposes": PURPOSES, "order": asked.order}
    context |= {"choice": json.dumps(asked.choice, ensure_ascii=False), "shown": asked.columns, "back": asked.back}
    try:
        count = choosing.chosen(page, request.user, asked.choice).count()
        context |= {"count": count, "words": choosing.words(page, request.user, asked.choice), "refused": ""}
        limits.check(request.user, count)
    except DomainError as error:
        context |= {"refused": str(error)}
    context.setdefault("count", None)
    context.setdefault("words", "")
    context["limit"] = limits.limit_of(request.user)
    return render(request, "listing/exports/form.html", context, status=422 if form.is_bound else 200)


def _begin(request: UserRequest, export: Export) -> HttpResponse:
    """A small one is over when its page opens; a large one is confirmed by the password first."""
    if limits.needs_confirmation(export.chosen) and not is_fresh(request):
        return redirect("listing:export", export.pk)
    return _start(request, export)


def _start(request: UserRequest, export: Export) -> HttpResponse:
    try:
        made = services.start_and_wait(export, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("listing:export", export.pk)
    now = "?now=1" if made.state == ExportState.READY else ""
    return redirect(reverse("listing:export", args=[export.pk]) + now)


@require_safe
@never_cache
def exports(request: UserRequest) -> HttpResponse:
    """One's own, the newest first."""
    if not request.user.has(Permission.EXPORT_CUSTOMERS):
        raise Http404
    before = request.GET.get("before", "")
    rows = Export.objects.made_by(request.user).newest_first()
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.select_related("maker")[: PAGE + 1])
    context = {
        "rows": shown_all(found[:PAGE], request.user),
        "first": "?" if before else "",
        "after": f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else "",
    }
    return render(request, "listing/exports/list.html", context)


@require_safe
@never_cache
def export(request: UserRequest, pk: int) -> HttpResponse:
    """One export: to be confirmed, in progress, ready to download, or what it was."""
    found = _visible(request, pk)
    mine = found.maker_id == request.user.pk
    if found.state == ExportState.DRAFT and not mine:
        raise Http404
    draft = mine and found.state == ExportState.DRAFT
    asks = draft and limits.needs_confirmation(found.chosen) and not is_fresh(request)
    here = reverse("listing:export", args=[pk])
    context = {
        "export": shown(found, request.user),
        "mine": mine,
        "draft": draft,
        "confirm_url": f"{reverse('account_reauthenticate')}?{urlencode({'next': here})}" if asks else "",
        "download_now": mine and request.GET.get("now") == "1" and found.state == ExportState.READY,
        "job": JobRun.objects.filter(pk=found.job).first() if found.job and found.is_live else None,
    }
    return render(request, "listing/exports/one.html", context)


@require_POST
@limited("export")
def start(request: UserRequest, pk: int) -> HttpResponse:
    """Go on with a draft, once its maker has shown that it is he."""
    found = _mine(request, pk)
    if limits.needs_confirmation(found.chosen) and not is_fresh(request):
        return redirect("listing:export", pk)
    return _start(request, found)


@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    """A draft nobody wants."""
    services.discard(_mine(request, pk))
    return redirect("listing:exports")


@require_POST
def download(request: UserRequest, pk: int) -> HttpResponseBase:
    """The file, for its maker alone. A post: taking a list out of the house is an act, and no link can leak it."""
    found = _mine(request, pk)
    try:
        content = services.take(found, by=request.user)
    except DomainError as error:
        if error.code == "right":
            raise Http404 from error
        messages.error(request, str(error))
        return redirect("listing:export", pk)
    response = FileResponse(
        content,
        as_attachment=True,
        filename=found.file_name,
        content_type=making.WRITERS[found.format].content_type,
    )
    response["Content-Length"] = str(found.size)
    response["Content-Encoding"] = "identity"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _visible(request: UserRequest, pk: int) -> Export:
    rows = Export.objects.visible_to(request.user).select_related("maker")
    found = get_object_or_404(rows, pk=pk)
    if found.maker_id == request.user.pk and not _may(request):
        raise Http404
    return found


def _mine(request: UserRequest, pk: int) -> Export:
    if not request.user.has(Permission.EXPORT_CUSTOMERS):
        raise Http404
    return get_object_or_404(Export.objects.made_by(request.user), pk=pk)


def _may(request: UserRequest) -> bool:
    return request.user.has(Permission.EXPORT_CUSTOMERS) or request.user.has(Permission.ADMINISTER)
