"""What the gate says of a message that is being written, contact by contact, before anybody presses «send»."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from accounts.models import User
from consents import gate
from consents.gate import Decision, Request, Sending, Verdict
from consents.gate.codes import CODES, Code
from consents.models.gate import MessageClass
from messaging.models import Gateway, Message

ICONS = {Verdict.ALLOW: "circle-check", Verdict.DEFER: "clock", Verdict.DENY: "circle-x"}
TONES = {Verdict.ALLOW: "u-ok", Verdict.DEFER: "u-warn", Verdict.DENY: "u-bad"}


@dataclass(frozen=True)
class Answer:
    """To one contact, of one class."""

    point_id: UUID
    message_class: MessageClass
    decision: Decision

    @property
    def label(self) -> str | Promise:
        """What the class is called."""
        return self.message_class.label

    @property
    def icon(self) -> str:
        """Of the sprite."""
        return ICONS[self.decision.verdict]

    @property
    def tone(self) -> str:
        """Class of the words."""
        return TONES[self.decision.verdict]

    @property
    def is_denied(self) -> bool:
        """Whether it may not go at all."""
        return self.decision.verdict == Verdict.DENY


def answers(
    customer_id: int, channel: str, points: Sequence[UUID], *, by: User, purpose: str = "", only: str = ""
) -> list[Answer]:
    """For each contact and class what the gate says to this writer, by this gateway. `only` one class."""
    gateway = Gateway.objects.default_of(channel)
    classes = [kind for kind in MessageClass if not only or kind == only]
    asked = [(point, kind, sending(channel, kind, purpose, gateway, by)) for point in points for kind in classes]
    requests = [Request(sending=one, customer_id=customer_id, point_id=point) for point, _kind, one in asked]
    told = gate.decide(requests)
    return [Answer(point, kind, decision) for (point, kind, _one), decision in zip(asked, told, strict=True)]


def sending(channel: str, kind: MessageClass, purpose: str, gateway: Gateway | None, by: User) -> Sending:
    """The message as the outbox will ask of it: approved by its writer, who is a named person (38-FZ 18, part 2)."""
    return Sending(
        channel=channel,
        message_class=kind,
        purpose=purpose,
        approved_by=by.pk,
        processor=gateway.processor_id if gateway else None,
        sender=(gateway.sender_name or gateway.sender) if gateway else "",
        can_unsubscribe=True,
    )


def told(message: Message) -> Code | None:
    """What the gate said of a message when it was to leave; None where it let it go, or was not asked yet."""
    code = CODES.get(message.verdict_code)
    return None if code is None or code.verdict == Verdict.ALLOW else code
