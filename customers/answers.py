"""Answers to acts of the card: a piece of the page, and a toast with the way back."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import UserRequest
from accounts.permissions import Permission
from customers.merged_away import standing
from customers.models import Customer
from journal.models import Operation


def editable(request: UserRequest, pk: int, permission: Permission = Permission.EDIT_CUSTOMERS) -> Customer:
    """The card. Whoever may not see it gets 404; who may see and not change it is refused."""
    customer = standing(get_object_or_404(Customer.objects.visible_to(request.user).with_responsible(), pk=pk))
    if not request.user.has(permission):
        raise PermissionDenied
    return customer


def editor(request: UserRequest) -> None:
    """Raises for those who may not make clients: 404 for a stranger, who knows of none."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    if not request.user.has(Permission.EDIT_CUSTOMERS):
        raise PermissionDenied


def piece(
    request: UserRequest,
    template: str,
    context: dict[str, Any],
    *,
    done: Operation | None = None,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """A piece of the card; with `said` a toast stands beside it, with «Undo» when there is something to undo."""
    response = render(request, template, context, status=status)
    events: dict[str, Any] = {}
    if said:
        events["toast"] = {"toasts": [_toast(said, done)]}
    if done:
        events["cardChanged"] = {}
    if events:
        response["HX-Trigger"] = json.dumps(events)
    return response


def _toast(said: str, done: Operation | None) -> dict[str, str]:
    if done is None:
        return {"text": said}
    return {"text": said, "label": _("Undo"), "post": reverse("office:operation_undo", args=[done.pk])}


def away(request: UserRequest, url: str, said: str, done: Operation | None = None) -> HttpResponse:
    """To another page, which says it; by htmx or without."""
    messages.success(request, said, extra_tags=f"undo:{done.pk}" if done else "")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
