"""Sensitive fields as exports open them, for those who may read them."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from accounts.models import User
from core.errors import DomainError
from customers.custom import pointing
from customers.custom.secrets import MASK, reveal
from customers.custom.words import typed, words
from customers.models.custom_field import CustomField, CustomType

WORDS = frozenset({CustomType.FLAG, CustomType.CHOICE, CustomType.MULTI})
"""Types whose values people know by words only; others leave as a box of the form holds them."""


def opener(own: CustomField) -> Callable[[User, Collection[str]], Mapping[str, str]]:
    """Values under the cipher to what they say; those no key fits stay masked."""

    def opened(reader: User, sealed: Collection[str]) -> Mapping[str, str]:
        plain = {one: _plain(one) for one in sealed}
        if own.type != CustomType.CLIENT:
            return {one: said(value) for one, value in plain.items()}
        names = pointing.named(reader, {str(value) for value in plain.values() if value is not None})
        return {one: names.get(str(value), MASK) for one, value in plain.items()}

    def said(value: Any) -> str:
        if value is None:
            return MASK
        return words(own, value) if own.type in WORDS else typed(own, value)

    return opened


def _plain(sealed: str) -> Any:
    try:
        return reveal(sealed)
    except DomainError:
        return None
