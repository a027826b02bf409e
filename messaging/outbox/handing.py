"""Handing over: the intent is committed before, the result after; a process that dies in between leaves its trace.

What became of one group is written down together with the intent of the next: one commit a group. At any moment at
most one group is being handed over by a worker: one message where the gateway swallows no repeats.
"""

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from consents.gate import Decision, Verdict
from messaging.models import Gateway, Message
from messaging.outbox import claiming, gating, outcomes, pacing, pausing, telling
from messaging.outbox.filling import Filled, fill
from messaging.transports.base import ErrorKind, MessageAdapter, SendResult

T = TypeVar("T")
FRESH = dt.timedelta(seconds=5)
"""An answer of the gate so old is asked for again."""
GROUP_PARKED = 10
"""Messages at once to a gateway that takes many, swallows no repeats and cannot be asked: so many a death may park."""
TRIES = (0.1, 0.5, 2.0, 5.0, 10.0)
"""Seconds between attempts to write down a result while the database is away."""


@dataclass(frozen=True)
class _Ready:
    """One message that may go now."""

    message: Message
    filled: Filled
    decision: Decision

    @property
    def row(self) -> outcomes.Row:
        """For `claiming.settle_and_intend`."""
        values = self.filled.values
        return {
            "id": self.message.pk, "code": self.decision.code, "events": list(self.decision.events),
            "decided_at": timezone.now(), "values": None if values is None else dict(values),
        }  # fmt: skip


class HandOver:
    """Carries one claim to its gateway."""

    def __init__(self, gateway: Gateway, way: MessageAdapter, *, by: str, is_over: Callable[[], bool]) -> None:
        self.gateway, self.way, self.by = gateway, way, by
        self.handed = 0
        self._is_over = is_over
        self._told: list[outcomes.Row] = []
        self._on_way: dict[UUID, Message] = {}
        self._stopped = False

    def carry(self, messages: Sequence[Message]) -> None:
        """Bring each to an end of its own, or back into the queue."""
        waiting = list(messages)
        try:
            while waiting and not self._stopped and not self._is_over():
                part, waiting = waiting, []
                asked_at = timezone.now()
                ready = self._sift(part)
                while ready and not self._stopped and not self._is_over():
                    if timezone.now() - asked_at > FRESH:
                        break
                    group, ready = ready[: self._size], ready[self._size :]
                    self._hand(group)
                waiting = [one.message for one in ready]
        finally:
            self._persist(self._write_told)
            self._persist(lambda: claiming.release(waiting, by=self.by))

    @property
    def _size(self) -> int:
        can = self.way.capabilities
        size = can.bulk_max if can.idempotent or can.asked_by_key else min(can.bulk_max, GROUP_PARKED)
        return max(1, min(size, self.gateway.per_second or size))

    def _sift(self, messages: Sequence[Message]) -> list[_Ready]:
        """Those that may go now; the others are told why not."""
        now = timezone.now()
        late = [one for one in messages if one.not_after is not None and one.not_after < now]
        self._told += [outcomes.late(one) for one in late]
        rest = [one for one in messages if one not in late]
        early = pacing.too_early(self.gateway, rest)
        self._told += [outcomes.early(one, slot) for one, slot in early.items()]
        return list(self._allowed([one for one in rest if one not in early]))

    def _allowed(self, messages: Sequence[Message]) -> Iterator[_Ready]:
        filled = fill(messages, self.gateway)
        fit = [one for one in messages if not filled[one.pk].fault]
        decisions = gating.decide(fit, self.gateway, {one.pk: filled[one.pk].refusal for one in fit})
        for message in messages:
            made = filled[message.pk]
            decision = decisions.get(message.pk)
            if decision is None:
                self._told.append(outcomes.unfit(message, made.fault))
            elif decision.verdict == Verdict.ALLOW:
                yield _Ready(message, made, decision)
            else:
                self._told.append(outcomes.refused(message, decision))

    def _hand(self, group: Sequence[_Ready]) -> None:
        """One group: its slots, its intent, itself."""
        wait = pacing.wait_for(self.gateway, len(group))
        if wait > pacing.PATIENCE:  # another worker was told to rest meanwhile
            self._stopped = True
            claiming.release([one.message for one in group], by=self.by)
            return
        time.sleep(wait)
        may = self._persist(lambda: self._intend(group))
        going = [one for one in group if one.message.pk in may]
        if len(going) < len(group):
            self._give_back([one for one in group if one not in going])
        if not going:
            return
        results = self.way.send([one.filled.out for one in going])
        for one, result in zip(going, results, strict=True):
            self._take(one.message, result)

    def _intend(self, group: Sequence[_Ready]) -> set[UUID]:
        if any(telling.says_of_addressee(row) for row in self._told):
            self._write_told()
        may = claiming.settle_and_intend(self._told, [one.row for one in group], by=self.by)
        self._told.clear()
        return may

    def _give_back(self, group: Sequence[_Ready]) -> None:
        """Cancelled, or the gateway was paused meanwhile: then nothing more goes to it."""
        self._stopped = not Gateway.objects.working().filter(pk=self.gateway.pk).exists()
        claiming.release([one.message for one in group], by=self.by)

    def _take(self, message: Message, result: SendResult) -> None:
        can = self.way.capabilities
        error = result.error
        if error is not None and error.kind == ErrorKind.UNKNOWN and can.asked_by_key and not can.idempotent:
            return  # stays «being handed over»: when the lease runs out the gateway is asked
        self._on_way[message.pk] = message
        self._told.append(outcomes.told(message, self.gateway, result, is_absorbed=can.idempotent))
        if error is None:
            self.handed += 1
        elif error.kind.stops_gateway:
            self._stopped = True
            pausing.stop(self.gateway, error)
        elif error.kind == ErrorKind.RATE:
            self._stopped = True
            pacing.hold(self.gateway, outcomes.rest(error))

    def _write_told(self) -> None:
        if not self._told:
            return
        with transaction.atomic(durable=True):
            telling.write(self._told, self._on_way, by=self.by)
        self._told.clear()

    def _persist(self, write: Callable[[], T]) -> T:
        """Again and again while the database is away: what was handed over must be written down."""
        for wait in TRIES:
            try:
                return write()
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(wait)
        return write()
