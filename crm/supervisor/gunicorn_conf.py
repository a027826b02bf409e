"""Gunicorn under the supervisor: it gets a socket that is bound already, so that no port can be lost in between."""

import os
import signal

from embedded.processes import die_with_parent

bind = f"fd://{os.environ['KARTOTEKA_WEB_SOCKET']}"
workers = int(os.environ.get("KARTOTEKA_WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = 8
preload_app = True  # the code is loaded once and shared by the processes
timeout = 60
graceful_timeout = 8
keepalive = 5
control_socket_disable = True
# Only that: an address may carry what people typed into a search box, a referrer too.
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'


def on_starting(server: object) -> None:
    """Remember the master as the parent with whom the web processes die."""
    global _die  # noqa: PLW0603 - gunicorn's hooks are module functions
    _die = die_with_parent(signal.SIGKILL)


def post_fork(server: object, worker: object) -> None:
    """The kernel does not hand the wish down from the master to its children."""
    _die()


def _die() -> None:
    raise RuntimeError("on_starting has not run")
