"""Amounts and quantities as people read them."""

from decimal import Decimal

from core.text.numbers import NO_BREAK_SPACE, number

SIGNS = {"RUB": "₽", "BYN": "Br", "KZT": "₸", "USD": "$", "EUR": "€"}


def amount(value: Decimal, currency: str) -> str:
    """With the sign of the currency; kopecks only where there are some."""
    places = 0 if value == value.to_integral_value() else 2
    return number(value, places) + NO_BREAK_SPACE + SIGNS.get(currency, currency)


def quantity(value: Decimal) -> str:
    """Without noughts at its end."""
    text = f"{value.normalize():f}"
    return number(value, len(text.partition(".")[2]))
