"""Ctrl-C, SIGTERM and SIGHUP: the first asks for an orderly stop, the second stops at once."""

import os
import select
import signal
from collections.abc import Callable
from types import FrameType

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(BaseException):
    """Raised out of preparations; not an Exception, so that nobody takes it for an error of his own."""


class Interrupts:
    """Listens from its making on; `kill` is called at the second signal and must not wait for anything."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self.asked = False
        self._kill = kill
        self._raises = True
        self._wakeup, writing = os.pipe()
        for end in (self._wakeup, writing):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        for what in STOPPING:
            signal.signal(what, self._on_signal)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def only_note(self) -> None:
        """From now on do not raise: whoever waits in `wait` looks at `asked` himself."""
        self._raises = False
        if self.asked:
            raise StopAsked

    def wait(self, seconds: float) -> None:
        """Sleep; a signal or the end of a child wakes earlier."""
        if select.select([self._wakeup], [], [], seconds)[0]:
            os.read(self._wakeup, 4096)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self.asked:
            self._kill()
            os._exit(128 + number)
        self.asked = True
        if self._raises:
            self._raises = False
            raise StopAsked
