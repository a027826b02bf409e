"""«17 of 6,412»: where the card stands in the list the person came from, asked after the card is shown."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from core.text.numbers import number
from customers import neighbours
from customers.models import Customer
from listing.totals import total


@require_safe
@never_cache
def beside(request: UserRequest, pk: int) -> HttpResponse:
    """Links to the neighbours; empty when the list is forgotten."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=pk)
    name = request.GET.get("list", "")
    came_from = neighbours.recall(request.user, name)
    if came_from is None:
        return HttpResponse("")
    state = neighbours.look(request.user, came_from)
    place = neighbours.place(request.user, customer, state)
    found = total(state.rows)
    context = {
        "place": place,
        "before": _card(place.before, name),
        "after": _card(place.after, name),
        "whole": number(found.count) if found.exact else f"≈ {number(found.count)}",
    }
    return render(request, "customers/beside.html", context)


def _card(pk: int | None, name: str) -> str:
    return f"{reverse('customers:detail', args=[pk])}?list={name}" if pk else ""
