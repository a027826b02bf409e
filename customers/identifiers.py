"""Identifiers made before the row is written."""

import secrets
import time
from uuid import UUID

RANDOM_BITS = 74


def new_id() -> UUID:
    """Return a UUID of version 7: unguessable, yet new rows stand side by side in the index."""
    return uuid7(int(time.time() * 1000), secrets.randbits(RANDOM_BITS))


def uuid7(milliseconds: int, noise: int) -> UUID:
    """Return the UUID of version 7 (RFC 9562) of a moment and 74 random bits."""
    high, low = noise >> 62, noise & ((1 << 62) - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 2 << 62 | low)
