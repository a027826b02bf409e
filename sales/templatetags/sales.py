"""Filters of pages of sales."""

from decimal import Decimal

from django import template

from sales import words

register = template.Library()


@register.filter
def amount(value: Decimal, currency: str) -> str:
    """«1 200 ₽»."""
    return words.amount(value, currency)


@register.filter
def quantity(value: Decimal) -> str:
    """«1,5»."""
    return words.quantity(value)
