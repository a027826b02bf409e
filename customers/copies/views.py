"""Duplicate, print, address book and square of a card; each leaves an entry in the journal."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import company
from accounts.http import UserRequest
from core.errors import DomainError
from customers import card, date_views, relation_views, trail
from customers.answers import away, editable
from customers.card_points import shown_points
from customers.copies import address_book, duplicating
from customers.custom import card as own_card
from customers.merged_away import standing
from customers.models import Customer


def _visible(request: UserRequest, pk: int) -> Customer:
    return standing(get_object_or_404(Customer.objects.visible_to(request.user).with_responsible(), pk=pk))


@require_http_methods(["GET", "POST"])
@never_cache
def duplicate(request: UserRequest, pk: int) -> HttpResponse:
    """What a second card would get, each part with a tick; then the card."""
    customer = editable(request, pk)
    parts = duplicating.parts(customer, request.user)
    context = {"customer": customer, "title": card.hero(customer, request.user, [])["title"], "parts": parts}
    if request.method == "GET":
        return render(request, "customers/copies/duplicate.html", context)
    try:
        made, operation = duplicating.duplicate(
            by=request.user, customer=customer, chosen=request.POST.getlist("parts")
        )
    except DomainError as error:
        return render(request, "customers/copies/duplicate.html", context | {"error": error}, status=422)
    return away(request, made.get_absolute_url(), _("The second card is made."), operation)


@require_safe
@never_cache
def sheet(request: UserRequest, pk: int) -> HttpResponse:
    """The card as a sheet of A4."""
    customer = _visible(request, pk)
    trail.taken(customer, by=request.user, how="print")
    points = [point for point in shown_points(customer, request.user) if not point.is_gone]
    context = {
        **card.hero(customer, request.user, points),
        **card.note(customer, request.user),
        "points": points,
        "facts": [fact for fact in card.facts(customer, request.user) if not fact.is_empty],
        "own_sections": own_card.filled(customer, request.user),
        **relation_views.context(request, customer),
        **date_views.context(request, customer),
        "company": company.current(),
    }
    return render(request, "customers/copies/sheet.html", context)


@require_safe
@never_cache
def vcf(request: UserRequest, pk: int) -> HttpResponse:
    """The card as a file for an address book."""
    customer = _visible(request, pk)
    trail.taken(customer, by=request.user, how="vcard")
    response = HttpResponse(address_book.vcard(customer, request.user), content_type="text/vcard; charset=utf-8")
    # Without the name: it would stand in the download lists of a browser that others use.
    response["Content-Disposition"] = f'attachment; filename="{slugify(f"client-{customer.pk}")}.vcf"'
    return response


@require_safe
@never_cache
def square(request: UserRequest, pk: int, what: str) -> HttpResponse:
    """A picture for a camera: `contact` for the address book, `link` to this card."""
    customer = _visible(request, pk)
    address = request.build_absolute_uri(customer.get_absolute_url()) if what == "link" else ""
    if not address:
        trail.taken(customer, by=request.user, how="square")
    return HttpResponse(address_book.square(customer, request.user, address), content_type="image/svg+xml")
