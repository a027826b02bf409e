"""SMSC.ru: https://smsc.ru/api/http/. Our number of a message goes with it, so a doubt can be asked away."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest

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
from messaging.transports.callbacks import moment
from messaging.transports.http import AT_ONCE, Answer, Call, Silence, mask
from messaging.transports.sms import HttpSms, balance_of, failure, money

HIGHEST_ID = 2**31 - 2
DUPLICATE = 9
NOT_FOUND = -3
MINUTE = 60.0

SEND_ERRORS = {
    1: ErrorKind.PERMANENT,
    2: ErrorKind.AUTH,
    3: ErrorKind.BALANCE,
    4: ErrorKind.AUTH,
    5: ErrorKind.PERMANENT,
    6: ErrorKind.SENDER,
    7: ErrorKind.RECIPIENT,
    8: ErrorKind.PERMANENT,
    DUPLICATE: ErrorKind.RATE,
}
"""`error_code` of send.php. 6 is the text, the sender, or advertising without a contract: a person must look."""

STATES = {
    -1: Status.ACCEPTED,
    0: Status.SENT,
    1: Status.DELIVERED,
    2: Status.READ,
    3: Status.EXPIRED,
    4: Status.READ,
    20: Status.FAILED,
    22: Status.FAILED,
    23: Status.REJECTED,
    24: Status.REJECTED,
    25: Status.FAILED,
}
STATE_ERRORS = {
    20: ErrorKind.TEMPORARY,
    22: ErrorKind.RECIPIENT,
    23: ErrorKind.PERMANENT,
    24: ErrorKind.BALANCE,
    25: ErrorKind.TEMPORARY,
}
REASONS = {
    1: ErrorKind.RECIPIENT,
    244: ErrorKind.REFUSED,
    249: ErrorKind.RECIPIENT,
    252: ErrorKind.REFUSED,
    253: ErrorKind.CONTENT,
    254: ErrorKind.SENDER,
}
"""`err` of a message that was not delivered; it says more than the state."""


class SmscAdapter(HttpSms):
    """Login and password, or a key."""

    code = "smsc"
    base = "https://smsc.ru"
    capabilities = Capabilities(bulk_max=AT_ONCE, asked_by_key=True, balance=True)

    def request(self, message: OutMsg) -> Call:
        """send.php; the price comes with the answer."""
        form = {
            **self._who(),
            "phones": self.normalise_recipient(message.to),
            "mes": message.text,
            "id": str(own_id(message.idempotency_key)),
            "cost": "3",
            "charset": "utf-8",
        }
        if sender := self.sender_of(message):
            form["sender"] = sender
        if message.ttl:
            form["valid"] = str(min(24, max(1, round(message.ttl.total_seconds() / 3600))))
        # A repeat is safe: within a minute it comes back as error 9, later under the same number.
        return Call(url=self.url("sys/send.php"), form=form, repeatable=True, about=mask(message.to))

    def read(self, told: Any, message: OutMsg, answer: Answer) -> SendResult:
        """`{"id","cnt","cost"}` or `{"error","error_code"}`."""
        if "error_code" in told:
            code = int(told["error_code"])
            if code == DUPLICATE:
                return self._was_it_taken(message)
            return SendResult(error=failure(SEND_ERRORS, code, told.get("error", "")))
        return SendResult(
            provider_id=str(told["id"]), segments=int(told["cnt"]), price=money(told.get("cost")),
            currency=str(self.account.settings.get("currency") or "RUB"),
        )  # fmt: skip

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        """status.php, by our own number and the phone."""
        answers = self.http.call([self._question(one) for one in asked])
        return [event for one, got in zip(asked, answers, strict=True) if (event := _state(one, got)) is not None]

    def balance(self) -> Balance:
        """balance.php."""
        told = self._asked("sys/balance.php", cur="1")
        answer = told if isinstance(told, Mapping) else {}
        return balance_of(answer.get("balance"), str(answer.get("currency") or "RUB"))

    def senders(self) -> list[str]:
        """senders.php."""
        told = self._asked("sys/senders.php", get="1")
        return [str(one["sender"]) for one in told if isinstance(one, Mapping) and one.get("sender")]

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """id, phone, status, err, ts."""
        told = request.POST or request.GET
        if "status" not in told or "mes" in told:
            return []
        return [_event(told, provider_id=told["id"])]

    def parse_inbound(self, request: HttpRequest) -> list[InboundMsg]:
        """phone, mes, id."""
        told = request.POST or request.GET
        if "mes" not in told:
            return []
        return [InboundMsg(sender=_plus(told["phone"]), text=told["mes"], provider_id=told.get("id", ""))]

    def _was_it_taken(self, message: OutMsg) -> SendResult:
        """Error 9 hides two things: our own repeat that came through, and too much of the same."""
        asked = Asked(idempotency_key=message.idempotency_key, to=message.to)
        found = self.poll_status([asked])
        if not found:
            return SendResult.failed(ErrorKind.UNKNOWN, str(DUPLICATE), "no answer to what became of it")
        if found[0].status == Status.UNKNOWN:
            return SendResult.failed(ErrorKind.RATE, str(DUPLICATE), "the same within a minute", MINUTE)
        return SendResult(provider_id=str(own_id(message.idempotency_key)))

    def _question(self, asked: Asked) -> Call:
        number = asked.provider_id or str(own_id(asked.idempotency_key))
        form = {**self._who(), "phone": self.normalise_recipient(asked.to), "id": number, "charset": "utf-8"}
        return Call(url=self.url("sys/status.php"), form=form, repeatable=True, about=mask(asked.to))

    def _asked(self, path: str, **more: str) -> Any:
        told = self.ask(Call(url=self.url(path), form={**self._who(), **more}, repeatable=True))
        if isinstance(told, Mapping) and "error_code" in told:
            raise GatewayError(failure(SEND_ERRORS, int(told["error_code"]), told.get("error", "")))
        return told

    def _who(self) -> dict[str, str]:
        secrets = self.account.secrets
        who = {"fmt": "3"}
        if key := secrets.get("api_key"):
            return {**who, "apikey": key}
        return {**who, "login": str(self.account.settings.get("login", "")), "psw": secrets.get("password", "")}


def own_id(key: UUID) -> int:
    """Our number of a message: as much of its key as the provider takes. It is asked for with the phone beside it."""
    return key.int % HIGHEST_ID + 1


def _state(asked: Asked, got: Answer | Silence) -> StatusEvent | None:
    if isinstance(got, Silence):
        return None
    try:
        told = got.json()
        if "error_code" in told or int(told["status"]) == NOT_FOUND:
            return _never_heard(asked) if int(told.get("error_code", 3)) == -NOT_FOUND else None
        return _event(told, provider_id=asked.provider_id, key=asked.idempotency_key)
    except (LookupError, TypeError, ValueError, AttributeError):
        return None


def _never_heard(asked: Asked) -> StatusEvent:
    return StatusEvent(
        status=Status.UNKNOWN, idempotency_key=asked.idempotency_key, provider_id=asked.provider_id,
        error=SendError(kind=ErrorKind.PERMANENT, code=str(NOT_FOUND), text="the gateway knows no such message"),
    )  # fmt: skip


def _event(told: Mapping[str, Any], *, provider_id: str, key: UUID | None = None) -> StatusEvent:
    code, reason = int(told["status"]), int(told.get("err") or 0)
    status = STATES.get(code, Status.UNKNOWN)
    error = None
    if status in {Status.FAILED, Status.REJECTED, Status.EXPIRED}:
        kind = REASONS.get(reason) or STATE_ERRORS.get(code, ErrorKind.TEMPORARY)
        error = SendError(kind=kind, code=f"{code}/{reason}" if reason else str(code))
    stamp = str(told.get("ts") or told.get("last_timestamp") or "")
    return StatusEvent(
        status=status, provider_id=provider_id, idempotency_key=key, error=error, price=money(told.get("cost") or "-"),
        at=moment(stamp),
        raw={"status": code, "err": reason},
    )  # fmt: skip


def _plus(number: str) -> str:
    return number if number.startswith("+") else f"+{number}"
