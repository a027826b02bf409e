"""Own fields of the card."""

from typing import Any

from customers.models import CustomField

NUMBERS = iter(range(10_000_000))
OPTIONS = [{"id": "o1", "name": "Красный"}, {"id": "o2", "name": "Синий"}]


def make_field(**values: Any) -> CustomField:
    """A field of text, unless said otherwise; lists have two colours."""
    number = next(NUMBERS)
    kind = values.setdefault("type", "text")
    values.setdefault("name", f"Поле {number}")
    values.setdefault("code", f"field_{number}")
    if kind in ("choice", "multi"):
        values.setdefault("options", OPTIONS)
    return CustomField.objects.create(**values)
