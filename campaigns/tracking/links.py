"""Addresses by which a message tells of its reader: signed, on our own domain, for one thing of one message only."""

import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from accounts.links import absolute

MARK = struct.Struct(">16sQ")
SIGNATURE = 9
"""Bytes: 72 bits, not to be guessed by asking; a link opens nothing but an address that is public anyway."""
SALT = "kartoteka.campaigns.tracking"
PICTURE = 0
"""In place of a link's id: the picture that tells of an opening."""


@dataclass(frozen=True)
class Marked:
    """What an address is about."""

    message_id: UUID
    link_id: int


def click_url(message_id: UUID, link_id: int) -> str:
    """Leads to a link of a campaign."""
    return absolute(reverse("tracking:click", args=[token(Marked(message_id, link_id))]))


def open_url(message_id: UUID) -> str:
    """The picture of a letter."""
    return absolute(reverse("tracking:opened", args=[token(Marked(message_id, PICTURE))]))


def short_url(code: str) -> str:
    """Leads there from an SMS."""
    return absolute(reverse("tracking:short", args=[code]))


def token(marked: Marked) -> str:
    """What stands in the address."""
    content = MARK.pack(marked.message_id.bytes, marked.link_id)
    return urlsafe_b64encode(content + _signature(content, settings.SECRET_KEY)).rstrip(b"=").decode()


def read(text: str) -> Marked | None:
    """What an address is about; None: forged, or cut short. Keys of before go on working."""
    try:
        content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (NotBase64, ValueError):
        return None
    if len(content) != MARK.size + SIGNATURE:
        return None
    body, signature = content[: MARK.size], content[MARK.size :]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    if not any(compare_digest(signature, _signature(body, key)) for key in keys):
        return None
    message, link = MARK.unpack(body)
    return Marked(UUID(bytes=message), link)


def _signature(content: bytes, key: str) -> bytes:
    return salted_hmac(SALT, content, secret=key, algorithm="sha256").digest()[:SIGNATURE]
