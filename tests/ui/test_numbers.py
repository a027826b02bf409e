"""Numbers as the reader's language writes them."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import date_format

from core.text.numbers import MINUS, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, money, number, percent


@pytest.mark.parametrize(
    ("value", "places", "russian", "english"),
    [
        (0, 0, "0", "0"),
        (1248900, 0, "1_248_900", "1,248,900"),
        (-1500, 0, f"{MINUS}1_500", f"{MINUS}1,500"),
        (Decimal("1234.5"), 2, "1_234,50", "1,234.50"),
        (Decimal("-0.30"), 0, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
    ],
)
def test_thousands_stand_apart(value: int | float | Decimal, places: int, russian: str, english: str) -> None:
    with translation.override("ru"):
        assert number(value, places) == russian.replace("_", NARROW_NO_BREAK_SPACE)
    with translation.override("en"):
        assert number(value, places) == english


def test_sign_of_the_rouble_is_not_torn_from_the_amount() -> None:
    with translation.override("ru"):
        assert money(184320) == f"184{NARROW_NO_BREAK_SPACE}320{NO_BREAK_SPACE}₽"


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [("ru", 12.5, "12,5\u202f%"), ("ru", 15, "15\u202f%"), ("en", 12.46, "12.5%"), ("en", 110.0, "110%")],
)
def test_shares_are_written_as_the_language_does(language: str, value: float, said: str) -> None:
    with translation.override(language):
        assert percent(value) == said


def test_english_dates_cannot_be_misread() -> None:
    with translation.override("en"):
        assert date_format(dt.date(2026, 11, 3), "SHORT_DATE_FORMAT") == "3 Nov 2026"
        assert date_format(dt.datetime(2026, 11, 3, 14, 5), "SHORT_DATETIME_FORMAT") == "3 Nov 2026, 14:05"  # noqa: DTZ001
