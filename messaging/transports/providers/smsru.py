"""SMS.ru: https://sms.ru/api. A hundred messages in a call, each with its own text."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

from messaging.transports.base import (
    Asked,
    Balance,
    Capabilities,
    ErrorKind,
    GatewayError,
    OutMsg,
    SendError,
    SendResult,
    Status,
    StatusEvent,
)
from messaging.transports.callbacks import moment
from messaging.transports.http import Answer, Call, mask
from messaging.transports.sms import HttpSms, balance_of, failure, is_number, money

OK = 100
IN_A_CALL = 100
LONGEST_MINUTES = 1440
SAME_AGAIN = frozenset({231, 232})
"""The same text to the same number: after a repeat of ours the first one may have come through."""

CODES = {
    150: ErrorKind.RECIPIENT,
    200: ErrorKind.AUTH,
    201: ErrorKind.BALANCE,
    202: ErrorKind.RECIPIENT,
    203: ErrorKind.CONTENT,
    204: ErrorKind.SENDER,
    205: ErrorKind.CONTENT,
    206: ErrorKind.BALANCE,
    207: ErrorKind.RECIPIENT,
    208: ErrorKind.PERMANENT,
    209: ErrorKind.REFUSED,
    212: ErrorKind.CONTENT,
    214: ErrorKind.RECIPIENT,
    215: ErrorKind.COMPLAINT,
    220: ErrorKind.TEMPORARY,
    221: ErrorKind.SENDER,
    230: ErrorKind.RATE,
    231: ErrorKind.RATE,
    232: ErrorKind.RATE,
    233: ErrorKind.RATE,
    300: ErrorKind.AUTH,
    301: ErrorKind.AUTH,
    302: ErrorKind.AUTH,
    500: ErrorKind.TEMPORARY,
}
STATES = {
    100: Status.ACCEPTED,
    101: Status.SENT,
    102: Status.SENT,
    103: Status.DELIVERED,
    104: Status.EXPIRED,
    105: Status.FAILED,
    106: Status.FAILED,
    107: Status.FAILED,
    108: Status.REJECTED,
    110: Status.READ,
    150: Status.FAILED,
}
STATE_ERRORS = {
    104: ErrorKind.TEMPORARY,
    105: ErrorKind.PERMANENT,
    106: ErrorKind.TEMPORARY,
    107: ErrorKind.TEMPORARY,
    108: ErrorKind.PERMANENT,
    150: ErrorKind.RECIPIENT,
}
CODE = re.compile(r"-?[0-9]{1,6}")
A_DAY = 86400.0
A_MINUTE = 60.0
LINES = 3


class SmsRuAdapter(HttpSms):
    """A key, `api_id`."""

    code = "smsru"
    base = "https://sms.ru"
    capabilities = Capabilities(bulk_max=IN_A_CALL, balance=True)

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """One call for all that go under one sender; a number met twice goes in a call of its own."""
        nobody = SendResult.failed(ErrorKind.RECIPIENT, "number", "not a number")
        results = {message.idempotency_key: nobody for message in batch}
        groups = _groups([message for message in batch if is_number(message.to)], self.sender_of)
        for group, got in zip(groups, self.http.call([self._call(group) for group in groups]), strict=True):
            for message in group:
                results[message.idempotency_key] = self.result(got, message)
        return [results[message.idempotency_key] for message in batch]

    def request(self, message: OutMsg) -> Call:
        """A call for one."""
        return self._call([message])

    def read(self, told: Any, message: OutMsg, answer: Answer) -> SendResult:
        """`{status_code, sms: {number: {status_code, sms_id}}}`."""
        if int(told["status_code"]) != OK:
            return SendResult(error=_refusal(told, answer))
        one = told["sms"][self.normalise_recipient(message.to)]
        if int(one["status_code"]) != OK:
            return SendResult(error=_refusal(one, answer))
        cost = money(one["cost"]) if "cost" in one else None
        return SendResult(
            provider_id=str(one["sms_id"]), segments=int(one["sms"]) if "sms" in one else None, price=cost,
            currency="RUB" if cost is not None else "",
        )  # fmt: skip

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        """sms/status, a hundred ids at once."""
        known = {one.provider_id: one for one in asked if one.provider_id}
        numbers, events = list(known), list[StatusEvent]()
        for start in range(0, len(numbers), IN_A_CALL):
            told = self._asked("sms/status", sms_id=",".join(numbers[start : start + IN_A_CALL]))
            events += _states(told.get("sms"), known)
        return events

    def balance(self) -> Balance:
        """my/balance."""
        return balance_of(self._asked("my/balance").get("balance"))

    def senders(self) -> list[str]:
        """my/senders."""
        return [str(one) for one in self._asked("my/senders").get("senders", [])]

    def verify(self, request: HttpRequest) -> bool:
        """`hash` over the key and all records; older accounts send none, the secret in the address stands then."""
        told = request.POST.get("hash", "")
        signed = self.account.secrets.get("api_id", "") + "".join(_records(request))
        return not told or constant_time_compare(told, hashlib.sha256(signed.encode()).hexdigest())

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """Records of lines: sms_status, id, state, unix time."""
        events = []
        for record in _records(request):
            lines = record.splitlines()
            if len(lines) >= LINES and lines[0] == "sms_status":
                at = moment(lines[3]) if len(lines) > LINES else None
                events.append(_event(lines[1], int(lines[2]), at=at))
        return events

    def ack(self, request: HttpRequest) -> HttpResponse:
        """They want to read exactly this."""
        return HttpResponse("100", content_type="text/plain")

    def _call(self, group: Sequence[OutMsg]) -> Call:
        form = {**self._who(), **{f"to[{self.normalise_recipient(one.to)}]": one.text for one in group}}
        first = group[0]
        if sender := self.sender_of(first):
            form["from"] = sender
        if first.ttl:
            form["ttl"] = str(min(LONGEST_MINUTES, max(1, round(first.ttl.total_seconds() / 60))))
        if self.account.settings.get("test"):
            form["test"] = "1"
        about = mask(first.to) if len(group) == 1 else f"{len(group)} numbers"
        return Call(url=self.url("sms/send"), form=form, about=about)

    def _asked(self, path: str, **more: str) -> Mapping[str, Any]:
        told = self.ask(Call(url=self.url(path), form={**self._who(), **more}, repeatable=True))
        if not isinstance(told, Mapping) or int(told.get("status_code", 0)) != OK:
            code = int(told.get("status_code", 0)) if isinstance(told, Mapping) else 0
            raise GatewayError(failure(CODES, code, told.get("status_text", "") if code else ""))
        return told

    def _who(self) -> dict[str, str]:
        return {"api_id": self.account.secrets.get("api_id", ""), "json": "1"}


def _groups(batch: Sequence[OutMsg], sender: Any) -> list[list[OutMsg]]:
    """Messages that may share a call: one sender, one time to live, no number twice, a hundred at most."""
    groups: list[tuple[tuple[Any, ...], set[str], list[OutMsg]]] = []
    for message in batch:
        like = (sender(message), message.ttl)
        for same, numbers, group in groups:
            if same == like and message.to not in numbers and len(group) < IN_A_CALL:
                numbers.add(message.to)
                group.append(message)
                break
        else:
            groups.append((like, {message.to}, [message]))
    return [group for _, _, group in groups]


def _records(request: HttpRequest) -> list[str]:
    """`data[0]`, `data[1]`… in their order, as PHP's clients name them."""
    named = request.POST.getlist("data[]") or request.POST.getlist("data")
    numbered = sorted(name for name in request.POST if name.startswith("data[") and name[5:-1].isdigit())
    return [str(one) for one in named] or [request.POST[name] for name in sorted(numbered, key=lambda n: int(n[5:-1]))]


def _refusal(told: Mapping[str, Any], answer: Answer) -> SendError:
    code = int(told["status_code"])
    if code in SAME_AGAIN and answer.repeated:
        return SendError(kind=ErrorKind.UNKNOWN, code=str(code), text="repeated after a fault of the server")
    error = failure(CODES, code, told.get("status_text", ""))
    if error.kind == ErrorKind.RATE:
        wait = A_MINUTE if code == 231 else A_DAY / 24
        return SendError(kind=error.kind, code=error.code, text=error.text, retry_after=wait)
    return error


def _states(told: Any, known: Mapping[str, Asked]) -> Iterator[StatusEvent]:
    """Of those asked for; garbage is left out."""
    for number, one in told.items() if isinstance(told, Mapping) else ():
        code = str(one.get("status_code", "")) if isinstance(one, Mapping) else ""
        if number in known and CODE.fullmatch(code):
            yield _event(number, int(code), asked=known[number])


def _event(number: str, code: int, *, asked: Asked | None = None, at: Any = None) -> StatusEvent:
    status = STATES.get(code, Status.UNKNOWN)
    kind = STATE_ERRORS.get(code) or (CODES.get(code) if status == Status.UNKNOWN else None)
    if status == Status.UNKNOWN and kind is not None:
        status = Status.FAILED
    if code == -1:
        kind = ErrorKind.PERMANENT
    return StatusEvent(
        status=status, provider_id=number, idempotency_key=asked.idempotency_key if asked else None, at=at,
        error=SendError(kind=kind, code=str(code)) if kind else None, raw={"status_code": code},
    )  # fmt: skip
