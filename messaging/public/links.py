"""Links that let a client in without a password: signed, for one thing only, and not for ever.

A link names a message, or a contact and its card, by ids alone. It is signed by the product's secret under a salt of
its own purpose, so a link to refuse opens no settings; `SECRET_KEY_FALLBACKS` keep older ones good when the secret
changes. An SMS has no room for one: `messaging.public.shortening` gives it eight letters.
"""

import datetime as dt
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.links import absolute
from consents.models.gate import MessageClass
from core.errors import DomainError
from messaging.public import shortening

POINT_AND_CARD = struct.Struct(">16sQ")
HEADER, ONE_CLICK_HEADER = "List-Unsubscribe", "List-Unsubscribe-Post"
ONE_CLICK = "List-Unsubscribe=One-Click"
"""Body of the request a mail program sends (RFC 8058), and the value of the header that allows it."""


class Aim(StrEnum):
    """What a link is for."""

    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"
    CONFIRM = "confirm"
    ACT = "act"
    COPY = "copy"


LIVES = {
    Aim.UNSUBSCRIBE: dt.timedelta(days=3 * 365),
    Aim.PREFERENCES: dt.timedelta(days=60),
    Aim.CONFIRM: dt.timedelta(hours=72),
    Aim.ACT: dt.timedelta(hours=24),
    Aim.COPY: dt.timedelta(days=7),
}
"""How long a link opens. One to refuse outlives any letter; one to personal data does not."""


class Addressed(Protocol):
    """What a link needs to know of a message."""

    @property
    def id(self) -> UUID: ...

    @property
    def channel(self) -> str: ...

    @property
    def message_class(self) -> str: ...

    @property
    def point_id(self) -> UUID: ...


@dataclass(frozen=True)
class Opened:
    """A link that is ours."""

    payload: bytes
    is_over: bool
    """Its time has passed: it may be renewed, and opens nothing."""

    @property
    def uuid(self) -> UUID:
        """Of a link that names one thing."""
        return UUID(bytes=self.payload)

    @property
    def point_and_card(self) -> tuple[UUID, int]:
        """Of a link to settings: the contact it was sent to, and the card that held it then."""
        point, card = POINT_AND_CARD.unpack(self.payload)
        return UUID(bytes=point), card


def unsubscribe_url(message: Addressed) -> str:
    """Where the addressee of a message refuses such messages; short in an SMS."""
    return unsubscribe_urls([message])[message.id]


def unsubscribe_urls(messages: Iterable[Addressed]) -> dict[UUID, str]:
    """The same for many, by ids of messages; two queries for those that need short links, none for the rest."""
    rows = list(messages)
    codes = shortening.codes([(one.point_id, one.channel) for one in rows if one.channel != "email"])
    return {one.id: _leaving(one, codes.get((one.point_id, one.channel), "")) for one in rows}


def preferences_url(customer: int, point: UUID) -> str:
    """Where a client sees what he agreed to and changes it; `point` is the contact the link is sent to."""
    return address("preferences", Aim.PREFERENCES, POINT_AND_CARD.pack(point.bytes, customer))


def headers(message: Addressed) -> dict[str, str]:
    """Of an advertising letter: the button of the mail program (RFC 8058). Others have nothing to refuse by it."""
    if message.channel != "email" or message.message_class != MessageClass.ADVERTISING:
        return {}
    return {HEADER: f"<{unsubscribe_url(message)}>", ONE_CLICK_HEADER: ONE_CLICK}


def address(page: str, aim: Aim, payload: bytes) -> str:
    """The full address of a public page under a new link."""
    return absolute(reverse(f"public:{page}", args=[sign(aim, payload)]))


def sign(aim: Aim, payload: bytes) -> str:
    """A link's own part of the address."""
    return _signer(aim).sign(urlsafe_b64encode(payload).rstrip(b"=").decode())


def opened(aim: Aim, token: str) -> Opened:
    """What stands in a link. Raises DomainError on one that is forged, cut short or meant for something else."""
    signer, over = _signer(aim), False
    try:
        signer.unsign(token, max_age=LIVES[aim])
    except SignatureExpired:
        over = True
    except (BadSignature, ValueError) as error:
        raise DomainError(_("This link is not complete. Copy it whole from the message."), code="link") from error
    text = signer.unsign(token)
    return Opened(urlsafe_b64decode(text + "=" * (-len(text) % 4)), over)


def _leaving(message: Addressed, code: str) -> str:
    if code:
        return absolute(reverse("public:unsubscribe_short", args=[code]))
    return address("unsubscribe", Aim.UNSUBSCRIBE, message.id.bytes)


def _signer(aim: Aim) -> TimestampSigner:
    return TimestampSigner(salt=f"kartoteka.messaging.public.{aim}", sep=".")
