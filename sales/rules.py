"""What a purchase may be: each refusal is a sentence for the person who types or brings it in."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import company
from core.errors import DomainError
from core.text.numbers import number
from sales.choices import PaymentStatus
from sales.models import Product, Purchase
from sales.money import MOST

MOST_LINES = 10_000
"""A purchase of more lines is a report, not a document of one client."""
EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
LEEWAY = dt.timedelta(minutes=10)
"""Clocks of tills differ a little."""


QUANTITY_STEP = Decimal("0.001")
MOST_QUANTITY = Decimal(10) ** 11


def refuse_moment(at: dt.datetime) -> None:
    """A purchase has happened: neither tomorrow nor before there were tills."""
    if at > timezone.now() + LEEWAY:
        raise DomainError(_("The date of a purchase cannot be in the future."), code="future")
    if at < EARLIEST:
        raise DomainError(_("The date of a purchase cannot be before 1990."), code="too_old")


def refuse_money(quantity: Decimal, price: Decimal, discount: Decimal, cost: Decimal) -> None:
    """A price of nought is a gift; below nought only a quantity may be, which is a return."""
    if price < 0 or cost < 0:
        raise DomainError(
            _("A price cannot be below zero: what is returned has a quantity below zero."), code="negative_price"
        )
    if max(price, cost) >= MOST or abs(quantity) >= MOST_QUANTITY:
        raise DomainError(_("This sum is too large to be true."), code="sum")
    if quantity == 0:
        raise DomainError(_("The quantity cannot be zero: leave the line out."), code="quantity")
    if quantity != quantity.quantize(QUANTITY_STEP):
        raise DomainError(_("A quantity has at most three digits after the point."), code="quantity")
    if discount and (discount < 0) != (quantity < 0):
        raise DomainError(_("A discount takes from the sum, so it cannot be below zero."), code="negative_discount")
    if abs(discount) > abs(price * quantity):
        raise DomainError(_("The discount is larger than the price."), code="discount")


def refuse_unit(product: Product | None, unit: str) -> None:
    """Kilograms are not sold by the piece."""
    if product is not None and unit and product.unit and not same_unit(unit, product.unit):
        text = _("“%(product)s” is sold by “%(unit)s”, and the line says “%(said)s”.")
        raise DomainError(text % {"product": product.name, "unit": product.unit, "said": unit}, code="unit")


def same_unit(one: str, other: str) -> bool:
    """Without regard to case and to the dot of an abbreviation."""
    return one.casefold().strip(". ") == other.casefold().strip(". ")


def refuse_number_of_lines(count: int) -> None:
    """At least one, and not a warehouse."""
    if count == 0:
        raise DomainError(_("A purchase has at least one line."), code="lines")
    if count > MOST_LINES:
        text = ngettext(
            "A purchase has at most %(most)s line: divide it.", "A purchase has at most %(most)s lines: divide it.",
            MOST_LINES,
        )  # fmt: skip
        raise DomainError(text % {"most": number(MOST_LINES)}, code="too_many_lines")


def rate_of(currency: str, rate: Decimal | None) -> Decimal:
    """The rate to the company's currency; without one a purchase in another cannot be counted."""
    ours = company.current().currency
    if currency == ours:
        return Decimal(1)
    if rate is None or rate <= 0:
        text = _("Give the rate of %(currency)s on the day of the purchase: the base is kept in %(ours)s.")
        raise DomainError(text % {"currency": currency, "ours": ours}, code="rate")
    return rate


def refuse_number(customer_id: int, document: str, *, but: int = 0) -> None:
    """A number stands once with a client."""
    document = document.strip()
    if document and Purchase.objects.filter(customer_id=customer_id, number=document).exclude(pk=but).exists():
        text = _("This client already has a purchase with the number “%(number)s”.")
        raise DomainError(text % {"number": document}, code="duplicate_number")


def status_of(status: str, total: Decimal) -> str:
    """A sum below zero is a return, whatever was said; a return above zero is a slip. Raises DomainError on it."""
    if total < 0:
        return PaymentStatus.RETURNED
    if status == PaymentStatus.RETURNED and total > 0:
        raise DomainError(_("The sum of a return is below zero: give quantities with a minus."), code="return_sum")
    return status


def refuse_excess(bought: Sequence[tuple[str, Decimal, Decimal]]) -> None:
    """(product, what may still be returned, what is returned). Nobody returns more than he has."""
    for name, left, asked in bought:
        if asked > left:
            text = _("“%(product)s”: %(asked)s to return, and only %(left)s left of this purchase.")
            places = {"product": name, "asked": f"{asked.normalize():f}", "left": f"{left.normalize():f}"}
            raise DomainError(text % places, code="returns_more")
