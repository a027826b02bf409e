"""Duplicates of the demo base: those the search finds in it, and one pair merged already, to be parted or kept."""

from collections.abc import Callable

from django.utils import timezone

from accounts.services import system_user
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.models import Customer
from quality.merging.services import merge
from quality.models import Decision, Pair
from quality.queue.side_by_side import best_main
from quality.search import services

FEW = 20_000
"""A larger base is for measuring: it is searched by night, or when somebody asks."""


def register() -> None:
    """After everything that hangs on cards: the best of two is told by it."""
    demo_parts.add(DemoPart(code="duplicates", make=make, weight=90))


def make(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Search a base that was asked to have duplicates, and merge the likeliest pair, now: not in a base of the past."""
    if not plan.duplicates or plan.customers > FEW:
        return {}
    services.search_whole()
    if plan.end_date < timezone.localdate():
        return {}
    pair = Pair.objects.waiting().filter(decision=Decision.AUTO).order_by("-score", "pk").first()
    if pair is not None:
        cards = best_main(Customer.objects.filter(pk__in=[pair.left_id, pair.right_id]).order_by("pk"))
        merge(by=system_user(), survivor=cards[0], duplicates=cards[1:])
    return {}
