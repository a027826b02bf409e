"""What comes back of a purchase: never more of a thing than was bought of it, nor for more money."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from sales import rules
from sales.documents import ZERO, Line, line_of
from sales.models import Purchase, PurchaseLine
from sales.money import rounded

Heap = tuple[int | None, Decimal | None]
"""A product at a price; without a price, at any: lines of one heap are not told apart."""


def parts_back(purchase: Purchase, lines: Sequence[PurchaseLine], asked: Mapping[int, Decimal]) -> list[Line]:
    """Lines of the return. Raises DomainError when it is more than was bought and has not come back already.

    Whoever holds the purchase's row asks: two returns at once see each other.
    """
    left = _left(purchase)
    _refuse_excess(lines, asked, left)
    made = [_part_back(line, asked[line.pk]) for line in lines]
    return _to_the_kopeck(lines, made, left)


def _left(purchase: Purchase) -> Mapping[Heap, tuple[Decimal, Decimal]]:
    """Quantity and discount that have not come back yet, of each heap."""
    found: dict[Heap, tuple[Decimal, Decimal]] = defaultdict(lambda: (ZERO, ZERO))
    back = PurchaseLine.objects.filter(purchase__returns=purchase)
    for rows in (purchase.lines.all(), back):
        for product, price, quantity, discount in rows.order_by("pk").values_list(
            "product", "price", "quantity", "discount"
        ):
            for heap in ((product, price), (product, None)):
                standing = found[heap]
                found[heap] = (standing[0] + quantity, standing[1] + discount)
    return found


def _refuse_excess(
    lines: Sequence[PurchaseLine], asked: Mapping[int, Decimal], left: Mapping[Heap, tuple[Decimal, Decimal]]
) -> None:
    heaps: dict[Heap, tuple[str, Decimal]] = {}
    for line in lines:
        for heap in ((line.product_id, line.price), (line.product_id, None)):
            name, sum_asked = heaps.get(heap, (str(line.product or _("without a product")), ZERO))
            heaps[heap] = (name, sum_asked + asked[line.pk])
    rules.refuse_excess([(name, left[heap][0], sum_asked) for heap, (name, sum_asked) in heaps.items()])


def _part_back(line: PurchaseLine, quantity: Decimal) -> Line:
    """So much of a line with a minus, with its share of the discount."""
    discount = -rounded(line.discount * quantity / line.quantity)
    return replace(line_of(line), quantity=-quantity, discount=discount)


def _to_the_kopeck(
    lines: Sequence[PurchaseLine], made: Sequence[Line], left: Mapping[Heap, tuple[Decimal, Decimal]]
) -> list[Line]:
    """With the last of a heap comes back all that is left of its discount: thirds of ten are not ten."""
    found = list(made)
    places: dict[Heap, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        places[line.product_id, line.price].append(place)
    for heap, those in places.items():
        quantity, discount = left[heap]
        if -sum(found[place].quantity for place in those) != quantity:
            continue
        last = found[those[-1]]
        whole = last.discount - discount - sum((found[place].discount for place in those), ZERO)
        if ZERO <= -whole <= rounded(-(last.price or ZERO) * last.quantity):
            found[those[-1]] = replace(last, discount=whole)
    return found
