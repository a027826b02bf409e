"""Keeps a lease while the work it is for, however long one statement takes, goes on."""

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType

from django.conf import settings
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


class Heartbeat:
    """A thread with a database connection of its own; `lost` is set when the lease is no longer ours.

    `renew` prolongs it and says whether it still stood.
    """

    def __init__(self, renew: Callable[[], bool], holder: str) -> None:
        self.lost = threading.Event()
        self._renew = renew
        self._holder = holder
        self._over = threading.Event()
        self._heard_at = time.monotonic()
        self._thread = threading.Thread(target=self._beat_on, name=f"lease {holder}", daemon=True)

    def __enter__(self) -> "Heartbeat":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _beat_on(self) -> None:
        while not self.lost.is_set() and not self._over.wait(settings.JOB_HEARTBEAT_SECONDS):
            self._beat()
            connection.close()  # back to the pool: between beats it may be of use to others

    def _beat(self) -> None:
        """A database that does not answer is forgiven until the lease has run out."""
        try:
            if not self._renew():
                self.lost.set()
                return
            self._heard_at = time.monotonic()
        except DatabaseError:
            logger.warning("job.heartbeat_failed", extra={"job": self._holder})
            if time.monotonic() - self._heard_at > settings.JOB_LEASE_SECONDS:
                self.lost.set()
