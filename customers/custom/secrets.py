"""Sensitive values: kept under a cipher whose key comes of the product's secret, old secrets still read."""

import base64
import json
import re
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

PURPOSE = b"kartoteka own fields"
MASK = "•••"
SEALED = "^gAAAA[A-Za-z0-9_=-]+$"
"""How a value under the cipher looks, to Python and to PostgreSQL."""


def seal(value: Any) -> str:
    """The value under the newest key."""
    return _cipher().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()


def reveal(token: str) -> Any:
    """The value again. Raises DomainError when no key fits: the secret was changed and the old one not kept."""
    try:
        return json.loads(_cipher().decrypt(token.encode()))
    except InvalidToken:
        raise DomainError(
            _("This value was kept under another secret key; put that key into KARTOTEKA_OLD_SECRET_KEYS."),
            code="key",
        ) from None


def is_sealed(kept: Any) -> bool:
    """Whether this is a value under the cipher, whatever the field is now."""
    return isinstance(kept, str) and re.match(SEALED, kept) is not None


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
