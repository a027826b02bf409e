"""How many requests the live server is answering."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.signals import request_finished, request_started

PATIENCE = 20.0  # seconds
_standing: list["InFlight"] = []


class InFlight:
    """Counts by the signals of Django's own handler; a broken pipe ends a request like any other."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def started(self, **_signal: object) -> None:
        with self._changed:
            self._count += 1

    def finished(self, **_signal: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait_until_none(self) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._count <= 0, PATIENCE)


@contextmanager
def requests_in_flight() -> Iterator[InFlight]:
    """What began within the block and has not ended."""
    counted = InFlight()
    request_started.connect(counted.started)
    request_finished.connect(counted.finished)
    _standing.append(counted)
    try:
        yield counted
    finally:
        _standing.remove(counted)
        request_started.disconnect(counted.started)
        request_finished.disconnect(counted.finished)


def land() -> None:
    """Wait until the server has answered what the browser asks for now."""
    for counted in _standing:
        counted.wait_until_none()
