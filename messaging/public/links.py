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

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.links import absolute
from consents.models.gate import MessageClass
from core.errors import DomainError
from customers.models import ContactPoint
from messaging.public import shortening

POINT_AND_CARD = struct.Struct(">16sQ")
SIGNED_AT = struct.Struct(">I")
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
    def point_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Opened:
    """A link that is ours."""

    aim: Aim
    payload: bytes
    signed_at: dt.datetime

    @property
    def is_over(self) -> bool:
        """Whether its time has passed: it may be renewed, and opens nothing."""
        return not self.is_younger_than(LIVES[self.aim])

    def is_younger_than(self, age: dt.timedelta) -> bool:
        """By when it was signed."""
        return timezone.now() < self.signed_at + age

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
    short = {one.id: (one.point_id, one.channel) for one in rows if one.channel != "email" and one.point_id is not None}
    codes = shortening.codes(short.values())
    return {one.id: _leaving(one, codes.get(short[one.id], "") if one.id in short else "") for one in rows}


def preferences_url(customer: int, point: UUID) -> str:
    """Where a client sees what he agreed to and changes it; `point` is the contact the link is sent to."""
    return absolute(_preferences(customer, point))


def preferences_path(point: ContactPoint) -> str:
    """The same from another page of this contact's own."""
    return _preferences(point.customer_id, point.pk)


def confirm_path(confirmation: UUID) -> str:
    """Where a question is answered."""
    return reverse("public:confirm", args=[sign(Aim.CONFIRM, confirmation.bytes)])


def copy_path(asked: UUID) -> str:
    """Where a copy of one's data is taken."""
    return reverse("public:copy", args=[sign(Aim.COPY, asked.bytes)])


def headers(message: Addressed) -> dict[str, str]:
    """Of an advertising letter: the button of the mail program (RFC 8058). Others have nothing to refuse by it."""
    if message.channel != "email" or message.message_class != MessageClass.ADVERTISING:
        return {}
    return {HEADER: f"<{unsubscribe_url(message)}>", ONE_CLICK_HEADER: ONE_CLICK}


def address(page: str, aim: Aim, payload: bytes) -> str:
    """The full address of a public page under a new link."""
    return absolute(reverse(f"public:{page}", args=[sign(aim, payload)]))


def sign(aim: Aim, payload: bytes, *, at: dt.datetime | None = None) -> str:
    """A link's own part of the address."""
    stamp = SIGNED_AT.pack(int((at or timezone.now()).timestamp()))
    return _signer(aim).sign(urlsafe_b64encode(stamp + payload).rstrip(b"=").decode())


def opened(aim: Aim, token: str) -> Opened:
    """What stands in a link. Raises DomainError on one that is forged, cut short or meant for something else."""
    try:
        text = _signer(aim).unsign(token)
    except BadSignature as error:
        raise DomainError(_("This link is not complete. Copy it whole from the message."), code="link") from error
    content = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    (signed_at,) = SIGNED_AT.unpack_from(content)
    return Opened(aim, content[SIGNED_AT.size :], dt.datetime.fromtimestamp(signed_at, dt.UTC))


def _preferences(customer: int, point: UUID) -> str:
    return reverse("public:preferences", args=[sign(Aim.PREFERENCES, POINT_AND_CARD.pack(point.bytes, customer))])


def _leaving(message: Addressed, code: str) -> str:
    if code:
        return absolute(reverse("public:unsubscribe_short", args=[code]))
    return address("unsubscribe", Aim.UNSUBSCRIBE, message.id.bytes)


def _signer(aim: Aim) -> Signer:
    return Signer(salt=f"kartoteka.messaging.public.{aim}", sep=".")
