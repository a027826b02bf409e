"""Pages of clients: the list, its total, the card, its panels. A stranger's client is 404, as if there were none."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.registries.hints import Hint, card_hints
from core.registries.panels import CardPanel, card_panels
from customers import card, card_row, date_views, neighbours, relation_views, rights, trail
from customers.bulk_bar import acts
from customers.card_points import contacts, shown_points
from customers.composer_views import tabs_for
from customers.custom import card as own_card
from customers.external_id_views import context as external_ids
from customers.merged_away import standing
from customers.models import Customer
from customers.standard.views import strip as repairing
from customers.timeline_views import groups_for, sources_for
from customers.walks.views import strip
from listing.pages import list_pages
from listing.state import read
from listing.views import show


@require_safe
@never_cache
def customer_list(request: UserRequest) -> HttpResponse:
    """Show one page of the clients the reader may see."""
    page, user = list_pages.get("customers"), request.user
    state = read(page, request.GET, user)
    offered = acts(user, archive=state.archive)
    return show(
        request,
        page,
        state,
        may_edit=user.has(Permission.EDIT_CUSTOMERS),
        acts=offered,
        ticks=bool(offered) or user.has(Permission.EXPORT_CUSTOMERS),
    )


@require_safe
@never_cache
def customer_detail(request: UserRequest, pk: int) -> HttpResponse:
    """Show the card; the look is journalled."""
    customer = standing(get_object_or_404(card_row.for_card(request.user), pk=pk))
    trail.looked_at(customer, by=request.user)
    points = shown_points(customer, request.user)
    context = {
        **card.hero(customer, request.user, points),
        **contacts(points, customer, request.user),
        **card.note(customer, request.user),
        **({"numbers": None} if rights.is_hidden(request.user, "external_id") else external_ids(request, customer)),
        **relation_views.context(request, customer),
        **date_views.context(request, customer),
        **neighbours.context(request),
        **strip(request, customer),
        **repairing(request, customer),
        "hints": _hints(request, customer),
        "address": request.build_absolute_uri(customer.get_absolute_url()),
        "facts": card.facts(customer, request.user),
        "own_sections": own_card.sections(customer, request.user),
        "panels": card.panels_for(request.user, customer),
        "has_timeline": bool(sources_for(request.user)),
        "timeline_groups": groups_for(request.user),
        "composer": tabs_for(request.user),
    }
    return render(request, "customers/detail.html", context)


def _hints(request: UserRequest, customer: Customer) -> list[Hint]:
    speaking = [entry for entry in card_hints if card_row.says(customer, entry)]
    return [hint for entry in speaking for hint in entry.hints(request, customer.pk, {})]


@require_safe
@never_cache
def customer_panel(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """Show one panel of the card, to whoever may see both the client and the panel."""
    customer = _visible(request, pk)
    return HttpResponse(_panel(request, code).render(request, customer.pk))


def _visible(request: UserRequest, pk: int) -> Customer:
    return get_object_or_404(Customer.objects.visible_to(request.user).with_responsible(), pk=pk)


def _panel(request: UserRequest, code: str) -> CardPanel:
    if code not in card_panels or not card.may_open(request.user, card_panels.get(code)):
        raise Http404
    return card_panels.get(code)
