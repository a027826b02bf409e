"""Starts a keeper and listens to what it reports until the servers are ready."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from embedded import state
from embedded.errors import ServicesError
from embedded.folders import explained, keep_owner
from embedded.locks import is_held
from embedded.paths import PROJECT, Layout

LOG_LIMIT = 10 * 2**20
POLL_SECONDS = 0.05

OnProgress = Callable[[int], None]


def ensure_running(layout: Layout, on_progress: OnProgress) -> state.State:
    """Return what runs, starting it if it is down. Call it with the start lock held. Raises ServicesError."""
    while True:
        running = state.read(layout)
        if running is not None:
            return running
        if is_held(layout.keeper_lock):
            time.sleep(POLL_SECONDS)  # a keeper whose starter died is on its way up, or one is on its way down
        else:
            start_keeper(layout, on_progress)


def start_keeper(layout: Layout, on_progress: OnProgress) -> None:
    """Start the keeper in a session of its own and wait for its word. Raises ServicesError."""
    # What a killed keeper has left must not be taken for the word of the new one.
    layout.state.unlink(missing_ok=True)
    for log in (layout.keeper_log, layout.postgres_log, layout.valkey_log):
        turn_over(log)
    reading, writing = os.pipe()
    with explained(layout.keeper_log), layout.keeper_log.open("ab") as log_file:
        keep_owner(layout.keeper_log)
        subprocess.Popen(
            [sys.executable, "-m", "embedded.keeper", layout.var, str(writing)],
            stdin=subprocess.DEVNULL,
            stdout=log_file,
            stderr=log_file,
            cwd=PROJECT,
            pass_fds=(writing,),
            start_new_session=True,
        ).wait()
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as report:
        for message in _messages(report):
            if "error" in message:
                raise ServicesError(message["error"], **message["params"])
            if "ready" in message:
                return
            on_progress(int(message["progress"]))
    raise ServicesError("keeper_lost", log=layout.keeper_log)


def turn_over(log: Path) -> None:
    """Keep a log from growing for ever: begin a new one beside the last."""
    with suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_name(f"{log.name}.1"))


def _messages(report: Iterator[str]) -> Iterator[dict[str, Any]]:
    for line in report:
        yield json.loads(line)
