"""From ticked rows of the list to the preview of an operation; single acts of the card; values given back."""

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from customers import changes, rights, selection, services, tags
from customers.answers import editable, editor
from customers.bulk_acts import editable_fields
from customers.bulk_tags import may_tag
from customers.dictionaries import canonical_values
from customers.forms import BulkEditForm, BulkTagForm
from customers.neighbours import in_list
from customers.operations import ARCHIVE, EDIT, RESTORE, TAG, UNTAG
from customers.selection import IDS_AT_ONCE, Choice
from journal.models import Operation
from journal.operations import draft
from listing.pages import list_pages

AT_ONCE = {"archive": ARCHIVE, "restore": RESTORE}
ONE_FIELD = {"assign": "responsible", "source": "source"}
"""Buttons of the bulk bar that change one field."""


@require_POST
def bulk(request: UserRequest) -> HttpResponse:
    """Draft the act chosen in the bulk bar; an edit, and tags, ask first what to change."""
    editor(request)
    if not request.user.has(Permission.BULK_CHANGE):
        raise PermissionDenied
    act = request.POST.get("act", "")
    try:
        choice = picked(request)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("customers:list")
    if act in AT_ONCE:
        if not request.user.has(Permission.ARCHIVE_CUSTOMERS):
            raise PermissionDenied
        return _drafted(request, AT_ONCE[act], choice)
    if act == "tag":
        return _tag(request, choice)
    if act == "edit" or act in ONE_FIELD:
        return _edit(request, act, choice)
    raise Http404


def chosen(request: UserRequest) -> Choice | None:
    """Ticked rows, or all that the rule of the list finds; None when nothing is chosen. It comes in the body:
    what a rule asks for may be a name.
    """
    if request.POST.get("all") == "1":
        try:
            rule = json.loads(request.POST.get("rule") or "{}")
        except ValueError:
            return None
        return Choice(rule=rule, archive=request.POST.get("archive") == "1") if isinstance(rule, dict) else None
    ids = sorted({int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal() and len(pk) < 19})[:IDS_AT_ONCE]
    return Choice(ids=tuple(ids)) if ids else None


def picked(request: UserRequest) -> Choice:
    """What is chosen. Raises DomainError: nothing is, or by a rule that this person may not ask."""
    choice = chosen(request)
    if choice is None:
        raise DomainError(_("Tick the clients first."), code="nobody")
    selection.check(choice, request.user)
    return choice


def asked(request: UserRequest, template: str, choice: Choice, form: forms.Form, **more: Any) -> HttpResponse:
    """What is to be done with those chosen: a page that extends customers/bulk_page.html and comes back here."""
    context = {
        "page": list_pages.get("customers"),
        "act_url": request.path,
        "act": "",
        "form": form,
        "choice": choice,
        "rule": json.dumps(dict(choice.rule), ensure_ascii=False),
        "words": selection.words(choice),
        **more,
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _edit(request: UserRequest, act: str, choice: Choice) -> HttpResponse:
    only = [ONE_FIELD[act]] if act in ONE_FIELD else []
    if not editable_fields(request.user) or not set(only) <= set(editable_fields(request.user)):
        raise PermissionDenied
    form = BulkEditForm(request.POST if "filled" in request.POST else None, user=request.user, only=only)
    if form.is_bound and form.is_valid():
        return _drafted(request, EDIT, choice, changes=canonical_values(form.changes()))
    return asked(request, "customers/bulk_edit.html", choice, form, act=act)


def _tag(request: UserRequest, choice: Choice) -> HttpResponse:
    if not may_tag(request.user):
        raise PermissionDenied
    form = BulkTagForm(request.POST if "filled" in request.POST else None)
    if form.is_bound and form.is_valid():
        return _drafted(request, TAG if form.is_on else UNTAG, choice, tags=form.tags())
    return asked(request, "customers/bulk_tag.html", choice, form, act="tag", known=tags.suggestions())


def _drafted(request: UserRequest, kind: str, choice: Choice, **params: Any) -> HttpResponse:
    operation = draft(kind, {"chosen": choice.to_json(), **params}, request.user)
    return redirect("office:operation", operation.pk)


@require_POST
def archive(request: UserRequest, pk: int) -> HttpResponse:
    """Put the card away, with the way back in the toast."""
    customer = editable(request, pk, Permission.ARCHIVE_CUSTOMERS)
    operation = services.archive(by=request.user, customer=customer)
    return _done(request, operation, _("%(client)s is in the archive now.") % {"client": customer.title}, pk)


@require_POST
def unarchive(request: UserRequest, pk: int) -> HttpResponse:
    """Take the card out of the archive."""
    customer = editable(request, pk, Permission.ARCHIVE_CUSTOMERS)
    operation = services.unarchive(by=request.user, customer=customer)
    return _done(request, operation, _("%(client)s is in the list again.") % {"client": customer.title}, pk)


@require_POST
def restore_value(request: UserRequest, pk: int) -> HttpResponse:
    """Give one field the value it had before a change."""
    customer = editable(request, pk)
    event, field = request.POST.get("event", ""), request.POST.get("field", "")
    rights.require_edit(request.user, field)
    try:
        operation = changes.restore(
            by=request.user,
            customer=customer,
            event=int(event) if event.isdecimal() and len(event) < 19 else 0,
            field=field,
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
    return redirect(in_list(request, reverse("customers:detail", args=[pk])))
