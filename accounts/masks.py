"""How a value looks to one who may know that it exists but not read it. Each takes what a person would read."""

import re
from collections.abc import Callable

DOT = "•"
DOTS = DOT * 3
KEPT_FIRST, KEPT_LAST, WHOLE = 4, 2, 10
"""Digits of a whole number that stay: the country with the code of the city or operator, and the last two."""


def phone(text: str) -> str:
    """«+7 917 •••-••-60»; of what is no whole number only the last two digits stay, of a short one nothing."""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    if len(digits) < WHOLE - 3:
        return text if DOT in text and len(digits) <= KEPT_FIRST + KEPT_LAST else DOTS  # masked already
    first = KEPT_FIRST - (0 if len(digits) > WHOLE else 1)
    hidden = set(digits[first if len(digits) >= WHOLE else 0 : -KEPT_LAST])
    # Whatever else was typed beside the number may name somebody.
    return "".join(DOT if at in hidden else sign for at, sign in enumerate(text) if not sign.isalpha())


def email(text: str) -> str:
    """«i•••@mail.ru»; without an address only the first letter."""
    name, at, domain = text.strip().rpartition("@")
    return f"{name[:1]}{DOTS}@{domain}" if at and name else first_letter(text)


def year(text: str) -> str:
    """The year of a date, however the date is written."""
    found = re.search(r"\d{4}", text)
    return found[0] if found else DOTS


def first_letter(text: str) -> str:
    """«K•••»."""
    plain = text.strip()
    return f"{plain[0]}{DOTS}" if plain else ""


def displayed(show: Callable[[str], str], mask: Callable[[str], str]) -> Callable[[str], str]:
    """A mask over the value as people read it: stored values have a form of their own."""
    return lambda value: mask(show(value))
