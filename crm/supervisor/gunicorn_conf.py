"""Gunicorn under the supervisor: it gets a socket that is bound already, so that no port can be lost in between."""

import os
import shutil
import signal
import tempfile

from embedded.processes import die_with_parent

bind = f"fd://{os.environ['KARTOTEKA_WEB_SOCKET']}"
workers = int(os.environ.get("KARTOTEKA_WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = 8
preload_app = True  # the code is loaded once and shared by the processes
timeout = 60
graceful_timeout = 8
keepalive = 75  # longer than a browser's pause or a proxy's: who asks on a connection just closed gets an error
control_socket_disable = True
accesslog = None  # `crm.monitoring` writes a line a request, without the address
# Counts of all processes of this web server, for /metrics; to be named before the code is loaded.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="kartoteka-counts-")


def on_starting(server: object) -> None:
    """Remember the master as the parent with whom the web processes die."""
    global _die  # noqa: PLW0603 - gunicorn's hooks are module functions
    _die = die_with_parent(signal.SIGKILL)


def post_fork(server: object, worker: object) -> None:
    """The kernel does not hand the wish down from the master to its children."""
    _die()


def _die() -> None:
    raise RuntimeError("on_starting has not run")


def on_exit(server: object) -> None:
    """The counts begin anew with the next start."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
