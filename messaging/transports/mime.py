"""A letter as bytes: text and HTML side by side, attachments, headers; nothing in it can break a header."""

import re
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache

import idna
from django.utils import timezone

from messaging.transports.base import ErrorKind, OutMsg, SendError
from messaging.transports.verp import letter_id

LARGEST = 10 * 1024 * 1024
"""Bytes of a whole letter; most servers take no more than 10 to 25 MB."""
UNSAFE = re.compile(r"[\x00-\x1f\x7f\s<>,;]")
ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
OURS = frozenset({"from", "to", "cc", "bcc", "subject", "date", "message-id", "reply-to", "sender", "return-path"})
"""Headers that nobody may give besides the fields they come from."""


class _Headers(HeaderRegistry):
    """Keeps the classes of headers: the library makes one anew for every header of every letter."""

    def __getitem__(self, name: str) -> type[BaseHeader]:
        return _header_class(self.registry.get(name.lower(), self.default_class), self.base_class)


@cache
def _header_class(kind: type, base: type[BaseHeader]) -> type[BaseHeader]:
    return type(f"_{kind.__name__}", (kind, base), {})


POLICY = SMTP.clone(max_line_length=200, header_factory=_Headers())


class UnfitLetterError(Exception):
    """The letter cannot be made; `error` says what is wrong with it."""

    def __init__(self, kind: ErrorKind, code: str, text: str) -> None:
        super().__init__(text)
        self.error = SendError(kind=kind, code=code, text=text)


@dataclass(frozen=True)
class Letter:
    """What a mail server is given."""

    sender: str
    """The address of From, in ASCII as far as its domain goes."""
    recipient: str
    content: bytes

    @property
    def is_ascii(self) -> bool:
        """Whether the addresses need no SMTPUTF8."""
        return self.sender.isascii() and self.recipient.isascii()


def build(message: OutMsg, *, largest: int = LARGEST) -> Letter:
    """Raises UnfitLetterError: an address that is none, headers with line ends, a letter too big."""
    sender = address(message.sender, ErrorKind.SENDER)
    recipient = address(message.to, ErrorKind.RECIPIENT)
    refuse_big(message, largest)
    try:
        letter = _composed(message, sender, recipient)
        is_ascii = sender.isascii() and recipient.isascii()
        content = letter.as_bytes(policy=POLICY if is_ascii else POLICY.clone(utf8=True))
    except (ValueError, MessageError, LookupError) as error:
        raise UnfitLetterError(ErrorKind.CONTENT, "headers", type(error).__name__) from None
    if len(content) > largest:
        raise _too_big(len(content), largest)
    return Letter(sender, recipient, content)


def address(value: str, kind: ErrorKind) -> str:
    """One address, its domain in ASCII. Raises UnfitLetterError on anything that is not exactly one."""
    local, at, domain = value.strip().rpartition("@")
    if not (local and at and domain) or UNSAFE.search(value.strip()) or "@" in local.strip('"'):
        raise UnfitLetterError(kind, "address", "not an address")
    try:
        return f"{local}@{domain if domain.isascii() else idna.encode(domain, uts46=True).decode()}"
    except idna.IDNAError:
        raise UnfitLetterError(kind, "address", "no such domain") from None


def refuse_big(message: OutMsg, largest: int) -> None:
    """Raises UnfitLetterError before the letter is even put together: base64 makes a third more of attachments."""
    files = sum(len(one.content) for one in message.attachments)
    size = len(message.text) + len(message.html) + files * 4 // 3
    if size > largest:
        raise _too_big(size, largest)


def without_addresses(words: str) -> str:
    """A server's words as they may be kept: nobody's address in them."""
    return ADDRESS.sub("•••", " ".join(words.split()))[:500]


def _composed(message: OutMsg, sender: str, recipient: str) -> EmailMessage:
    letter = EmailMessage(policy=POLICY)
    letter["From"] = _person(sender, message.sender_name)
    letter["To"] = _person(recipient)
    letter["Subject"] = message.subject
    letter["Date"] = format_datetime(timezone.localtime())
    letter["Message-ID"] = letter_id(message.idempotency_key, sender.rpartition("@")[2])
    if message.reply_to:
        letter["Reply-To"] = Address(addr_spec=address(message.reply_to, ErrorKind.SENDER))
    for name, value in message.headers.items():
        if name.lower() not in OURS:
            letter[name] = value
    letter.set_content(message.text)
    if message.html:
        letter.add_alternative(message.html, subtype="html")
    for one in message.attachments:
        main, _, sub = one.content_type.partition("/")
        letter.add_attachment(one.content, maintype=main, subtype=sub or "octet-stream", filename=one.name)
    return letter


def _person(spec: str, name: str = "") -> Address:
    """The standard parser takes no address beyond ASCII (RFC 6531) whole, but in its two parts."""
    if spec.isascii():
        return Address(name, addr_spec=spec)
    local, _at, domain = spec.rpartition("@")
    return Address(name, username=local, domain=domain)


def _too_big(size: int, largest: int) -> UnfitLetterError:
    return UnfitLetterError(ErrorKind.CONTENT, "size", f"{size} bytes, {largest} at most")
