"""Included by workers under the supervisor: processes of the pool die with the worker, even by SIGKILL."""

import signal
from collections.abc import Callable
from typing import Any

from celery.signals import worker_before_create_process, worker_process_init

from embedded.processes import die_with_parent

_wishes: list[Callable[[], None]] = []


@worker_before_create_process.connect  # type: ignore[untyped-decorator]  # celery is untyped
def note_parent(**_signal: Any) -> None:
    """Runs in the worker just before it forks."""
    _wishes[:] = [die_with_parent(signal.SIGKILL)]


@worker_process_init.connect  # type: ignore[untyped-decorator]  # celery is untyped
def follow_parent(**_signal: Any) -> None:
    """Runs in the new process."""
    for wish in _wishes:
        wish()
