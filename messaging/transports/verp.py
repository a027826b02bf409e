"""Addresses that lead home: the Return-Path and the Message-ID of a letter name our message, under a signature.

Whoever could make them up could make anybody's address look dead.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "kartoteka.messaging.verp"
SIGNATURE = 16
"""Hex digits: 64 bits, and the local part stays under the 64 characters of RFC 5321."""
BOUNCE = re.compile(r"\bb\+(?P<key>[0-9a-f]{32})\.(?P<sign>[0-9a-f]{16})@", re.IGNORECASE)
LETTER = re.compile(r"<m\.(?P<key>[0-9a-f]{32})\.(?P<sign>[0-9a-f]{16})@[^<>\s]+>", re.IGNORECASE)


def bounce_address(key: UUID, domain: str) -> str:
    """Where a letter returns that could not be delivered: b+<message>.<signature>@domain."""
    return f"b+{key.hex}.{_sign(key, settings.SECRET_KEY)}@{domain}"


def letter_id(key: UUID, domain: str) -> str:
    """The Message-ID, which an answer quotes."""
    return f"<m.{key.hex}.{_sign(key, settings.SECRET_KEY)}@{domain}>"


def bounced(text: str) -> UUID | None:
    """The message named by the first of our return addresses in a text, if its signature holds."""
    return next(_true(BOUNCE, text), None)


def answered(text: str) -> UUID | None:
    """The message named by the first of our Message-IDs in a text (In-Reply-To, References), if its signature holds."""
    return next(_true(LETTER, text), None)


def _true(pattern: re.Pattern[str], text: str) -> Iterator[UUID]:
    for found in pattern.finditer(text):
        key = UUID(hex=found["key"])
        signs = [_sign(key, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
        if any(constant_time_compare(found["sign"].lower(), sign) for sign in signs):
            yield key


def _sign(key: UUID, secret: str) -> str:
    return salted_hmac(SALT, key.hex, secret=secret, algorithm="sha256").hexdigest()[:SIGNATURE]
