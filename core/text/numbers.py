"""Numbers as the reader's language writes them."""

from decimal import Decimal

from django.utils.formats import get_format
from django.utils.translation import pgettext

NARROW_NO_BREAK_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

Number = int | float | Decimal


def number(value: Number, places: int = 0) -> str:
    """Thousands apart (a narrow no-break space in Russian, so that a number is never torn), the right decimal mark."""
    separator = get_format("THOUSAND_SEPARATOR")
    if separator.isspace():
        separator = NARROW_NO_BREAK_SPACE
    rounded = f"{value:z,.{places}f}"  # z: what rounds to nothing has no sign
    whole, _, fraction = rounded.removeprefix("-").partition(".")
    text = whole.replace(",", separator)
    if fraction:
        text += get_format("DECIMAL_SEPARATOR") + fraction
    return MINUS + text if rounded[0] == "-" else text


def percent(value: Number, places: int | None = None) -> str:
    """«12,5 %» in Russian, “12.5%” in English; `places` None: one after the point where it is needed."""
    if places is None:
        value = round(float(value), 1)
        places = 0 if float(value).is_integer() else 1
    return pgettext("per cent", "%(n)s%%") % {"n": number(value, places)}


def money(value: Number, places: int = 0, sign: str = "\u20bd") -> str:
    """An amount in roubles; kopecks are shown only when asked for."""
    return number(value, places) + NO_BREAK_SPACE + sign
