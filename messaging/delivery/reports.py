"""Reports of mail servers: letters that could not be delivered (RFC 3464), complaints (RFC 5965), receipts (RFC 8098).

Every report must name our letter under our signature; anybody can write one that does not.
"""

import re
from collections.abc import Iterator
from email.message import Message
from uuid import UUID

from messaging.transports import verp
from messaging.transports.base import ErrorKind, SendError, Status, StatusEvent
from messaging.transports.mime import without_addresses

ENVELOPE = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
"""Where the address stands that a letter came to; servers differ."""
EXACT = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
PLAIN = re.compile(r"\b([45])\d\d\b")
FULL = "2.2"
"""A full mailbox is called permanent, and is not."""
NOT_THE_ADDRESS = ("3.4", "6.", "7.")
"""What 5.x.y say of the letter or of our own name; all others mean the address."""
ABUSE = frozenset({"abuse", "fraud", "virus", "other"})
ROBOTS = frozenset({"bulk", "junk", "list", "auto_reply"})


def told(letter: Message) -> list[StatusEvent] | None:
    """What a report tells of our letters; None: this is no report. An empty list: a report of nothing of ours."""
    kind = str(letter.get_param("report-type") or "").lower() if letter.get_content_type() == "multipart/report" else ""
    if kind == "delivery-status" or _has(letter, "message/delivery-status"):
        return list(_bounces(letter))
    if kind == "feedback-report" or _has(letter, "message/feedback-report"):
        return list(_complaints(letter))
    if kind == "disposition-notification":
        return list(_receipts(letter))
    if verp.bounced(_envelope(letter)) is not None and _is_from_a_server(letter):
        return list(_plain_bounce(letter))
    return None


def is_by_robot(letter: Message) -> bool:
    """«I am on holiday»: nobody has answered."""
    said = str(letter.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    if said not in ("", "no"):
        return True
    if letter.get("X-Autoreply") or letter.get("X-Autorespond") or letter.get("X-Auto-Response-Suppress") == "All":
        return True
    return str(letter.get("Precedence", "")).strip().lower() in ROBOTS


def subject_of(letter: Message) -> UUID | None:
    """Our message that a letter came back to, or answers."""
    quoted = " ".join(str(letter.get(name, "")) for name in ("In-Reply-To", "References"))
    return verp.bounced(_envelope(letter)) or verp.answered(quoted)


def _bounces(letter: Message) -> Iterator[StatusEvent]:
    key = _ours(letter)
    if key is None:
        return
    for part in letter.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        groups = part.get_payload()
        for fields in groups if isinstance(groups, list) else []:
            if isinstance(fields, Message) and fields.get("Action"):
                yield _of_recipient(key, fields)


def _of_recipient(key: UUID, fields: Message) -> StatusEvent:
    action = str(fields.get("Action", "")).strip().lower()
    words = without_addresses(str(fields.get("Diagnostic-Code", "")))
    exact = EXACT.search(str(fields.get("Status", ""))) or EXACT.search(words)
    code = exact[0] if exact else ""
    status = {
        "failed": Status.FAILED,
        "delayed": Status.DELAYED,
        "delivered": Status.DELIVERED,
        "relayed": Status.SENT,
        "expanded": Status.SENT,
    }.get(action, Status.UNKNOWN)
    error = None
    if status in {Status.FAILED, Status.DELAYED}:
        kind = ErrorKind.TEMPORARY if status is Status.DELAYED else of_code(code)
        error = SendError(kind=kind, code=code, text=words)
    return StatusEvent(
        status=status, idempotency_key=key, error=error, raw={"action": action, "status": code, "diagnostic": words}
    )


def _complaints(letter: Message) -> Iterator[StatusEvent]:
    key = _ours(letter)
    if key is None:
        return
    report = _text_of(letter, "message/feedback-report")
    found = re.search(r"^Feedback-Type:\s*([\w-]+)", report, re.IGNORECASE | re.MULTILINE)
    kind = found[1].lower() if found else "abuse"
    if kind in ABUSE:
        error = SendError(kind=ErrorKind.COMPLAINT, code=kind)
        yield StatusEvent(status=Status.COMPLAINED, idempotency_key=key, error=error, raw={"feedback": kind})


def _receipts(letter: Message) -> Iterator[StatusEvent]:
    key = _ours(letter)
    if key is not None and "displayed" in _text_of(letter, "message/disposition-notification").lower():
        yield StatusEvent(status=Status.READ, idempotency_key=key)


def _plain_bounce(letter: Message) -> Iterator[StatusEvent]:
    """Of a server that knows no reports: it wrote to the return address of one of our letters."""
    words = _text_of(letter, "text/plain")[:20_000]
    exact, plain = EXACT.search(words), PLAIN.search(words)
    code = exact[0] if exact else f"{plain[1]}.0.0" if plain else ""
    error = SendError(kind=of_code(code), code=code, text=without_addresses(words)[:300])
    yield StatusEvent(status=Status.FAILED, idempotency_key=_ours(letter), error=error, raw={"status": code})


def of_code(code: str) -> ErrorKind:
    """Of a letter that was given up: 5.x.y is the address, unless it speaks of the letter itself or of a full box."""
    group, _, rest = code.partition(".")
    if group != "5" or rest == FULL:
        return ErrorKind.TEMPORARY
    return ErrorKind.CONTENT if rest.startswith(NOT_THE_ADDRESS) else ErrorKind.RECIPIENT


def _ours(letter: Message) -> UUID | None:
    """The letter a report is about: by the address it came to, else by what it encloses of it."""
    if (key := verp.bounced(_envelope(letter))) is not None:
        return key
    enclosed = "".join(
        _source(part)
        for part in letter.walk()
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/feedback-report"}
    )
    return verp.answered(enclosed) or verp.bounced(enclosed)


def _envelope(letter: Message) -> str:
    return " ".join(str(value) for name in ENVELOPE for value in letter.get_all(name, []))


def _is_from_a_server(letter: Message) -> bool:
    returns = str(letter.get("Return-Path", "")).strip()
    return returns == "<>" or "mailer-daemon" in str(letter.get("From", "")).lower()


def _has(letter: Message, content_type: str) -> bool:
    return any(part.get_content_type() == content_type for part in letter.walk())


def _text_of(letter: Message, content_type: str) -> str:
    return "\n".join(_source(part) for part in letter.walk() if part.get_content_type() == content_type)


def _source(part: Message) -> str:
    """A part as text, enclosed letters with their headers."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n".join(one.as_bytes().decode("utf-8", "replace") for one in payload if isinstance(one, Message))
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
