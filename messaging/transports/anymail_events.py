"""What anymail's readers of callbacks tell, in the words of our contract."""

from functools import cache
from importlib import import_module
from uuid import UUID

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from anymail.webhooks.base import AnymailCoreWebhookView

from messaging.transports.base import ErrorKind, SendError, Status, StatusEvent
from messaging.transports.mime import without_addresses

OUR_KEY = "kartoteka_id"
"""Metadata that come back with each event."""

STATES = {
    EventType.QUEUED: Status.QUEUED,
    EventType.SENT: Status.SENT,
    EventType.DELIVERED: Status.DELIVERED,
    EventType.OPENED: Status.READ,
    EventType.CLICKED: Status.READ,
    EventType.BOUNCED: Status.FAILED,
    EventType.FAILED: Status.FAILED,
    EventType.REJECTED: Status.REJECTED,
    EventType.DEFERRED: Status.DELAYED,
    EventType.COMPLAINED: Status.COMPLAINED,
    EventType.UNSUBSCRIBED: Status.UNSUBSCRIBED,
}
REASONS = {
    RejectReason.INVALID: ErrorKind.RECIPIENT,
    RejectReason.BOUNCED: ErrorKind.RECIPIENT,
    RejectReason.TIMED_OUT: ErrorKind.TEMPORARY,
    RejectReason.SPAM: ErrorKind.CONTENT,
    RejectReason.UNSUBSCRIBED: ErrorKind.REFUSED,
    RejectReason.BLOCKED: ErrorKind.PERMANENT,
}
SOFT_WORDS = ("mailbox_full", "inactive_temp", "4.")
READERS = ("TrackingWebhookView", "CombinedWebhookView")


@cache
def hook_class(provider: str) -> type[AnymailCoreWebhookView] | None:
    """Anymail's reader of the callbacks of a provider; None where it has none."""
    try:
        module = import_module(f"anymail.webhooks.{provider}")
    except ImportError:
        return None
    named = [value for name, value in vars(module).items() if name.endswith(READERS)]
    return named[0] if named else None


def event(told: AnymailTrackingEvent) -> StatusEvent:
    """One event, found by our key where the provider gives it back."""
    metadata = told.metadata or {}
    words = str(told.mta_response or told.description or "")
    return StatusEvent(
        status=STATES[told.event_type],
        provider_id=str(told.message_id or ""),
        idempotency_key=_key(str(metadata.get(OUR_KEY) or "")),
        at=told.timestamp,
        error=_error(told, words),
        raw={"event": told.event_type, "reason": told.reject_reason, "description": told.description},
    )


def _error(told: AnymailTrackingEvent, words: str) -> SendError | None:
    text = without_addresses(words)
    code = str(told.reject_reason or told.event_type)[:60]
    if told.event_type == EventType.COMPLAINED:
        return SendError(kind=ErrorKind.COMPLAINT, code=code, text=text)
    if told.event_type == EventType.UNSUBSCRIBED:
        return SendError(kind=ErrorKind.REFUSED, code=code, text=text)
    if told.event_type == EventType.DEFERRED:
        return SendError(kind=ErrorKind.TEMPORARY, code=code, text=text)
    if told.event_type in {EventType.BOUNCED, EventType.FAILED, EventType.REJECTED}:
        kind = REASONS.get(told.reject_reason or "", ErrorKind.RECIPIENT)
        if told.event_type != EventType.BOUNCED and not told.reject_reason:
            kind = ErrorKind.PERMANENT
        if any(word in str(told.description) for word in SOFT_WORDS):
            kind = ErrorKind.TEMPORARY
        return SendError(kind=kind, code=code, text=text)
    return None


def _key(hexed: str) -> UUID | None:
    try:
        return UUID(hex=hexed)
    except ValueError:
        return None
