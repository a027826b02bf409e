"""The hint while a card is typed: cards of the base typed anew, by contacts alone and with the name.

The time is that of the whole look-up, its SQL and what is made of it; `found` is the share of look-ups in which the
card itself came back.
"""

import time
from statistics import quantiles

from crm.benches.result import BenchResult
from customers.models import ContactPoint, Customer
from quality.matching.cards import Compared, Said, compared, joined
from quality.models import MatchCard
from quality.search.similar import similar

LOOKUPS = 400
Typed = tuple[int, Compared]


def tell(result: BenchResult) -> None:
    """Add p50, p95 and the slowest of both ways to the figures; the base was searched before."""
    cards = list(Customer.objects.filter(pk__in=_some()).order_by("pk"))
    points: dict[int, list[tuple[str, str, str]]] = {}
    rows = ContactPoint.objects.filter(customer__in=cards, archived_at__isnull=True).order_by("position", "pk")
    for point in rows:
        points.setdefault(point.customer_id, []).append((point.kind, point.value, point.raw))
    by_contacts = [(card.pk, _by_contacts(card, points[card.pk])) for card in cards if card.pk in points]
    by_name = [(card.pk, _by_name(card, points.get(card.pk, []))) for card in cards]
    for name, typed in (("hint_keys", by_contacts), ("hint_names", by_name)):
        _measure(typed[: len(typed) // 10])  # What is asked first is read from the disk and planned.
        times, found = _measure(typed)
        parts = quantiles(times, n=20)
        result.figures |= {
            f"{name}_p50_ms": round(parts[9], 2), f"{name}_p95_ms": round(parts[18], 2),
            f"{name}_slowest_ms": round(max(times), 2), f"{name}_found": round(found / len(times), 3),
        }  # fmt: skip


def _some() -> list[int]:
    """Cards from all over the base."""
    every = max(MatchCard.objects.count() // LOOKUPS, 1)
    return list(MatchCard.objects.order_by("pk").values_list("pk", flat=True)[::every][:LOOKUPS])


def _by_contacts(card: Customer, points: list[tuple[str, str, str]]) -> Compared:
    return compared(Said(0, card.kind, points=joined(points)))


def _by_name(card: Customer, points: list[tuple[str, str, str]]) -> Compared:
    parts = (card.last_name, card.first_name, card.middle_name, card.name)
    return compared(Said(0, card.kind, *parts, None, card.city, "", card.inn, points=joined(points)))


def _measure(typed: list[Typed]) -> tuple[list[float], int]:
    """Milliseconds of each, and how often the card itself came back."""
    times, found = [], 0
    for card, row in typed:
        started = time.perf_counter()
        those = similar(row)
        times.append((time.perf_counter() - started) * 1000)
        found += any(one.customer == card for one in those)
    return times, found
