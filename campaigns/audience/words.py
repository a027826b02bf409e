"""Outcomes in words, and in the order people ask for them."""

from django.utils.functional import Promise

from campaigns.choices import AGAIN, CONTROL, DUPLICATE, MINUS, OK, OWN_OUTCOMES
from consents.gate.codes import CODES

ORDER = {
    code: place
    for place, code in enumerate((OK, MINUS, *(code for code in CODES if code != OK), AGAIN, DUPLICATE, CONTROL))
}


def label(code: str) -> str | Promise:
    """What became of a client."""
    if code in OWN_OUTCOMES:
        return OWN_OUTCOMES[code]
    return CODES[code].words if code in CODES else code


def law(code: str) -> str | Promise:
    """By which rule."""
    return CODES[code].law if code in CODES and code not in OWN_OUTCOMES else ""


def place(code: str) -> int:
    """Its place in a waterfall."""
    return ORDER.get(code, len(ORDER))
