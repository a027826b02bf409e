"""What gateways of SMS have in common: one HTTP call for a message, the same reading of faults."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from messaging.transports.base import (
    Account,
    Asked,
    Balance,
    ErrorKind,
    GatewayError,
    MessageAdapter,
    OutMsg,
    SendError,
    SendResult,
    Status,
    StatusEvent,
)
from messaging.transports.http import SERVER_FAULT, TOO_MANY, UNAVAILABLE, Answer, Call, Http, Silence

NO_RIGHT = frozenset({401, 403})
NO_MONEY = 402
WRONG = 400


class HttpSms(MessageAdapter):
    """One call for each message, many at once."""

    base: ClassVar[str]
    """Where the provider listens; a setting `base_url` stands above it."""

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self.http = Http(account.code)

    @abstractmethod
    def request(self, message: OutMsg) -> Call:
        """The call that hands one message over."""

    @abstractmethod
    def read(self, told: Any, message: OutMsg, answer: Answer) -> SendResult:
        """What a JSON answer says of it. Raises LookupError, TypeError, ValueError on garbage."""

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        """All of them at once, as far as connections allow."""
        fit = [message for message in batch if is_number(message.to)]
        answers = dict(zip((one.idempotency_key for one in fit), self.http.call(self.calls(fit)), strict=True))
        return [
            self.result(answers[message.idempotency_key], message)
            if message.idempotency_key in answers
            else SendResult.failed(ErrorKind.RECIPIENT, "number", "not a number")
            for message in batch
        ]

    def calls(self, batch: Sequence[OutMsg]) -> list[Call]:
        """One for each message."""
        return [self.request(message) for message in batch]

    def result(self, got: Answer | Silence, message: OutMsg) -> SendResult:
        """What an answer, or none, means for a message."""
        if isinstance(got, Silence):
            return SendResult(error=got.error)
        try:
            return self.read(got.json(), message, got)
        except (LookupError, TypeError, ValueError, AttributeError):
            return SendResult(error=of_status(got))

    def close(self) -> None:
        """Let go of connections."""
        self.http.close()

    def ask(self, call: Call) -> Any:
        """The JSON answer to a question about the account. Raises GatewayError."""
        return self.answered(call)[0]

    def answered(self, call: Call) -> tuple[Any, Answer]:
        """The same with what it came in, which tells more of a refusal. Raises GatewayError."""
        got = self.http.call([call])[0]
        if isinstance(got, Silence):
            raise GatewayError(got.refusal or SendError(kind=ErrorKind.TEMPORARY, code="network", text=got.why))
        try:
            return got.json(), got
        except ValueError:
            raise GatewayError(of_status(got)) from None

    def url(self, path: str) -> str:
        """The full address of one of the provider's calls."""
        base = str(self.account.settings.get("base_url") or self.base)
        return f"{base.rstrip('/')}/{path}"

    def sender_of(self, message: OutMsg) -> str:
        """The name it goes under."""
        return message.sender or self.account.sender

    def normalise_recipient(self, value: str) -> str:
        """Digits only: +79161234567 → 79161234567."""
        return value.removeprefix("+")


class AskedByItsId(HttpSms):
    """A provider that tells what became of a message by the number it gave it itself, a call for each."""

    @abstractmethod
    def question(self, asked: Asked) -> Call:
        """The call that asks for one message."""

    @abstractmethod
    def state(self, told: Any, asked: Asked) -> StatusEvent | None:
        """What the JSON answer says of it. Raises LookupError, TypeError, ValueError, AttributeError on garbage."""

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        """Of those that have a number; what is answered with silence or garbage is left out."""
        known = [one for one in asked if one.provider_id]
        answers = self.http.call([self.question(one) for one in known])
        found = (self._state(got, one) for one, got in zip(known, answers, strict=True))
        return [event for event in found if event is not None]

    def _state(self, got: Answer | Silence, asked: Asked) -> StatusEvent | None:
        if isinstance(got, Silence):
            return None
        try:
            return self.state(got.json(), asked)
        except (LookupError, TypeError, ValueError, AttributeError):
            return None


def state_event(
    status: Status, number: object, *, code: object, words: str = "", asked: Asked | None = None, **more: Any
) -> StatusEvent:
    """A state of a message with what it means for its number: rejected is for good, failed may come right."""
    error = None
    if status in {Status.FAILED, Status.REJECTED}:
        kind = ErrorKind.PERMANENT if status == Status.REJECTED else ErrorKind.TEMPORARY
        error = SendError(kind=kind, code=str(code)[:60], text=words)
    key = asked.idempotency_key if asked else None
    return StatusEvent(status=status, provider_id=str(number), idempotency_key=key, error=error, **more)


def balance_of(told: object, currency: str = "RUB") -> Balance:
    """A sum of an answer. Raises GatewayError where it is none."""
    found = money(told)
    if found is None:
        raise GatewayError(SendError(kind=ErrorKind.UNKNOWN, text="no balance in the answer"))
    return Balance(amount=found, currency=currency)


def of_status(answer: Answer) -> SendError:
    """An answer that cannot be read, or is known by its status alone."""
    code = str(answer.status)
    if answer.status == TOO_MANY:
        return SendError(kind=ErrorKind.RATE, code=code, retry_after=answer.retry_after)
    if answer.status in NO_RIGHT:
        return SendError(kind=ErrorKind.AUTH, code=code)
    if answer.status == NO_MONEY:
        return SendError(kind=ErrorKind.BALANCE, code=code)
    if answer.status == UNAVAILABLE and not answer.repeated:
        return SendError(kind=ErrorKind.TEMPORARY, code=code, retry_after=answer.retry_after)
    if WRONG <= answer.status < SERVER_FAULT:
        return SendError(kind=ErrorKind.PERMANENT, code=code)
    # Taken or not: a fault after the fact, or words nobody understands.
    return SendError(kind=ErrorKind.UNKNOWN, code=code, text="unreadable answer")


def failure(kinds: Mapping[int, ErrorKind], code: int, text: object = "") -> SendError:
    """By the provider's table of codes; an unknown code is for good: nobody can say that a repeat is safe."""
    return SendError(kind=kinds.get(code, ErrorKind.PERMANENT), code=str(code), text=str(text)[:500])


def money(value: object) -> Decimal | None:
    """A sum in whatever form it comes; None when it is none."""
    try:
        found = Decimal(str(value).replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def is_number(value: str) -> bool:
    """Whether this looks like E.164, which no gateway has to be asked about."""
    digits = value.removeprefix("+")
    return digits.isascii() and digits.isdigit() and 5 <= len(digits) <= 15  # E.164
