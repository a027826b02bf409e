"""What becomes of a message by an answer of the gate or of a gateway: rows for `claiming.settle`."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from consents.gate import Decision, Verdict
from messaging.choices import Status
from messaging.models import Gateway, Message
from messaging.outbox.pacing import LONGEST_REST
from messaging.transports.base import ErrorKind, SendError, SendResult

Row = dict[str, Any]

WAITS = (60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600)
"""Seconds before each further try after a temporary refusal: about a day in all, as mail servers do."""
ASK_AGAIN = dt.timedelta(hours=1)
"""For a deferred message for which the rules name no moment."""
REST = 60.0
"""Seconds a gateway rests that says «too fast» and not for how long."""
STOPPED = 60.0
"""Seconds a message waits whose gateway has just stopped; then the pause holds it."""


def late(message: Message) -> Row:
    """Of no use any more."""
    return {"id": message.pk, "status": Status.EXPIRED, "failed_at": timezone.now()}


def early(message: Message, slot: dt.datetime) -> Row:
    """It waits for the pace of its domain."""
    return {"id": message.pk, "status": Status.QUEUED, "not_before": slot, "paced_at": slot}


def refused(message: Message, decision: Decision) -> Row:
    """By the gate: for good, or for now."""
    now = timezone.now()
    row: Row = {"id": message.pk, "code": decision.code, "decided_at": now}
    if decision.verdict == Verdict.DEFER:
        return {**row, "status": Status.QUEUED, "not_before": decision.next_try_at or now + ASK_AGAIN}
    return {**row, "status": Status.DENIED}


def unfit(message: Message, words: str) -> Row:
    """It could not be made: the template does not fit the client, a file is gone."""
    error = SendError(kind=ErrorKind.CONTENT, code="unfit", text=words)
    return {"id": message.pk, "status": Status.FAILED, "failed_at": timezone.now(), **_error(error)}


def told(message: Message, gateway: Gateway, result: SendResult, *, is_absorbed: bool) -> Row:
    """By the gateway. `is_absorbed`: it swallows a repeat, so what is unknown may be handed over again."""
    if result.error is None:
        return _handed(message, gateway, result)
    row = {"id": message.pk, **_error(result.error)}
    kind = result.error.kind
    if kind == ErrorKind.UNKNOWN:
        return _again(message, row, result.error) if is_absorbed else {**row, "status": Status.UNKNOWN}
    if kind.stops_gateway:
        return {**row, "status": Status.QUEUED, "uncounted": 1, "not_before": _after(STOPPED)}
    if kind == ErrorKind.RATE:
        return _slower(message, row, result.error)
    if kind.is_retried:
        return _again(message, row, result.error)
    return {**row, "status": Status.FAILED, "failed_at": timezone.now()}


def rest(error: SendError) -> float:
    """For how many seconds nothing more is handed over to a gateway that says «too fast»."""
    return min(error.retry_after or REST, LONGEST_REST)


def _handed(message: Message, gateway: Gateway, result: SendResult) -> Row:
    price, currency = result.price, result.currency
    if price is None and gateway.price is not None:
        price, currency = gateway.price * Decimal(result.segments or 1), gateway.currency
    return {
        "id": message.pk,
        "status": Status.HANDED,
        "handed_at": timezone.now(),
        "provider_id": result.provider_id[:200],
        "segments": result.segments,
        "price": price,
        "currency": currency[:3],
    }


def _again(message: Message, row: Row, error: SendError) -> Row:
    """Later; `attempts` of the message in hand is without this one. After the last wait it has failed."""
    if message.attempts >= len(WAITS):
        return {**row, "status": Status.FAILED, "failed_at": timezone.now()}
    wait = error.retry_after or WAITS[message.attempts]
    return {**row, "status": Status.QUEUED, "not_before": _after(min(wait, WAITS[-1]))}


def _slower(message: Message, row: Row, error: SendError) -> Row:
    """After the rest. It counts as a try: what a server calls «too fast» for a day on end it will never take."""
    if message.attempts >= len(WAITS):
        return _again(message, row, error)
    return _again(message, row, replace(error, retry_after=max(rest(error), WAITS[message.attempts])))


def _after(seconds: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(seconds=seconds)


def _error(error: SendError) -> Row:
    return {"error_kind": error.kind.value, "error_code": error.code[:60], "error_text": error.text[:500]}
