"""Which normaliser serves which kind of contact point."""

from collections.abc import Callable

from customers.choices import ContactKind
from customers.normalise.emails import normalise_email
from customers.normalise.phones import display_phone, normalise_phone
from customers.normalise.result import Normalised

NORMALISERS: dict[str, Callable[[str], Normalised]] = {
    ContactKind.PHONE: normalise_phone,
    ContactKind.EMAIL: normalise_email,
}


def normalise_contact(kind: str, raw: str) -> Normalised:
    """Return the standard form of what was typed, or why there is none."""
    return NORMALISERS[kind](raw)


def display_contact(kind: str, value: str, raw: str) -> str:
    """Return what a person reads: the standard form in readable groups, else what was typed."""
    if not value:
        return raw
    return display_phone(value) if kind == ContactKind.PHONE else value
