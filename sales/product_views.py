"""Pages of the catalogue."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from customers import rights
from customers.answers import away, editor
from listing.pages import list_pages
from listing.state import read
from listing.views import show
from sales import catalogue, choice_lists
from sales.bulk.kinds import buttons
from sales.forms import ProductForm, known_units
from sales.models import Product

SUGGESTED = 20


@require_safe
@never_cache
def products(request: UserRequest) -> HttpResponse:
    """The list."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    may_edit = request.user.has(Permission.EDIT_CUSTOMERS)
    page = list_pages.get("products")
    state = read(page, request.GET, request.user)
    acts = buttons(request.user, "products", archive=state.archive)
    url = reverse("sales:products_bulk")
    return show(request, page, state, ticks=bool(acts), may_edit=may_edit, acts=acts, act_url=url)


@require_http_methods(["GET", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """A new product."""
    editor(request)
    form = ProductForm(request.POST or None, sees_cost=_sees_cost(request))
    if request.method == "GET" or not form.is_valid():
        return _form(request, form, status=200 if request.method == "GET" else 422)
    return _save(request, form, None)


@require_http_methods(["GET", "POST"])
@never_cache
def product(request: UserRequest, pk: int) -> HttpResponse:
    """A product: to be read, and to be changed by those who may."""
    if not request.user.has(Permission.VIEW_CUSTOMERS):
        raise Http404
    standing = get_object_or_404(Product, pk=pk)
    if request.method == "GET":
        return _form(request, ProductForm(product=standing, sees_cost=_sees_cost(request)), standing)
    if not request.user.has(Permission.EDIT_CUSTOMERS):
        raise PermissionDenied
    form = ProductForm(request.POST, product=standing, sees_cost=_sees_cost(request))
    return _save(request, form, standing) if form.is_valid() else _form(request, form, standing, status=422)


@require_POST
def archive(request: UserRequest, pk: int) -> HttpResponse:
    """Sold no more, or sold again (`back`)."""
    editor(request)
    standing = get_object_or_404(Product, pk=pk)
    away_with = "back" not in request.POST
    done = catalogue.archive_product(by=request.user, product=standing, away=away_with)
    said = _("The product is in the archive.") if away_with else _("The product is sold again.")
    return away(request, reverse("sales:product", args=[pk]), said, done)


@require_safe
@never_cache
def suggest(request: UserRequest) -> HttpResponse:
    """Products whose name holds the words or whose article begins with them: options of a list."""
    editor(request)
    typed = request.GET.get("q", "").replace("\0", "")
    rows = Product.objects.active().fitting(typed[:100])
    found = rows.order_by("sort_name", "pk")[:SUGGESTED] if typed.strip() else Product.objects.none()
    return render(request, "sales/suggestions.html", {"products": found})


def _sees_cost(request: UserRequest) -> bool:
    """Cost is open to whom profit is."""
    return rights.may_read(request.user, "purchases_profit")


def _save(request: UserRequest, form: ProductForm, standing: Product | None) -> HttpResponse:
    try:
        # Branches that were typed go with the product that was refused.
        with transaction.atomic():
            category = catalogue.ensure_category(form.cleaned_data["category"])
            if standing is None:
                made = catalogue.create_product(by=request.user, **form.values(category))
                return away(request, reverse("sales:product", args=[made.pk]), _("The product is in the catalogue."))
            done = catalogue.change_product(by=request.user, product=standing, values=form.values(category))
    except DomainError as error:
        form.add_error(None, str(error))
        return _form(request, form, standing, status=422)
    return away(request, reverse("sales:product", args=[standing.pk]), _("The product is changed."), done)


def _form(request: UserRequest, form: ProductForm, standing: Product | None = None, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "product": standing,
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
        "categories": list(choice_lists.categories().values()),
        "brands": list(choice_lists.brands().values()),
        "units": known_units(),
    }
    return render(request, "sales/product.html", context, status=status)
