"""What the gate is asked and what it answers: plain values, kept by whoever asks."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from consents.choices import MARKETING
from consents.gate.codes import CODES, Verdict
from consents.models.gate import FAMILIES, Family, MessageClass

__all__ = ["Decision", "Request", "Sending", "Verdict"]

SERVICE = "service"
"""Purpose of messages that a contract asks for."""


@dataclass(frozen=True, kw_only=True)
class Sending:
    """A message before it has an addressee. Its class is that of the approved template."""

    channel: str
    message_class: MessageClass
    purpose: str = ""
    """Code; empty: `marketing` for advertising, `service` for the rest."""
    approved_by: int | None = None
    """Id of the person who approved the campaign, the trigger or this one message (38-FZ 18, part 2)."""
    processor: int | None = None
    """Id of who carries it for us, from the register; None: nobody but ourselves."""
    sender: str = ""
    """Who it comes from, as the addressee will read it."""
    can_unsubscribe: bool = False
    """Whether the addressee is offered a way to refuse."""

    @property
    def is_advertising(self) -> bool:
        """Whether the law on advertising applies."""
        return self.message_class == MessageClass.ADVERTISING

    @property
    def aim(self) -> str:
        """Code of the purpose."""
        return self.purpose or (MARKETING if self.is_advertising else SERVICE)

    @property
    def family(self) -> Family | None:
        """The channels that tire a person together with this one; None for a channel there is not."""
        return FAMILIES.get(self.channel)


@dataclass(frozen=True, kw_only=True)
class Request:
    """May this message go to this contact of this client?"""

    sending: Sending
    customer_id: int
    point_id: UUID


@dataclass(frozen=True, kw_only=True)
class Decision:
    """`code` is the first rule that failed, in the order of the law; `ok` when none did."""

    code: str
    next_try_at: dt.datetime | None = None
    """Of a deferred one: the first moment that the rules of today would allow."""
    events: tuple[int, ...] = ()
    """The events of the ledger on which an allowed message rests."""

    @property
    def verdict(self) -> Verdict:
        """Allow, defer or deny."""
        return CODES[self.code].verdict

    @property
    def words(self) -> str:
        """Why, in the reader's language."""
        return str(CODES[self.code].words)

    @property
    def law(self) -> str:
        """By which law or rule of the company."""
        return str(CODES[self.code].law)
