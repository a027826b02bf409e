"""Own fields on the card: one fact in place, a secret shown, all of them in one form."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.field_rights import FieldAccess
from accounts.http import UserRequest
from core.errors import DomainError
from customers.answers import away, editable, piece
from customers.conflicts import EditConflictError
from customers.custom import card, filing, trail
from customers.custom.forms import OwnForm, box_name
from customers.custom.values import change, plain_value, values_of
from customers.custom.words import typed, words
from customers.models import Customer, CustomField
from customers.models.custom_field import CustomType


@require_http_methods(["GET", "POST"])
@never_cache
def fact(request: UserRequest, pk: int, field: int) -> HttpResponse:
    """One fact: its editor, what it says (`?show=1`), or its new value."""
    customer = editable(request, pk)
    own = _field(request, customer, field)
    if "show" in request.GET:
        return _shown(request, customer, own)
    if own.type == CustomType.FILE:
        return _file(request, customer, own)
    values = values_of(customer.pk)
    plain = {own.key: plain_value(own, values.get(own.key))}
    form = OwnForm(request.POST or None, fields=[own], values=plain, reader=request.user)
    if not form.is_valid():
        return _editor(request, customer, own, form, status=422 if form.is_bound else 200)
    new, expected = form.typed()
    try:
        operation = change(by=request.user, customer=customer, values=new, expected=expected)
    except EditConflictError as conflict:
        clash = conflict.conflicts[0]
        return _editor(request, customer, own, form, status=422, conflict=clash, was=typed(own, clash.theirs))
    except DomainError as error:
        form.add_error(box_name(own), str(error))
        return _editor(request, customer, own, form, status=422)
    return _shown(request, customer, own, done=operation)


def _field(request: UserRequest, customer: Customer, pk: int) -> CustomField:
    """A field this client has and the person may change. Hidden ones are not there."""
    own = get_object_or_404(CustomField, pk=pk)
    may = card.access(request.user, own)
    if may == FieldAccess.HIDDEN or not own.suits(customer.kind):
        raise Http404
    if may != FieldAccess.EDIT:
        raise PermissionDenied
    return own


def _editor(
    request: UserRequest,
    customer: Customer,
    own: CustomField,
    form: OwnForm,
    *,
    status: int = 200,
    conflict: Any = None,
    was: str | None = None,
) -> HttpResponse:
    name = box_name(own)
    if was is None:
        was = form.was(name)
    if own.is_sensitive and (not form.is_bound or conflict or f"was_{name}" not in request.POST):
        trail.revealed(customer, own, by=request.user)  # the answer holds what stands there
    context = {
        "customer": customer,
        "own": own,
        "box": form[name],
        "name": name,
        "was": was,
        "conflict": conflict,
    }
    return piece(request, "customers/own/edit.html", context, status=status)


def _shown(request: UserRequest, customer: Customer, own: CustomField, *, done: Any = None) -> HttpResponse:
    fact = card.fact(customer, own, values_of(customer.pk).get(own.key), request.user)
    context = {"customer": customer, "fact": fact}
    return piece(request, "customers/own/fact.html", context, done=done, said=_("Saved.") if done else "")


def _file(request: UserRequest, customer: Customer, own: CustomField) -> HttpResponse:
    context: dict[str, Any] = {"customer": customer, "own": own, "kept": values_of(customer.pk).get(own.key)}
    if request.method == "GET":
        return piece(request, "customers/own/file.html", context)
    try:
        value = None if "remove" in request.POST else filing.store(request, customer, own)
        operation = change(by=request.user, customer=customer, values={own: value})
    except DomainError as error:
        return piece(request, "customers/own/file.html", {**context, "error": str(error)}, status=422)
    return _shown(request, customer, own, done=operation)


@require_POST
@never_cache
def reveal(request: UserRequest, pk: int, field: int) -> HttpResponse:
    """A secret in plain words, to whoever may read it; each showing stands in the journal."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    own = get_object_or_404(CustomField, pk=field, is_sensitive=True)
    if card.access(request.user, own) not in (FieldAccess.READ, FieldAccess.EDIT) or not own.suits(customer.kind):
        raise Http404
    kept = values_of(customer.pk).get(own.key)
    trail.revealed(customer, own, by=request.user)
    try:
        text = words(own, plain_value(own, kept)) or "—"
    except DomainError as error:
        text = str(error)
    return render(request, "customers/own/secret.html", {"text": text})


@require_http_methods(["GET", "POST"])
@never_cache
def form(request: UserRequest, pk: int) -> HttpResponse:
    """All own fields the person may change, but secrets and files, which are changed one by one on the card."""
    customer = editable(request, pk)
    fields = [
        one
        for one in card.fields_of(customer)
        if card.access(request.user, one) == FieldAccess.EDIT and not one.is_sensitive
    ]
    filled = OwnForm(request.POST or None, fields=fields, values=values_of(customer.pk), reader=request.user)
    if not filled.own:
        raise Http404
    status = 200
    if filled.is_bound:
        status = 422
        if filled.is_valid():
            new, expected = filled.typed()
            try:
                operation = change(by=request.user, customer=customer, values=new, expected=expected)
            except EditConflictError as conflict:
                for clash in conflict.conflicts:
                    said = _("Somebody has changed this meanwhile: %(text)s.") % {"text": clash.theirs_text}
                    own = next(one for one in fields if one.catalogue_code == clash.field)
                    filled.add_error(box_name(own), said)
            except DomainError as error:
                filled.add_error(None, str(error))
            else:
                said = _("Saved.") if operation else _("Nothing was different.")
                return away(request, reverse("customers:detail", args=[pk]), said, operation)
    groups: dict[str, list[Any]] = {}
    for name, own in filled.own.items():
        groups.setdefault(own.section, []).append({"box": filled[name], "name": name, "was": filled.was(name)})
    context = {"customer": customer, "form": filled, "groups": groups.items()}
    return render(request, "customers/own/form.html", context, status=status)
