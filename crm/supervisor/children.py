"""The programs under the supervisor: started together, watched, stopped in order."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from embedded.launch import turn_over
from embedded.paths import PROJECT
from embedded.processes import die_with_parent

STOP_SECONDS = 10
TAIL_LINES = 15


@dataclass(frozen=True)
class Program:
    """What to run. Programs with the same `name` prefix share nothing but the folder of logs."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    descriptors: tuple[int, ...] = ()


class Child:
    """A running program with a log of its own."""

    def __init__(self, program: Program, logs: Path) -> None:
        self.name = program.name
        self.log = logs / f"{program.name}.log"
        turn_over(self.log)
        with self.log.open("ab") as log:
            self._log_starts_at = log.tell()
            self.process = subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=PROJECT,
                env={**os.environ, **program.environment},
                pass_fds=program.descriptors,
                # A session of its own: Ctrl-C reaches the supervisor only, which stops things in order.
                start_new_session=True,
                # Hard, because a job may be long; jobs are safe to kill.
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - asks the kernel and does nothing else
            )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def last_words(self) -> str:
        """Return the end of what it has written since its start."""
        with self.log.open("rb") as log:
            log.seek(self._log_starts_at)
            lines = log.read().decode("utf-8", errors="replace").splitlines()
        return "\n".join(lines[-TAIL_LINES:])

    def ask_to_stop(self) -> None:
        """Ask the main process; it sees its own children off."""
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)

    def wait(self, deadline: float) -> None:
        """Wait for its end until `deadline`, then kill it; in any case leave nothing of its group."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(deadline - time.monotonic(), 0))
        self.kill()
        self.process.wait()

    def kill(self) -> None:
        """Kill the program and everything it has started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)


def stop_in_order(stages: Sequence[Sequence[Child]]) -> None:
    """Stop one stage after the other; children of a stage stop together."""
    for stage in stages:
        for child in stage:
            child.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        for child in stage:
            child.wait(deadline)
