"""Sensitive values of own fields: kept under the cipher of the product's secret."""

import re
from typing import Any

from core import secrets

PURPOSE = b"kartoteka own fields"
MASK = "•••"
SEALED = "^gAAAA[A-Za-z0-9_=-]+$"
"""How a value under the cipher looks, to Python and to PostgreSQL."""


def seal(value: Any) -> str:
    """The value under the newest key."""
    return secrets.seal(value, purpose=PURPOSE)


def reveal(token: str) -> Any:
    """The value again. Raises DomainError when no key fits: the secret was changed and the old one not kept."""
    return secrets.reveal(token, purpose=PURPOSE)


def is_sealed(kept: Any) -> bool:
    """Whether this is a value under the cipher, whatever the field is now."""
    return isinstance(kept, str) and re.match(SEALED, kept) is not None
