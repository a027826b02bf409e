"""The web server in a container. One process per container is not enough to use two cores; threads share a process."""

import os
import shutil
import tempfile

bind = "0.0.0.0:8000"  # inside a container; only the reverse proxy reaches it
workers = int(os.environ.get("KARTOTEKA_WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = 8
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 75  # longer than a browser's pause or a proxy's: who asks on a connection just closed gets an error
worker_tmp_dir = "/dev/shm"  # noqa: S108  # heartbeats must not wait for a disk
control_socket_disable = True
accesslog = None  # `crm.monitoring` writes a line a request, without the address
# Counts of all processes of this web server, for /metrics; to be named before the code is loaded.
os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="kartoteka-counts-")


def on_exit(server: object) -> None:
    """The counts begin anew with the next start."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
