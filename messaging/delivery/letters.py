"""Letters that came into the mailbox of a gateway: returned ones, complaints, answers."""

import datetime as dt
import hashlib
import re
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime
from uuid import UUID

import structlog
from django.db import transaction
from selectolax.lexbor import LexborHTMLParser

from messaging.choices import Carrier
from messaging.delivery import enclosed, reports, services
from messaging.delivery.choices import Heard
from messaging.models import Gateway, Inbound
from messaging.models import Message as Sent
from messaging.transports.base import InboundMsg

LARGEST = 20 * 1024 * 1024
QUOTED = re.compile(
    r"^\s*(>|-{2,}\s*(original|исходное|пересылаемое)|_{10,}|(on\b.*\bwrote:|.*\d{4}.*\b(пишет|писал|написал)\w*\b.*:?)\s*$)",
    re.IGNORECASE,
)
"""Where the quotation of our own letter begins."""
LONGEST = 9_000

log = structlog.get_logger(__name__)


@transaction.atomic
def take(gateway: Gateway, raw: bytes) -> Heard | None:
    """Act upon one letter, once. None: it was taken before. A letter nobody can read is kept from coming again."""
    try:
        letter = message_from_bytes(raw[:LARGEST], policy=policy.default)
        key = _key(letter, raw)
        events, robot = reports.told(letter), reports.is_by_robot(letter)
        inbound = None if events is not None or robot else _answer(letter, key)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # The standard parser stumbles over some headers that spammers write.
        log.warning("letter_unreadable", gateway=gateway.code, error=type(error).__name__)
        return _note(gateway, hashlib.sha256(raw).hexdigest(), Heard.ROBOT)
    if inbound is not None:
        return services.receive(gateway, inbound)
    heard = _note(gateway, key, Heard.REPORT if events is not None else Heard.ROBOT)
    if heard is not None and events:
        services.apply(_carrier(gateway, events[0].idempotency_key), events)
    return heard


def own_words(text: str) -> str:
    """What a person wrote above the letter he quotes."""
    lines = text.replace("\r\n", "\n").split("\n")
    kept = []
    for line in lines:
        if QUOTED.match(line):
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip() or text.strip()


def _answer(letter: Message, key: str) -> InboundMsg:
    return InboundMsg(
        sender=parseaddr(str(letter.get("Reply-To") or letter.get("From") or ""))[1],
        subject=" ".join(str(letter.get("Subject", "")).split()),
        text=own_words(_text(letter))[:LONGEST],
        provider_id=key,
        at=_date(letter),
        in_reply_to=reports.subject_of(letter),
        attachments=enclosed.found(letter),
    )


def _text(letter: Message) -> str:
    if not isinstance(letter, EmailMessage):
        return ""
    body = letter.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = str(body.get_content())
    if body.get_content_type() == "text/html":
        tree = LexborHTMLParser(content)
        for node in tree.css("style, script, blockquote, head"):
            node.decompose()
        content = tree.text(separator="\n")
        content = re.sub(r"\n\s*\n+", "\n\n", content)
    return content


def _date(letter: Message) -> dt.datetime | None:
    try:
        at = parsedate_to_datetime(str(letter["Date"]))
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def _key(letter: Message, raw: bytes) -> str:
    """Of its Message-ID, which stays the same when a server delivers it twice."""
    named = str(letter.get("Message-ID") or "").strip()
    return hashlib.sha256(named.encode("utf-8", "replace") if named else raw).hexdigest()[:60]


def _note(gateway: Gateway, key: str, heard: Heard) -> Heard | None:
    _row, is_new = Inbound.objects.get_or_create(
        gateway=gateway, key=key[:64], defaults={"channel": Carrier.EMAIL, "heard": heard}
    )
    return heard if is_new else None


def _carrier(gateway: Gateway, key: UUID | None) -> Gateway:
    """Letters of several gateways may return into one mailbox: the one that carried this."""
    if key is None:
        return gateway
    sent = Sent.objects.filter(pk=key, gateway__channel=Carrier.EMAIL).select_related("gateway").first()
    return sent.gateway if sent is not None and sent.gateway is not None else gateway
