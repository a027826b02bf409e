"""What the servers need to know about processes: death with the parent, and who is who behind a number."""

import ctypes
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

PR_SET_PDEATHSIG = 1
# The library is loaded once, before any fork: loading it between fork and exec may deadlock.
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(death: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn`: the child gets `death` when its parent dies, even by SIGKILL.

    The kernel forgets the wish on a change of user, so it must run after that; `subprocess` calls
    preexec_fn after its own `user=`. Only the thread that started the child counts as its parent.
    """
    parent = os.getpid()

    def ask_kernel() -> None:
        _libc.prctl(PR_SET_PDEATHSIG, death, 0, 0, 0)
        if os.getppid() != parent:  # it died before we asked
            os.kill(os.getpid(), death)

    return ask_kernel


def command_lines() -> Iterator[tuple[int, list[str]]]:
    """Every process on the machine with the words of its command line."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            words = command_line(int(entry.name))
            if words:
                yield int(entry.name), words


def command_line(pid: int) -> list[str]:
    """Return the words of a process's command line; empty when there is no such process."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return [os.fsdecode(word) for word in raw.rstrip(b"\0").split(b"\0")] if raw else []


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended and is not yet reaped does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def send(pid: int, what: signal.Signals) -> None:
    """Send a signal to a process that may have ended already."""
    try:
        os.kill(pid, what)
    except ProcessLookupError:
        return
