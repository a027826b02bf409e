"""Amounts and quantities as people read them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from core.text.numbers import NO_BREAK_SPACE, number
from customers import rights
from sales.models import Purchase
from sales.purchase_fields import TOTAL

SIGNS = {"RUB": "₽", "BYN": "Br", "KZT": "₸", "USD": "$", "EUR": "€"}


def amount(value: Decimal, currency: str) -> str:
    """With the sign of the currency; kopecks only where there are some."""
    places = 0 if value == value.to_integral_value() else 2
    return number(value, places) + NO_BREAK_SPACE + SIGNS.get(currency, currency)


def added(purchase: Purchase, reader: User) -> str:
    """That it is written down, with its sum where the reader may know sums."""
    if not rights.may_read(reader, TOTAL):
        return _("The purchase is added.")
    return _("The purchase is added: %(sum)s.") % {"sum": amount(purchase.own_total, purchase.currency)}


def quantity(value: Decimal) -> str:
    """Without noughts at its end."""
    text = f"{value.normalize():f}"
    return number(value, len(text.partition(".")[2]))
