"""Values kept under a cipher: the key comes of the product's secret and of what it is for; old secrets still read."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError


def seal(value: Any, *, purpose: bytes) -> str:
    """The value under the newest key of this purpose: a value sealed for one purpose opens for no other."""
    return _cipher(purpose).encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()


def reveal(token: str, *, purpose: bytes) -> Any:
    """The value again. Raises DomainError when no key fits: the secret was changed and the old one not kept."""
    try:
        return json.loads(_cipher(purpose).decrypt(token.encode()))
    except InvalidToken:
        raise DomainError(
            _("This value was kept under another secret key; put that key into KARTOTEKA_OLD_SECRET_KEYS."),
            code="key",
        ) from None


def _cipher(purpose: bytes) -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: bytes) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
    return base64.urlsafe_b64encode(made)
