"""Sends what waits: as many workers as one likes, on as many machines."""

import logging
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from uuid import uuid4

from core.errors import DomainError
from journal.runs.heartbeat import Heartbeat
from messaging.models import Gateway, Message
from messaging.outbox import claiming, pausing
from messaging.outbox.handing import HandOver
from messaging.transports import opening
from messaging.transports.base import ErrorKind, MessageAdapter, SendError

logger = logging.getLogger(__name__)

CLAIM = 100
SLICE = 20.0
"""Seconds a worker sends before it lets other jobs of its queue have a turn."""
SECONDS_A_CLAIM = 2
"""Of a gateway with a pace: no more is taken up than it may be given meanwhile."""


def deliver(*, seconds: float = SLICE, most: int | None = None, claim: int = CLAIM) -> int:
    """Hand over what is due until nothing is, the time is over or `most` are out; returns how many went out."""
    session = _Session(seconds=seconds, most=most, claim=claim)
    with ExitStack() as stack:
        heartbeat = stack.enter_context(Heartbeat(partial(claiming.renew, session.by), session.by))
        return session.work(stack, heartbeat)


class _Session:
    """One worker's stretch of work; connections to gateways live as long as it does."""

    def __init__(self, *, seconds: float, most: int | None, claim: int) -> None:
        self.by = uuid4().hex
        self._until = time.monotonic() + seconds
        self._most = most
        self._claim = claim
        self._handed = 0
        self._ways: dict[int, MessageAdapter] = {}

    def work(self, stack: ExitStack, heartbeat: Heartbeat) -> int:
        """Round after round: one claim of the most urgent gateway that has something."""
        is_over: Callable[[], bool] = lambda: heartbeat.lost.is_set() or self._is_over()  # noqa: E731
        empty: set[int] = set()
        while not is_over():
            due = [one.gateway_id for one in claiming.due_gateways() if one.gateway_id not in empty]
            if not due:
                break
            if not self._round(due[0], stack, is_over):
                empty.add(due[0])
            else:
                empty.clear()
        return self._handed

    def _is_over(self) -> bool:
        return time.monotonic() > self._until or (self._most is not None and self._handed >= self._most)

    def _round(self, gateway_id: int, stack: ExitStack, is_over: Callable[[], bool]) -> bool:
        """False: there was nothing to take up."""
        gateway = Gateway.objects.get(pk=gateway_id)
        way = self._way(gateway, stack)
        if way is None:
            return False
        messages = claiming.claim(gateway.pk, by=self.by, most=self._share(gateway))
        if not messages:
            return False
        hand_over = HandOver(gateway, way, by=self.by, is_over=is_over)
        try:
            hand_over.carry(messages)
        finally:
            self._handed += hand_over.handed
        return True

    def _share(self, gateway: Gateway) -> int:
        share = self._claim if self._most is None else min(self._claim, self._most - self._handed)
        return min(share, gateway.per_second * SECONDS_A_CLAIM) if gateway.per_second else share

    def _way(self, gateway: Gateway, stack: ExitStack) -> MessageAdapter | None:
        if gateway.pk not in self._ways:
            try:
                self._ways[gateway.pk] = stack.enter_context(opening.adapter(gateway))
            except DomainError as error:
                pausing.stop(gateway, SendError(kind=ErrorKind.AUTH, text=str(error)))
                return None
        return self._ways[gateway.pk]


def has_due() -> bool:
    """Whether something could be handed over now."""
    return bool(claiming.due_gateways())


def give_gateways() -> int:
    """Messages written while their channel had no gateway get the one it has now."""
    count = 0
    for gateway in Gateway.objects.filter(is_active=True, is_default=True).order_by("pk"):
        homeless = Message.objects.waiting().filter(gateway=None, channel=gateway.channel)
        count += homeless.update(gateway=gateway)
    return count
