"""The quick view: a card at a glance, in a drawer over the list."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from customers import card, card_row, trail
from customers.card_points import shown_points
from customers.merged_away import standing
from customers.models import Customer

POINTS = 5


@require_safe
@never_cache
def peek(request: UserRequest, pk: int) -> HttpResponse:
    """What the drawer shows; the look is journalled like that at the card."""
    customer = standing(get_object_or_404(card_row.for_peek(request.user), pk=pk))
    trail.looked_at(customer, by=request.user)
    return render(request, "customers/peek.html", _context(request, customer))


def _context(request: UserRequest, customer: Customer) -> dict[str, Any]:
    user = request.user
    points = shown_points(customer, user)
    standing = [point for point in points if not point.is_gone]
    return {
        **card.hero(customer, user, points),
        **card.note(customer, user),
        "points": standing[:POINTS],
        "more_points": max(len(standing) - POINTS, 0),
        "facts": [fact for fact in card.facts(customer, user) if not fact.is_empty],
        "list_key": request.GET.get("list", "")[:32],
    }
