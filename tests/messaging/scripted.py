"""A gateway that answers as a test has told it to, and remembers what it was given."""

from collections import deque
from collections.abc import Callable, Sequence

from messaging.transports.base import (
    Account,
    Asked,
    Capabilities,
    ErrorKind,
    MessageAdapter,
    OutMsg,
    SendResult,
    StatusEvent,
)
from messaging.transports.registry import EMAIL, SMS, AdapterKind, adapters

CODE = "scripted"


class Script:
    """One for all gateways of the kind; `fresh` begins a test."""

    def __init__(self) -> None:
        self.fresh()

    def fresh(self, *, bulk_max: int = 1, idempotent: bool = False, asked_by_key: bool = False) -> None:
        self.capabilities = Capabilities(bulk_max=bulk_max, idempotent=idempotent, asked_by_key=asked_by_key)
        self.answers: deque[SendResult] = deque()
        self.given: list[OutMsg] = []
        self.calls: list[int] = []
        self.known: list[StatusEvent] = []
        self.before: Callable[[], object] = lambda: None

    def refuse(self, kind: ErrorKind, **values: float) -> None:
        """The next message gets this."""
        self.answers.append(SendResult.failed(kind, "code", "words", **values))


SCRIPT = Script()


class ScriptedAdapter(MessageAdapter):
    """Takes everything, unless the script says otherwise."""

    code = CODE

    def __init__(self, account: Account) -> None:
        super().__init__(account)
        self.capabilities = SCRIPT.capabilities  # type: ignore[misc]  # of this test

    def send(self, batch: Sequence[OutMsg]) -> list[SendResult]:
        SCRIPT.before()
        SCRIPT.given += batch
        SCRIPT.calls.append(len(batch))
        return [SCRIPT.answers.popleft() if SCRIPT.answers else SendResult(provider_id="1") for _one in batch]

    def poll_status(self, asked: Sequence[Asked]) -> list[StatusEvent]:
        keys = {one.idempotency_key for one in asked}
        return [event for event in SCRIPT.known if event.idempotency_key in keys]


if CODE not in adapters:
    place = f"{ScriptedAdapter.__module__}.ScriptedAdapter"
    adapters.add(AdapterKind(code=CODE, label="scripted", channels=(EMAIL, SMS), adapter=place))
