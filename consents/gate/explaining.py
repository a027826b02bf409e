"""«May I write to him?»: what the gate would say of each channel, in words, for a card."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from consents.gate.codes import Verdict
from consents.gate.deciding import decide
from consents.gate.rules import assumed
from consents.gate.values import Decision, Request, Sending
from consents.models import Channel
from consents.models.gate import FAMILIES, MessageClass
from consents.words import CHANNELS
from customers.models import ContactPoint, Customer

BEST_FIRST = [Verdict.ALLOW, Verdict.DEFER, Verdict.DENY]
LOOKS = {
    Verdict.ALLOW: ("circle-check", "yes"),
    Verdict.DEFER: ("clock", "none"),
    Verdict.DENY: ("circle-x", "no"),
}
"""Icon of the sprite and the end of the class `consent__…`."""


@dataclass(frozen=True)
class Answer:
    """Of one channel: what may go by it, and to which contact; `None`: the client has no contact it reaches."""

    channel: str
    label: str | Promise
    advertising: Decision
    service: Decision
    point_id: UUID

    @property
    def icon(self) -> str:
        """By the answer to advertising."""
        return LOOKS[self.advertising.verdict][0]

    @property
    def css(self) -> str:
        """By the answer to advertising."""
        return LOOKS[self.advertising.verdict][1]


def explain(customer: Customer, only: Iterable[str] = ()) -> list[Answer]:
    """For each channel that reaches a contact of the card, the best answer among its contacts.

    What only the maker of a message sees to (approval, sender, refusal) is taken as done. `only`: codes of channels.
    """
    points = list(ContactPoint.objects.of(customer))
    wanted = set(only)
    channels = [one for one in Channel.objects.order_by("weight", "code") if not wanted or one.code in wanted]
    asked = list(_requests(customer, points, channels))
    answers = dict(zip(asked, decide(asked), strict=True))
    found = []
    for channel in channels:
        mine = [one for one in asked if one.sending.channel == channel.code]
        if mine:
            found.append(_best(channel.code, mine, answers))
    return found


def _requests(customer: Customer, points: Sequence[ContactPoint], channels: Sequence[Channel]) -> Iterator[Request]:
    for channel in channels:
        for point in points:
            if channel.contact_kind and point.kind == channel.contact_kind and channel.code in FAMILIES:
                for kind in MessageClass:
                    sending = assumed(Sending(channel=channel.code, message_class=kind))
                    yield Request(sending=sending, customer_id=customer.pk, point_id=point.pk)


def _best(channel: str, asked: list[Request], answers: dict[Request, Decision]) -> Answer:
    """The contact to which advertising may go soonest; its answer to service messages stands beside."""
    ads = [one for one in asked if one.sending.is_advertising]
    best = min(ads, key=lambda one: BEST_FIRST.index(answers[one].verdict))
    service = next(one for one in asked if not one.sending.is_advertising and one.point_id == best.point_id)
    return Answer(channel, CHANNELS.get(channel, channel), answers[best], answers[service], best.point_id)
