"""The one contract of everything that carries messages: what is given to a gateway and what it answers."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import TracebackType
from typing import Any, ClassVar, Self
from uuid import UUID

from django.http import HttpRequest, HttpResponse

UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL keeps in no text: NUL, and half of a sign."""


class ErrorKind(StrEnum):
    """What to do about a refusal, whatever words the gateway has for it."""

    SETTINGS = "settings"
    """The gateway itself cannot be reached as it is set up."""
    AUTH = "auth"
    BALANCE = "balance"
    SENDER = "sender"
    RECIPIENT = "recipient"
    """No such number or address."""
    REFUSED = "refused"
    """The addressee stands in the stop list of the gateway or of his operator."""
    COMPLAINT = "complaint"
    CONTENT = "content"
    RATE = "rate"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNKNOWN = "unknown"
    """The hand-over began and nobody knows how it ended: never sent again blindly."""

    @property
    def stops_gateway(self) -> bool:
        """No message will go through until a person has acted."""
        return self in {ErrorKind.SETTINGS, ErrorKind.AUTH, ErrorKind.BALANCE, ErrorKind.SENDER}

    @property
    def is_retried(self) -> bool:
        """The same message may go through later."""
        return self in {ErrorKind.RATE, ErrorKind.TEMPORARY}


class Status(StrEnum):
    """How far a message has come, in the words of the contract."""

    QUEUED = "queued"
    ACCEPTED = "accepted"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    REJECTED = "rejected"
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    DELAYED = "delayed"
    """Not there yet, and still being tried: nothing changes but the count of soft bounces."""
    COMPLAINED = "complained"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What a gateway can do, as far as somebody acts upon it."""

    bulk_max: int = 1
    """How many messages one call of `send` may take."""
    idempotent: bool = False
    """A repeat under the same key is absorbed: what is unknown may be sent again."""
    asked_by_key: bool = False
    """`poll_status` answers for our own key too: what is unknown can be asked for."""
    balance: bool = False
    """It has an account with money on it."""


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class OutMsg:
    """One message, ready: rendered, allowed by the gate, with its headers."""

    idempotency_key: UUID
    to: str = field(repr=False)
    """The address, or the number as E.164."""
    sender: str
    """The address, or the name of the sender as the gateway knows it; empty: the gateway's own."""
    text: str = field(repr=False)
    sender_name: str = ""
    subject: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    ttl: dt.timedelta | None = None
    """Later it is of no use; None: it always is."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Of a letter: List-Unsubscribe and the like."""
    reply_to: str = ""
    attachments: Sequence[Attached] = ()


@dataclass(frozen=True, kw_only=True)
class SendError:
    """Why it did not go."""

    kind: ErrorKind
    code: str = ""
    """The gateway's own."""
    text: str = ""
    """The gateway's own words, without addresses."""
    retry_after: float | None = None
    """Seconds, where it was told."""

    def __post_init__(self) -> None:
        _clean(self, "code", "text")


@dataclass(frozen=True, kw_only=True)
class SendResult:
    """What became of one message of a batch."""

    provider_id: str = ""
    segments: int | None = None
    price: Decimal | None = None
    currency: str = ""
    error: SendError | None = None

    def __post_init__(self) -> None:
        _clean(self, "provider_id")

    @property
    def accepted(self) -> bool:
        """The gateway has taken it over."""
        return self.error is None

    @classmethod
    def failed(cls, kind: ErrorKind, code: str = "", text: str = "", retry_after: float | None = None) -> Self:
        """A refusal."""
        return cls(error=SendError(kind=kind, code=code, text=text[:500], retry_after=retry_after))


@dataclass(frozen=True, kw_only=True)
class StatusEvent:
    """What a gateway tells later of a message it took over; found by its own id or by our key."""

    status: Status
    provider_id: str = ""
    idempotency_key: UUID | None = None
    at: dt.datetime | None = None
    """None: the gateway does not tell."""
    error: SendError | None = None
    price: Decimal | None = None
    raw: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What of its words is kept beside the state: words and numbers, not nested."""

    def __post_init__(self) -> None:
        _clean(self, "provider_id")
        object.__setattr__(self, "raw", {name: _kept(value) for name, value in self.raw.items()})


@dataclass(frozen=True, kw_only=True)
class InboundMsg:
    """What a person wrote to us."""

    sender: str = field(repr=False)
    text: str = field(repr=False)
    subject: str = field(default="", repr=False)
    provider_id: str = ""
    at: dt.datetime | None = None
    in_reply_to: UUID | None = None
    """Our message he answers, where that is known."""
    attachments: Sequence[Attached] = ()

    def __post_init__(self) -> None:
        _clean(self, "sender", "text", "subject", "provider_id")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A message whose state is wanted; some gateways find it by their id, some by our key and the number."""

    idempotency_key: UUID
    provider_id: str = ""
    to: str = field(default="", repr=False)


@dataclass(frozen=True, kw_only=True)
class Balance:
    """What is left on the account of a gateway."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """A gateway as an adapter needs it: what was typed in its settings, secrets opened."""

    code: str
    channel: str
    sender: str = ""
    sender_name: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


def _clean(told: object, *names: str) -> None:
    """Whatever stands in the words of others, the base can keep them."""
    for name in names:
        object.__setattr__(told, name, _kept(getattr(told, name)))


def _kept(value: Any) -> Any:
    return UNKEPT.sub("", value) if isinstance(value, str) else value


class GatewayError(Exception):
    """A question about the account (balance, senders, states) was not answered; says why, without secrets."""

    def __init__(self, error: SendError) -> None:
        super().__init__(error.text or error.code or error.kind.value)
        self.error = error


class MessageAdapter:
    """Speaks to one gateway. Holds its connection between calls: use as a context manager, in one thread.

    What a gateway cannot do stays as here.
    """

    code: ClassVar[str]
    capabilities: ClassVar[Capabilities] = Capabilities()

    def __init__(self, account: Account) -> None:
        self.account = account

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of connections; the next call opens them again."""

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """Hand over at most `bulk_max` messages: one result for each, in their order.

        Never raises for what a gateway or the network does; a hand-over that began and whose end is not known is a
        result of kind `unknown`.
        """
        raise NotImplementedError

    def verify(self, request: HttpRequest) -> bool:
        """Whether the gateway itself calls, beyond the secret in the address: a signature, where it signs."""
        return True

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """States told by a callback. Raises ValueError on garbage."""
        return []

    def parse_inbound(self, request: HttpRequest) -> list[InboundMsg]:
        """Words of people told by a callback. Raises ValueError on garbage."""
        return []

    def ack(self, request: HttpRequest) -> HttpResponse:
        """The answer by which the gateway knows that it was heard."""
        return HttpResponse("ok", content_type="text/plain")

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        """States of messages, each with our key; what the gateway has never heard of is `unknown`, with an error of
        kind `permanent`: it may be sent again. What it does not answer for is left out. Raises GatewayError.
        """
        return []

    def balance(self) -> Balance | None:
        """What is left; None where the gateway has no such thing. Raises GatewayError."""
        return None

    def senders(self) -> list[str] | None:
        """Names one may send under; None where the gateway cannot tell. Raises GatewayError."""
        return None

    def check(self) -> None:
        """Try the account without sending anything. Raises GatewayError."""
        self.balance()
