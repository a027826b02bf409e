"""Changing a card: one fact in place, or the whole form. The same form serves both (customers.card_form)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from core.errors import DomainError
from customers import card, rights, services
from customers.answers import away, editable, piece
from customers.card_form import CardForm, as_text, codes_of, column, people
from customers.choices import Sex
from customers.conflicts import EditConflictError
from customers.form_sections import headings
from customers.models import Customer
from customers.neighbours import in_list
from journal.models import Operation


@require_http_methods(["GET", "POST"])
@never_cache
def fact(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """One fact: its editor, what it says (`?show=1`), or its new value."""
    customer = editable(request, pk)
    if code not in codes_of(customer):
        raise Http404
    rights.require_edit(request.user, code)
    if request.method == "GET":
        if "show" in request.GET:
            return piece(request, "customers/fact.html", _shown(request, customer, code))
        return _editor(request, customer, code, CardForm(customer=customer, only=[code]))
    form = CardForm(request.POST, customer=customer, only=[code])
    if not form.is_valid():
        return _editor(request, customer, code, form, status=422)
    values, expected = form.typed()
    try:
        operation = services.change(by=request.user, customer=customer, values=values, expected=expected)
    except EditConflictError as conflict:
        return _editor(request, customer, code, form, conflict=conflict, status=422)
    except DomainError as error:
        form.add_error(code, str(error))
        return _editor(request, customer, code, form, status=422)
    return _saved(request, pk, code, operation)


def _editor(
    request: UserRequest,
    customer: Customer,
    code: str,
    form: CardForm,
    *,
    conflict: EditConflictError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"customer": customer, "code": code, "box": form[code], "was": form.was_text(code)}
    if conflict:
        context |= {"conflict": conflict.conflicts[0], "was": as_text(conflict.conflicts[0].theirs)}
    return piece(request, "customers/fact_edit.html", context, status=status)


def _saved(request: UserRequest, pk: int, code: str, operation: Operation | None) -> HttpResponse:
    fresh = Customer.objects.visible_to(request.user).with_responsible().filter(pk=pk).first()
    if fresh is None:
        return away(request, reverse("customers:list"), _("Saved. The client is another person's now."), operation)
    context = _shown(request, fresh, code) | card.hero(fresh, request.user) | {"beside": operation is not None}
    return piece(request, "customers/fact.html", context, done=operation, said=_("Saved.") if operation else "")


def _shown(request: UserRequest, customer: Customer, code: str) -> dict[str, object]:
    return {"customer": customer, "fact": card.one_fact(customer, code, request.user)}


@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """The whole form; on a conflict it asks field by field which value stays."""
    customer = editable(request, pk)
    mine = rights.editable(request.user, codes_of(customer))
    if not mine:
        raise PermissionDenied
    if request.method == "GET":
        return _form(request, customer, CardForm(customer=customer, only=mine))
    form = CardForm(_resolved(request), customer=customer, only=mine)
    if not form.is_valid():
        return _form(request, customer, form, status=422)
    if lost := _typed_in_vain(request, customer, mine):
        for said in lost:
            form.add_error(None, said)
        return _form(request, customer, form, status=422)
    values, expected = form.typed()
    try:
        operation = services.change(by=request.user, customer=customer, values=values, expected=expected)
    except EditConflictError as conflict:
        return _form(request, customer, form, conflict=conflict, status=422)
    except DomainError as error:
        form.add_error("name" if error.code == "name" and "name" in form.fields else None, ValidationError(str(error)))
        return _form(request, customer, form, status=422)
    if not Customer.objects.visible_to(request.user).filter(pk=pk).exists():
        return away(request, reverse("customers:list"), _("Saved. The client is another person's now."), operation)
    said = _("Saved.") if operation else _("Nothing was different.")
    return away(request, in_list(request, customer.get_absolute_url()), said, operation)


def _typed_in_vain(request: UserRequest, customer: Customer, mine: Iterable[str]) -> list[str]:
    """A sentence for each box that stopped being the person's to change while the form was open: nothing typed is lost
    in silence. Boxes nobody touched, and those that never were in his form, are passed over.
    """
    lost = []
    for code in codes_of(customer):
        typed, was = request.POST.get(code), request.POST.get(f"was_{code}")
        if code in mine or typed is None or was is None or typed == was:
            continue
        label = CardForm.base_fields[code].label
        lost.append(
            _("“%(field)s” is not yours to change any more, so nothing is saved yet. You typed there: %(typed)s")
            % {"field": label, "typed": _in_words(code, typed)}
        )
    return lost


def _in_words(code: str, typed: str) -> str:
    if code == "sex":
        return str(dict(Sex.choices).get(typed, typed)) or "—"
    if code == "responsible":
        chosen = people().filter(pk=int(typed)).first() if typed.isdecimal() and len(typed) < 19 else None
        return chosen.full_name if chosen else _("nobody")
    return typed or "—"


def _resolved(request: UserRequest) -> dict[str, str]:
    """What was typed; where the person chose the other's value, that."""
    data = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    for name in [name for name in data if name.startswith("keep_")]:
        code = name.removeprefix("keep_")
        if data[name] == "theirs":
            data[code] = data.get(f"was_{code}", "")
    return data


def _form(
    request: UserRequest,
    customer: Customer,
    form: CardForm,
    *,
    conflict: EditConflictError | None = None,
    status: int = 200,
) -> HttpResponse:
    conflicts = {one.field: one for one in conflict.conflicts} if conflict else {}
    rows, sections = [], headings(customer)
    for code in form.fields:
        clash = conflicts.get(column(code))
        was = as_text(clash.theirs) if clash else form.was_text(code)
        rows.append({"box": form[code], "code": code, "was": was, "conflict": clash, "section": sections.get(code, "")})
    context = {
        "customer": customer,
        "form": form,
        "rows": rows,
        "clashes": bool(conflicts),
        "card": in_list(request, customer.get_absolute_url()),
        "action": in_list(request, reverse("customers:edit", args=[customer.pk])),
    }
    template = "customers/edit_form.html" if request.htmx else "customers/edit.html"
    return render(request, template, context, status=status)
