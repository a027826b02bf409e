"""Which attribute of a client is masked how, for roles that may know a value is there but not read it."""

from collections.abc import Callable

from accounts import masks
from customers.choices import ContactKind
from customers.normalise.contacts import display_contact

MASKS: dict[str, Callable[[str], str]] = {
    "phone": masks.displayed(lambda value: point_text(ContactKind.PHONE, value), masks.phone),
    "email": masks.email,
    "birth_date": masks.year,
    "address": masks.first_letter,
    "company": masks.first_letter,
    "position": masks.first_letter,
    "inn": masks.first_letter,
    "kpp": masks.first_letter,
    "telegram": masks.first_letter,
    "whatsapp": masks.displayed(lambda value: point_text(ContactKind.WHATSAPP, value), masks.phone),
    "vk": masks.first_letter,
    "max": masks.first_letter,
    "family": masks.first_letter,
    "interests": masks.first_letter,
    "preferences": masks.first_letter,
    "ogrn": masks.first_letter,
    "bik": masks.first_letter,
    "account": masks.first_letter,
    "corr_account": masks.first_letter,
    "director": masks.first_letter,
    "accountant": masks.first_letter,
    "legal_address": masks.first_letter,
    "note": masks.first_letter,
    "external_id": masks.first_letter,
}


def point_text(kind: str, value: str) -> str:
    """A number in its standard form as people read it; anything else as it stands."""
    return display_contact(kind, value, value) if value.startswith("+") else value
