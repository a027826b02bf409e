"""«New client»: a dialog over the list, or a page of its own."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from core.registries.hints import Hint, card_hints
from customers import points, services
from customers.answers import away, editor
from customers.cells.names import sex_of_patronymic
from customers.choices import TYPED_FIRST, CustomerKind
from customers.create_form import PARTS, NewClientForm, written_as
from customers.custom import creating as own_creating
from customers.custom.forms import OwnForm
from customers.models import Customer
from customers.normalise.split import split_name
from journal.operations import single


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """The form; by htmx it comes without the frame, for the dialog."""
    editor(request)
    own = own_creating.form(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "GET":
        return _page(request, NewClientForm(user=request.user), own)
    form = NewClientForm(request.POST, user=request.user)
    if not all([form.is_valid(), own.is_valid()]):
        return _page(request, form, own, status=422)
    with single(by=request.user) as operation:
        customer = _make(request, form)
        own_creating.fill(customer, own, by=request.user)
    return away(request, customer.get_absolute_url(), _("The client is in the base."), operation)


def _make(request: UserRequest, form: NewClientForm) -> Customer:
    data, by = form.cleaned_data, request.user
    if data["kind"] == CustomerKind.COMPANY:
        customer = services.create_company(by=by, name=data["full_name"], responsible=by)
    else:
        parts = {name: data[name] for name in ("last_name", "first_name", "middle_name")}
        customer = services.create_person(by=by, responsible=by, sex=data.get("sex", ""), **parts)
    for kind in TYPED_FIRST:
        if data.get(kind):
            points.add(by=by, customer=customer, kind=kind, raw=data[kind])
    return customer


@require_POST
def name_parts(request: UserRequest) -> HttpResponse:
    """What the name typed so far falls into. Sent by POST: names do not belong in addresses."""
    editor(request)
    typed = request.POST.get("full_name", "")[:300]
    parts = split_name(typed)._asdict() if request.POST.get("kind") != CustomerKind.COMPANY else {}
    sex = sex_of_patronymic(parts.get("middle_name", ""))
    form = NewClientForm(initial={"parts_of": typed.strip(), "sex": sex, **parts}, user=request.user)
    return render(request, "customers/new_parts.html", {"form": form, "is_company": not parts})


@require_POST
def hints(request: UserRequest) -> HttpResponse:
    """How phone and e-mail will be written, and who has them, or the name, already."""
    editor(request)
    typed = {kind.value: request.POST.get(kind, "")[:320] for kind in TYPED_FIRST} | _named(request)
    found: list[Hint] = [hint for entry in card_hints for hint in entry.hints(request, None, typed)]
    written = [(kind, *written_as(kind, typed[kind])) for kind in TYPED_FIRST]
    return render(request, "customers/new_hints.html", {"hints": found, "written": written})


def _named(request: UserRequest) -> dict[str, str]:
    """The name as far as it is typed, and its parts as they stand below the box."""
    typed = {name: request.POST.get(name, "").strip()[:300] for name in ("kind", "full_name", "parts_of", *PARTS)}
    if typed.pop("parts_of") != typed["full_name"] and typed["kind"] != CustomerKind.COMPANY:
        typed |= split_name(typed["full_name"])._asdict()
    return typed


def _page(request: UserRequest, form: NewClientForm, own: OwnForm, status: int = 200) -> HttpResponse:
    is_company = form["kind"].value() == CustomerKind.COMPANY
    template = "customers/new_form.html" if request.htmx else "customers/new.html"
    return render(
        request, template, {"form": form, "own": own_creating.boxes(own), "is_company": is_company}, status=status
    )
