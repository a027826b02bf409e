"""Advisory locks on files (`flock`): the kernel lets go of them when their process dies, however it dies."""

import fcntl
import os
import time
from pathlib import Path
from types import TracebackType

from embedded.folders import explained, keep_owner

POLL_SECONDS = 0.05


class FileLock:
    """A lock on one file. A process that dies, even by SIGKILL, leaves no stale lock, only the empty file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def descriptor(self) -> int:
        """The open file, for a child process that shall hold the lock too. Raises ValueError when not taken."""
        if self._descriptor is None:
            raise ValueError(f"{self.path} is not locked")
        return self._descriptor

    def share(self) -> None:
        """Wait for the lock together with others."""
        self._take(fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait for the lock alone."""
        self._take(fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Take the lock alone if nobody holds it."""
        try:
            self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        return True

    def take_within(self, seconds: float) -> bool:
        """Take the lock alone, waiting no longer than `seconds`."""
        deadline = time.monotonic() + seconds
        while not self.try_take():
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def release(self) -> None:
        """Let go; safe to call twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, how: int) -> None:
        if self._descriptor is None:
            with explained(self.path):
                new = not self.path.exists()
                self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
                if new:
                    keep_owner(self.path)
        fcntl.flock(self._descriptor, how)

    def __enter__(self) -> "FileLock":
        self.take()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def is_held(path: Path) -> bool:
    """Say whether anybody holds the lock, without making the file."""
    if not path.exists():
        return False
    probe = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(probe, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(probe)
    return False
