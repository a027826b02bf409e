"""The rules as they stand at one moment, read once for any number of messages."""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from django.utils import timezone

from accounts import company
from consents.choices import AdPolicy, Basis, Jurisdiction
from consents.gate.hours import Clock
from consents.gate.values import Sending
from consents.models import Channel, ChannelPolicy, ConsentDocument, Operator, Processor, Purpose
from consents.models.gate import Family, FrequencyPolicy, QuietHours
from core import workdays

SPOKEN = frozenset({"call", "robocall", "post"})
"""Channels where one refuses by saying so, not by a link."""


class Caps(NamedTuple):
    """How many in a day, in 7, in 30 days, and hours between two; None: as many as one likes."""

    per_day: int | None = None
    per_week: int | None = None
    per_month: int | None = None
    min_gap_hours: int | None = None

    @property
    def windows(self) -> tuple[tuple[str, int | None, int], ...]:
        """Code of the answer, how many, in how many days."""
        return (("often_day", self.per_day, 1), ("often_week", self.per_week, 7), ("often_month", self.per_month, 30))

    @property
    def gap(self) -> dt.timedelta | None:
        """The least time between two."""
        return dt.timedelta(hours=self.min_gap_hours) if self.min_gap_hours else None


@dataclass(frozen=True)
class Rules:
    """What the rules say of one message before it has an addressee. Codes are empty where nothing is amiss."""

    sending: Sending
    now: dt.datetime
    kind: str | None
    """The kind of contact the channel needs; None: there is no such channel."""
    purpose: str | None
    """Of the consent to the use of data it needs; None: it needs none."""
    channel_fault: str
    carrier_fault: str
    content_fault: str
    own: Caps
    together: Caps
    void: frozenset[int]
    """Texts consents under which do not count any more (rule C-8)."""
    clock: Clock = field(compare=False)


class Book:
    """Tables of rules. Seven small queries, whatever the number of messages."""

    def __init__(self, now: dt.datetime | None = None) -> None:
        self.now = now or timezone.now()
        law = Operator.objects.values_list("jurisdiction", flat=True).first() or Jurisdiction.RU
        self._law = law
        self._channels = dict(Channel.objects.values_list("code", "contact_kind"))
        policies = ChannelPolicy.objects.filter(jurisdiction=law)
        self._ads = dict(policies.values_list("channel_id", "ad_policy"))
        self._bases = dict(Purpose.objects.values_list("code", "basis"))
        self._hours = {(row.family, row.message_class): row for row in QuietHours.objects.all()}
        limits = FrequencyPolicy.objects.values_list("family", "message_class", *Caps._fields)
        self._caps = {(family, kind): Caps(*numbers) for family, kind, *numbers in limits}
        void = ConsentDocument.objects.filter(void_since__lte=self.now)
        self.void = frozenset(void.values_list("pk", flat=True))

    def rules(self, sending: Sending) -> Rules:
        """What they come to for one message."""
        kind = sending.message_class
        hours = self._hours.get((sending.family, kind)) if sending.family else None
        return Rules(
            sending=sending,
            now=self.now,
            kind=self._channels.get(sending.channel),
            purpose=self._purpose(sending),
            channel_fault=self._channel_fault(sending),
            carrier_fault=self._approval_fault(sending) or self._processor_fault(sending),
            content_fault=_content_fault(sending),
            own=self._caps.get((sending.family, kind), Caps()) if sending.family else Caps(),
            together=self._caps.get((Family.ALL, kind), Caps()),
            void=self.void,
            clock=Clock(self.now, hours, self._calendar, self._home),
        )

    def _purpose(self, sending: Sending) -> str | None:
        if sending.is_advertising or self._bases.get(sending.aim, Basis.CONSENT) == Basis.CONSENT:
            return sending.aim
        return None

    def _channel_fault(self, sending: Sending) -> str:
        if sending.channel not in self._channels or sending.family is None:
            return "no_channel"
        policy = self._ads.get(sending.channel, AdPolicy.ALLOW)
        if policy == AdPolicy.FORBID:
            return "channel_closed"
        return "channel_no_ads" if policy == AdPolicy.SERVICE_ONLY and sending.is_advertising else ""

    def _approval_fault(self, sending: Sending) -> str:
        return "not_approved" if sending.is_advertising and sending.approved_by is None else ""

    def _processor_fault(self, sending: Sending) -> str:
        if sending.processor is None:
            return ""
        found = self._processors.get(sending.processor)
        if found is None or found.archived_at is not None:
            return "no_processor"
        if found.valid_to is not None and found.valid_to < timezone.localdate(self.now, company.current().zone):
            return "processor_ended"
        if sending.aim not in found.purposes:
            return "processor_purpose"
        return "processor_abroad" if self._law == Jurisdiction.RU and found.is_abroad else ""

    @cached_property
    def _processors(self) -> dict[int, Processor]:
        return Processor.objects.in_bulk()

    @cached_property
    def _calendar(self) -> workdays.WorkCalendar:
        return workdays.calendar()

    @cached_property
    def _home(self) -> str:
        return company.current().time_zone


def _content_fault(sending: Sending) -> str:
    if not sending.sender.strip():
        return "no_sender"
    refusable = sending.can_unsubscribe or sending.channel in SPOKEN
    return "no_unsubscribe" if sending.is_advertising and not refusable else ""


def assumed(sending: Sending) -> Sending:
    """The same message with everything that its maker still has to see to."""
    return replace(sending, approved_by=0, processor=None, sender="?", can_unsubscribe=True)
