"""The web server in a container. One process per container is not enough to use two cores; threads share a process."""

import os

bind = "0.0.0.0:8000"  # inside a container; only the reverse proxy reaches it
workers = int(os.environ.get("KARTOTEKA_WEB_PROCESSES", "2"))
worker_class = "gthread"
threads = 8
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
worker_tmp_dir = "/dev/shm"  # noqa: S108  # heartbeats must not wait for a disk
control_socket_disable = True
# Only that: an address may carry what people typed into a search box, a referrer too.
accesslog = "-"
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
