"""Included by the worker of long jobs under the supervisor: jobs give way to people who wait for a page.

The worker and its processes of the embedded database run at a lower priority: they take what pages leave, which is
everything when nobody works. A server of another user or another machine is left as it is.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from celery.signals import worker_init
from django.db.backends.signals import connection_created

from embedded.processes import command_line

NICENESS = 10
"""Nice value, of 0 to 19: about a tenth of what a page gets when both want the same core."""
SERVER_TITLE = "postgres: kartoteka-"
"""How processes of the embedded database begin their names (`embedded.cluster.cluster_name`)."""


@worker_init.connect  # type: ignore[untyped-decorator]  # celery is untyped
def lower_worker(**_signal: Any) -> None:
    """Runs before the pool is made, which inherits both."""
    lower(os.getpid())
    connection_created.connect(lower_connection)


def lower_connection(connection: Any, **_signal: Any) -> None:
    """The process of the database that serves this connection; one of another machine has no such name here."""
    pid = connection.connection.info.backend_pid
    words = command_line(pid)
    if words and words[0].startswith(SERVER_TITLE):
        lower(pid)


def lower(pid: int) -> None:
    """The process, and its share as a session, which is what counts where the kernel groups by sessions."""
    with suppress(PermissionError, ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(NICENESS), encoding="ascii")
