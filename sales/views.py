"""Pages of purchases. A purchase of a stranger's client is 404, as if there were none."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from customers import rights
from customers.answers import away, editable
from customers.models import Customer
from journal.models import Operation
from listing.pages import list_pages
from listing.views import show
from sales import rules, services
from sales.bulk.kinds import buttons
from sales.bulk.views import picked
from sales.choices import PaymentStatus
from sales.forms import MOST_LINES, PurchaseForm, lines_of, typed_lines
from sales.models import Purchase
from sales.purchase_fields import DISCOUNT, TOTAL
from sales.words import added


@require_safe
@never_cache
def purchases(request: UserRequest) -> HttpResponse:
    """The list."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    acts = buttons(request.user, "purchases")
    return show(
        request,
        list_pages.get("purchases"),
        ticks=bool(acts) or request.user.has(Permission.EXPORT_CUSTOMERS),
        acts=acts,
        act_url=reverse("sales:purchases_bulk"),
    )


@require_safe
@never_cache
def purchase(request: UserRequest, pk: int) -> HttpResponse:
    """One purchase with its lines, and what can be done with it."""
    return _detail(request, _visible(request, pk))


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest, pk: int) -> HttpResponse:
    """A purchase of the client `pk`."""
    customer = editable(request, pk)
    if request.method == "GET":
        return _form(request, customer, PurchaseForm(by=request.user), lines_of())
    form, lines = PurchaseForm(request.POST, by=request.user), lines_of(request.POST)
    if not (form.is_valid() and lines.is_valid()):
        return _form(request, customer, form, lines, status=422)
    try:
        made = services.create(by=request.user, customer=customer, lines=typed_lines(lines), document=form.document())
    except DomainError as error:
        form.add_error(None, str(error))
        return _form(request, customer, form, lines, status=422)
    done = Operation.objects.get(pk=made.made_in)
    return away(request, customer.get_absolute_url(), added(made, request.user), done)


@require_http_methods(["GET", "POST"])
@never_cache
def edit(request: UserRequest, pk: int) -> HttpResponse:
    """Change a purchase."""
    standing = _editable(request, pk)
    if standing.status == PaymentStatus.RETURNED:
        messages.error(request, _("A return stays as it was written down: delete it and write another."))
        return redirect(standing.get_absolute_url())
    data = request.POST if request.method == "POST" else None
    form = PurchaseForm(data, by=request.user, purchase=standing)
    # Of more lines than a page holds, or whose prices are not his to see, the document alone is changed.
    seen_lines = _sees_prices(request.user) and standing.lines.count() <= MOST_LINES
    lines = lines_of(data, standing) if seen_lines else None
    if data is None:
        return _form(request, standing.customer, form, lines, standing)
    if not (form.is_valid() and (lines is None or lines.is_valid())):
        return _form(request, standing.customer, form, lines, standing, status=422)
    made, seen = None if lines is None else typed_lines(lines), form.cleaned_data["seen"]
    try:
        done = services.change(by=request.user, purchase=standing, document=form.document(), lines=made, seen=seen)
    except DomainError as error:
        form.add_error(None, str(error))
        return _form(request, standing.customer, form, lines, standing, status=422)
    return away(request, standing.get_absolute_url(), _("The purchase is changed."), done)


@require_POST
def give_back(request: UserRequest, pk: int) -> HttpResponse:
    """A return of the quantities typed beside the lines."""
    standing = _editable(request, pk)
    try:
        made = services.give_back(by=request.user, purchase=standing, quantities=_quantities(request))
    except DomainError as error:
        return _refused(request, standing, error)
    return away(request, made.get_absolute_url(), _("The return is written down."))


@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    """To another client, chosen among those found."""
    standing = _editable(request, pk)
    try:
        to = picked(request)
        done = services.move(by=request.user, purchase=standing, to=to)
    except DomainError as error:
        return _refused(request, standing, error)
    return away(request, to.get_absolute_url(), _("The purchase is with this client now."), done)


@require_POST
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Take it out; the toast takes it back."""
    standing = _editable(request, pk)
    try:
        done = services.delete(by=request.user, purchase=standing)
    except DomainError as error:
        return _refused(request, standing, error)
    return away(request, standing.customer.get_absolute_url(), _("The purchase is deleted."), done)


def _visible(request: UserRequest, pk: int) -> Purchase:
    seen = Purchase.objects.visible_to(request.user).select_related("customer", "shop", "seller", "returns")
    return get_object_or_404(seen, pk=pk)


def _editable(request: UserRequest, pk: int) -> Purchase:
    standing = _visible(request, pk)
    editable(request, standing.customer_id)
    return standing


def _detail(request: UserRequest, standing: Purchase) -> HttpResponse:
    """So many lines at once as a form takes: a purchase may have ten thousand."""
    asked = request.GET.get("from", "")
    start = min(int(asked), rules.MOST_LINES) if asked.isdecimal() and len(asked) < 10 else 0
    lines = list(
        standing.lines.select_related("product", "category").order_by("position", "pk")[start : start + MOST_LINES + 1]
    )
    context = {
        "purchase": standing,
        "lines": lines[:MOST_LINES],
        "before": f"?from={max(start - MOST_LINES, 0)}" if start else "",
        "after": f"?from={start + MOST_LINES}" if len(lines) > MOST_LINES else "",
        "may_total": rights.may_read(request.user, TOTAL),
        "returned": standing.returned_by.order_by("purchased_at", "pk"),
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
        "nobody": (),
        "may_return": standing.status in {PaymentStatus.PAID, PaymentStatus.PARTLY},
    }
    return render(request, "sales/purchase.html", context)


def _refused(request: UserRequest, standing: Purchase, error: DomainError) -> HttpResponse:
    messages.error(request, str(error))
    return redirect(standing.get_absolute_url())


def _form(
    request: UserRequest,
    customer: Customer,
    form: PurchaseForm,
    lines: Any,
    standing: Purchase | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "customer": customer,
        "form": form,
        "lines": lines,
        "purchase": standing,
        "sees_prices": _sees_prices(request.user),
    }
    return render(request, "sales/purchase_form.html", context, status=status)


def _sees_prices(user: User) -> bool:
    """What stands in the lines of a purchase adds up to its sum and its discount."""
    return all(rights.may_read(user, code) for code in (TOTAL, DISCOUNT))


def _quantities(request: UserRequest) -> dict[int, Decimal]:
    """`back-<line>`: how much of it. Raises DomainError on what is no number."""
    found = {}
    for name, text in request.POST.items():
        line = name.removeprefix("back-")
        if name.startswith("back-") and line.isdecimal() and len(line) < 19 and str(text).strip():
            try:
                found[int(line)] = Decimal(str(text).strip().replace(",", "."))
            except InvalidOperation:
                raise DomainError(_("“%(text)s” is not a number.") % {"text": str(text)[:30]}) from None
    if any(not value.is_finite() or value >= 10**11 for value in found.values()):
        raise DomainError(_("Say how much is returned by a number above zero."))
    return found
