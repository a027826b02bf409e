"""Sensitive values of own fields: kept under a cipher, shown as a mask."""

import re
from typing import Any

from core import sealing

PURPOSE = b"kartoteka own fields"
MASK = "•••"
SEALED = "^gAAAA[A-Za-z0-9_=-]+$"
"""How a value under the cipher looks, to Python and to PostgreSQL."""


def seal(value: Any) -> str:
    """The value under the newest key."""
    return sealing.seal(value, PURPOSE)


def reveal(token: str) -> Any:
    """The value again. Raises DomainError when no key fits: the secret was changed and the old one not kept."""
    return sealing.reveal(token, PURPOSE)


def is_sealed(kept: Any) -> bool:
    """Whether this is a value under the cipher, whatever the field is now."""
    return isinstance(kept, str) and re.match(SEALED, kept) is not None
