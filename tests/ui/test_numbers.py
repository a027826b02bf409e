"""Numbers as the reader's language writes them."""

from decimal import Decimal

import pytest
from django.utils import translation

from core.text.numbers import MINUS, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, money, number


@pytest.mark.parametrize(
    ("value", "places", "russian", "english"),
    [
        (0, 0, "0", "0"),
        (1248900, 0, "1_248_900", "1,248,900"),
        (-1500, 0, f"{MINUS}1_500", f"{MINUS}1,500"),
        (Decimal("1234.5"), 2, "1_234,50", "1,234.50"),
    ],
)
def test_thousands_stand_apart(value: int | Decimal, places: int, russian: str, english: str) -> None:
    with translation.override("ru"):
        assert number(value, places) == russian.replace("_", NARROW_NO_BREAK_SPACE)
    with translation.override("en"):
        assert number(value, places) == english


def test_sign_of_the_rouble_is_not_torn_from_the_amount() -> None:
    with translation.override("ru"):
        assert money(184320) == f"184{NARROW_NO_BREAK_SPACE}320{NO_BREAK_SPACE}₽"
