"""Which normaliser serves which kind of contact point."""

from collections.abc import Callable
from functools import partial

from customers.choices import ContactKind
from customers.normalise.emails import normalise_email
from customers.normalise.nicks import NICKS, normalise_nick, normalise_site
from customers.normalise.phones import display_phone, normalise_phone
from customers.normalise.result import Normalised

NORMALISERS: dict[str, Callable[[str], Normalised]] = {
    ContactKind.PHONE: normalise_phone,
    ContactKind.EMAIL: normalise_email,
    ContactKind.TELEGRAM: partial(normalise_nick, ContactKind.TELEGRAM.value),
    ContactKind.WHATSAPP: partial(normalise_nick, ContactKind.WHATSAPP.value),
    ContactKind.VK: partial(normalise_nick, ContactKind.VK.value),
    ContactKind.MAX: partial(normalise_nick, ContactKind.MAX.value),
    ContactKind.SITE: normalise_site,
}


def normalise_contact(kind: str, raw: str) -> Normalised:
    """Return the standard form of what was typed, or why there is none."""
    return NORMALISERS[kind](raw)


def display_contact(kind: str, value: str, raw: str) -> str:
    """Return what a person reads: the standard form in readable groups, else what was typed."""
    if not value:
        return raw
    if value.startswith("+"):
        return display_phone(value)
    if kind in NICKS:
        return f"@{value}"
    return value.partition("://")[2] if kind == ContactKind.SITE else value
