"""Ticked tasks, or all that the list's rule finds, and what is done to them."""

import datetime as dt
import json
from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.field_rights import may_read
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.rules.parse import parse
from interactions.tasks import bulk, rights
from interactions.tasks.models import Task, TaskQuerySet
from interactions.tasks.views import adder
from journal.models import Operation
from listing.pages import list_pages
from listing.state import filtered

MOST_IDS = 1_000


@require_POST
def act(request: UserRequest) -> HttpResponse:
    """Close, move to another person, put off; the toast has the way back."""
    adder(request)
    if not request.user.has(Permission.BULK_CHANGE):
        raise PermissionDenied
    chosen = _chosen(request)
    if chosen is None:
        messages.warning(request, _("Tick the tasks first."))
        return redirect("tasks:list")
    try:
        operation, count = _do(request, chosen)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("tasks:list")
    said = ngettext("%(n)d task is changed.", "%(n)d tasks are changed.", count) % {"n": count}
    messages.success(request, said, extra_tags=f"undo:{operation.pk}" if count else "")
    return redirect(f"{reverse('tasks:list')}?{request.POST.get('query', '')}"[:2000])


def _do(request: UserRequest, chosen: TaskQuerySet) -> tuple[Operation, int]:
    what = request.POST.get("act", "")
    if what == "close":
        return bulk.close(chosen, by=request.user)
    if what == "move":
        asked = request.POST.get("to", "")
        to = rights.doers(request.user).filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else None
        if to is None:
            raise DomainError(_("Choose a person."), code="to")
        return bulk.move(chosen, by=request.user, to=to)
    try:
        day = dt.date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise DomainError(_("Choose a day."), code="day") from None
    return bulk.postpone(chosen, by=request.user, to=day)


def _chosen(request: UserRequest) -> TaskQuerySet | None:
    page = list_pages.get("tasks")
    rows = Task.objects.visible_to(request.user)
    if request.POST.get("all") == "1":
        try:
            rule = json.loads(request.POST.get("rule") or "{}")
        except (ValueError, RecursionError):
            return None
        if not isinstance(rule, dict):
            return None
        parsed = parse(rule, page.fields(), may_read=lambda known: may_read(request.user, known))
        return None if parsed.notices else cast("TaskQuerySet", filtered(page, rows, parsed.tree))
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19][:MOST_IDS]
    return rows.filter(pk__in=ids) if ids else None
