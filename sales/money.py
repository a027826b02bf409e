"""Sums of a purchase: from its lines, in its currency and in the company's."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from core.errors import DomainError

KOPECK = Decimal("0.01")
MOST = Decimal(10) ** 14
"""Beyond this an amount is a slip of the hand, and a sum of such would not fit its column."""


def rounded(amount: Decimal) -> Decimal:
    """To two digits, halves up, as a receipt has it."""
    return amount.quantize(KOPECK, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, kw_only=True)
class LineSums:
    """What the sums of a purchase are made of: one line."""

    quantity: Decimal
    price: Decimal
    discount: Decimal
    cost: Decimal


@dataclass(frozen=True)
class Sums:
    """`own_total` in the purchase's currency, the rest in the company's."""

    own_total: Decimal
    total: Decimal
    cost: Decimal
    discount: Decimal

    @property
    def profit(self) -> Decimal:
        """What is left of the sum."""
        return self.total - self.cost


def sums_of(lines: Iterable[LineSums], rate: Decimal) -> Sums:
    """Each line is rounded as it is printed: the sum is that of the lines. Raises DomainError when too large."""
    own, cost, discount = Decimal(0), Decimal(0), Decimal(0)
    for line in lines:
        own += rounded(line.price * line.quantity) - line.discount
        cost += rounded(line.cost * line.quantity)
        discount += line.discount
    if max(abs(own), abs(own * rate), abs(cost), abs(discount * rate)) >= MOST:
        raise DomainError(_("This sum is too large to be true."), code="sum")
    return Sums(own, rounded(own * rate), cost, rounded(discount * rate))
