"""SMS Aero, version 2: https://smsaero.ru/integration/documentation/api/."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

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
from messaging.transports.sms import (
    NO_MONEY,
    NO_RIGHT,
    AskedByItsId,
    balance_of,
    money,
    of_status,
    state_event,
)

STATES = {
    0: Status.ACCEPTED,
    1: Status.DELIVERED,
    2: Status.FAILED,
    3: Status.SENT,
    4: Status.SENT,
    6: Status.REJECTED,
    8: Status.QUEUED,
}
FIELDS = {
    "number": ErrorKind.RECIPIENT,
    "numbers": ErrorKind.RECIPIENT,
    "sign": ErrorKind.SENDER,
    "text": ErrorKind.CONTENT,
}
"""Which field a «Validation error» complains of."""
WORDS = (
    ("no credits", ErrorKind.BALANCE),
    ("not enough", ErrorKind.BALANCE),
    ("balance", ErrorKind.BALANCE),
    ("unauthorized", ErrorKind.AUTH),
    ("credentials", ErrorKind.AUTH),
    ("sign", ErrorKind.SENDER),
    ("blacklist", ErrorKind.REFUSED),
    ("number", ErrorKind.RECIPIENT),
    ("reject", ErrorKind.CONTENT),
    ("too many", ErrorKind.RATE),
)


class SmsAeroAdapter(AskedByItsId):
    """E-mail and key of the account, by basic authentication."""

    code = "smsaero"
    base = "https://gate.smsaero.ru"
    capabilities = Capabilities(bulk_max=AT_ONCE, balance=True)

    def request(self, message: OutMsg) -> Call:
        """sms/send, or sms/testsend while trying things out."""
        body = {
            "number": self.normalise_recipient(message.to),
            "text": message.text,
            "sign": self.sender_of(message),
        }
        path = "v2/sms/testsend" if self.account.settings.get("test") else "v2/sms/send"
        return Call(url=self.url(path), body=body, login=self._login, about=mask(message.to))

    def read(self, told: Any, message: OutMsg, answer: Answer) -> SendResult:
        """`{success, data: {id, cost, …}}`, or `result` in old words."""
        if not told.get("success") or told.get("result") in ("no credits", "reject"):
            return SendResult(error=_refusal(told, answer))
        data = told["data"]
        data = data[0] if isinstance(data, list) else data
        return SendResult(provider_id=str(data["id"]), price=money(data.get("cost")), currency="RUB")

    def question(self, asked: Asked) -> Call:
        """sms/status."""
        body = {"id": asked.provider_id}
        return Call(url=self.url("v2/sms/status"), body=body, login=self._login, repeatable=True, about=mask(asked.to))

    def state(self, told: Any, asked: Asked) -> StatusEvent:
        """`data`, which is a list now and then."""
        data = told["data"]
        return _event(data[0] if isinstance(data, list) else data, asked)

    def balance(self) -> Balance:
        """v2/balance."""
        return balance_of(self._asked("v2/balance")["balance"])

    def senders(self) -> list[str]:
        """v2/sign/list: those that operators have approved."""
        told = self._asked("v2/sign/list")
        rows = told.values() if isinstance(told, Mapping) else told
        return [str(one["name"]) for one in rows if isinstance(one, Mapping) and one.get("name")]

    def parse_callback(self, request: HttpRequest) -> list[StatusEvent]:
        """id and status."""
        told = fields(request)
        return [_event(told, None)] if "status" in told and "id" in told else []

    def parse_inbound(self, request: HttpRequest) -> list[InboundMsg]:
        """from and text of an SMS to a bought number."""
        told = fields(request)
        if "text" not in told or "from" not in told or "status" in told:
            return []
        sender = str(told["from"]).removeprefix("+")
        return [InboundMsg(sender=f"+{sender}", text=str(told["text"]), provider_id=str(told.get("id", "")))]

    def ack(self, request: HttpRequest) -> HttpResponse:
        """Anything but 200 is sent again."""
        return HttpResponse("200 OK", content_type="text/plain")

    def _asked(self, path: str) -> Any:
        told, got = self.answered(Call(url=self.url(path), body={}, login=self._login, repeatable=True))
        try:
            if told["success"]:
                return told["data"]
        except (LookupError, TypeError):
            raise GatewayError(of_status(got)) from None
        raise GatewayError(_refusal(told, got))

    @property
    def _login(self) -> tuple[str, str]:
        return str(self.account.settings.get("email", "")), self.account.secrets.get("api_key", "")


def _refusal(told: Mapping[str, Any], answer: Answer) -> SendError:
    words = f"{told.get('result') or ''} {told.get('message') or ''}".strip()
    data = told.get("data")
    kinds = [kind for name, kind in FIELDS.items() if isinstance(data, Mapping) and name in data]
    kinds += [kind for word, kind in WORDS if word in words.lower()]
    if answer.status in NO_RIGHT or answer.status == NO_MONEY or not kinds:
        known = of_status(answer)
        kinds = [known.kind if known.kind != ErrorKind.UNKNOWN else ErrorKind.PERMANENT]
    return SendError(kind=kinds[0], code=str(answer.status), text=words[:500], retry_after=answer.retry_after)


def _event(told: Mapping[str, Any], asked: Asked | None) -> StatusEvent:
    status = STATES.get(int(told["status"]), Status.UNKNOWN)
    words = str(told.get("extendStatus") or "")
    raw = {"status": told["status"], "extendStatus": words}
    return state_event(status, told["id"], code=told["status"], words=words, asked=asked, raw=raw)
