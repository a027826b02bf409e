"""Tells workers of the queue `send` that something waits. A lost bell loses nothing: the clock looks each minute."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "messaging.outbox.deliver"
QUEUE = "send"
MANY = 8
"""Bells for a campaign: as many workers may come. Who finds nothing to do goes at once."""
EXPIRES_SECONDS = 55


def wake(*, many: bool = False, after: int = 0) -> None:
    """Ring after the commit of the transaction that queued something; `after` so many seconds, where it waits."""
    transaction.on_commit(lambda: ring(MANY if many else 1, after=after))


def ring(times: int = 1, *, after: int = 0) -> None:
    """Ring now, or in so many seconds. Never raises for a broker that is down."""
    for _time in range(times):
        try:
            current_app.send_task(TASK, queue=QUEUE, countdown=after, expires=after + EXPIRES_SECONDS, retry=False)
        except (OperationalError, OSError) as error:
            logger.warning("outbox.wake_failed error=%s", type(error.__cause__ or error).__name__)
            return
