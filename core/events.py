"""Tells listeners what happened, after the commit. Nothing whose loss would make data wrong may hang on it."""

import logging
from functools import partial

from django.db import transaction

from core.registries.events import Event, listeners

logger = logging.getLogger(__name__)


def publish(event: Event) -> None:
    """Each listener of the event's class hears of it once the present transaction is committed.

    One that fails is logged and does not keep the others from hearing.
    """
    transaction.on_commit(partial(_tell, event))


def _tell(event: Event) -> None:
    for listener in listeners:
        if isinstance(event, listener.event):
            try:
                listener.hear(event)
            except Exception as error:
                # The message of an error may quote clients; its type and place do not.
                logger.error("event.listener_failed listener=%s error=%s", listener.code, type(error).__name__)  # noqa: TRY400
