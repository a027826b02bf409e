"""MTS Exolve: https://docs.exolve.ru/docs/ru/api-reference/sms-api/."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from messaging.transports.base import (
    Asked,
    Balance,
    Capabilities,
    ErrorKind,
    GatewayError,
    InboundMsg,
    OutMsg,
    SendError,
    SendResult,
    Status,
    StatusEvent,
)
from messaging.transports.callbacks import fields
from messaging.transports.http import AT_ONCE, Answer, Call, mask
from messaging.transports.sms import WRONG, AskedByItsId, balance_of, of_status, state_event

INCOMING = "incoming"
STATES = (
    ("undeliver", Status.FAILED),
    ("not_deliver", Status.FAILED),
    ("deliver", Status.DELIVERED),
    ("read", Status.READ),
    ("expire", Status.EXPIRED),
    ("reject", Status.REJECTED),
    ("fail", Status.FAILED),
    ("sent", Status.SENT),
    ("accept", Status.ACCEPTED),
    ("creat", Status.ACCEPTED),
    ("queue", Status.QUEUED),
)
"""The documents spell states in several ways; the first word that is met counts."""
WORDS = (
    ("balance", ErrorKind.BALANCE),
    ("funds", ErrorKind.BALANCE),
    ("token", ErrorKind.AUTH),
    ("auth", ErrorKind.AUTH),
    ("destination", ErrorKind.RECIPIENT),
    ("blacklist", ErrorKind.REFUSED),
    ("blocked by subscriber", ErrorKind.REFUSED),
    ("number", ErrorKind.SENDER),
    ("sender", ErrorKind.SENDER),
    ("text", ErrorKind.CONTENT),
    ("limit", ErrorKind.RATE),
)


class ExolveAdapter(AskedByItsId):
    """A key of the application, as a bearer token. The sender is a number or a name bought there."""

    code = "exolve"
    base = "https://api.exolve.ru"
    capabilities = Capabilities(bulk_max=AT_ONCE, balance=True)

    def request(self, message: OutMsg) -> Call:
        """SendSMS."""
        sender = self.sender_of(message)
        body = {
            "number": sender.removeprefix("+"),
            "destination": self.normalise_recipient(message.to),
            "text": message.text,
        }
        return Call(url=self.url("messaging/v1/SendSMS"), body=body, headers=self._who, about=mask(message.to))

    def read(self, told: Any, message: OutMsg, answer: Answer) -> SendResult:
        """`{"message_id"}`, or `messageId` as the documents say elsewhere."""
        if "error" in told:
            return SendResult(error=_refusal(told["error"], answer))
        return SendResult(provider_id=str(told.get("message_id") or told["messageId"]))

    def question(self, asked: Asked) -> Call:
        """GetList."""
        body = {"message_id": asked.provider_id}
        url = self.url("messaging/v1/GetList")
        return Call(url=url, body=body, headers=self._who, repeatable=True, about=mask(asked.to))

    def state(self, told: Any, asked: Asked) -> StatusEvent | None:
        """The first of `messages`; none while it is not known there."""
        rows = told.get("messages", [])
        return _event(rows[0], asked) if rows else None

    def balance(self) -> Balance:
        """finance/v1/GetBalance."""
        return balance_of(self._asked("finance/v1/GetBalance").get("balance"))

    def senders(self) -> list[str]:
        """GetAlphaNames."""
        told = self._asked("messaging/v1/GetAlphaNames")
        rows = told.get("alpha_names") or told.get("alphaNames") or []
        return [str(one.get("name") or one.get("alpha_name")) if isinstance(one, Mapping) else str(one) for one in rows]

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """A delivery report."""
        told = fields(request)
        if _is_incoming(told) or not _state_words(told):
            return []
        return [_event(told, None)]

    def parse_inbound(self, request: HttpRequest) -> list[InboundMsg]:
        """An SMS to a number of ours."""
        told = fields(request)
        if not _is_incoming(told):
            return []
        sender = str(told.get("sender") or told.get("number") or "").removeprefix("+")
        return [
            InboundMsg(
                sender=f"+{sender}", text=str(told.get("text") or told.get("message") or ""),
                provider_id=str(told.get("message_id") or told.get("messageId") or ""), at=_moment(told),
            )
        ]  # fmt: skip

    def _asked(self, path: str) -> Mapping[str, Any]:
        told, got = self.answered(Call(url=self.url(path), body={}, headers=self._who, repeatable=True))
        if not isinstance(told, Mapping) or "error" in told:
            raise GatewayError(_refusal(told.get("error") if isinstance(told, Mapping) else None, got))
        return told

    @property
    def _who(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.account.secrets.get('api_key', '')}"}


def _refusal(told: Any, answer: Answer) -> SendError:
    parts = (told.get("message"), told.get("details")) if isinstance(told, Mapping) else (told,)
    words = " ".join(str(part) for part in parts if part)
    known = of_status(answer)
    kind: ErrorKind
    if known.kind != ErrorKind.PERMANENT and answer.status >= WRONG:
        kind = known.kind
    else:
        kind = next((kind for word, kind in WORDS if word in words.lower()), ErrorKind.PERMANENT)
    return SendError(kind=kind, code=str(answer.status), text=words[:500], retry_after=answer.retry_after)


def _event(told: Mapping[str, Any], asked: Asked | None) -> StatusEvent:
    words = _state_words(told)
    status = next((status for word, status in STATES if word in words), Status.UNKNOWN)
    number = told.get("message_id") or told.get("messageId") or ""
    return state_event(status, number, code=words, asked=asked, at=_moment(told), raw={"status": words})


def _state_words(told: Mapping[str, Any]) -> str:
    return str(told.get("delivery_status") or told.get("status") or "").lower()


def _is_incoming(told: Mapping[str, Any]) -> bool:
    return INCOMING in str(told.get("direction") or "").lower()


def _moment(told: Mapping[str, Any]) -> dt.datetime | None:
    try:
        at = parse_datetime(str(told.get("date") or ""))
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=dt.UTC)
