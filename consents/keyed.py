"""Numbers and addresses as keyed hashes: one can be found again by its value, and never be read back.

HMAC-SHA256 under a key of its own, drawn from the product's secret. SQL makes the same bytes by the function
`consents_keyed(kind, value, inner, outer)`: `pads()` are its two keys, so that millions of values need no Python.
"""

import hashlib
import hmac

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

INFO = b"kartoteka contact values"
BLOCK = 64
"""Bytes of a block of SHA-256, as HMAC wants it."""


def digest(kind: str, value: str) -> bytes:
    """Of a contact point's kind and standard value, under the present key."""
    return _digest(settings.SECRET_KEY, kind, value)


def digests(kind: str, value: str) -> list[bytes]:
    """Under the present key and those before it: for looking up what was kept under an old secret."""
    return [_digest(secret, kind, value) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def pads() -> dict[str, bytes]:
    """Parameters `inner` and `outer` of the SQL function, under the present key."""
    return _pads(settings.SECRET_KEY)


def all_pads() -> list[dict[str, bytes]]:
    """The same under the present key and those before it."""
    return [_pads(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _pads(secret: str) -> dict[str, bytes]:
    key = _key(secret).ljust(BLOCK, b"\0")
    return {"inner": bytes(byte ^ 0x36 for byte in key), "outer": bytes(byte ^ 0x5C for byte in key)}


def _digest(secret: str, kind: str, value: str) -> bytes:
    return hmac.new(_key(secret), f"{kind}:{value}".encode(), hashlib.sha256).digest()


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(secret.encode())
