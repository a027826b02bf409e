"""Whether a container does its work: `python -m deploy.health web|worker|beat`."""

import os
import sys
import time
import urllib.request

BEAT_SECONDS = 300


def web() -> bool:
    """The page of signs of life answers, database and queue included."""
    request = urllib.request.Request("http://127.0.0.1:8000/readyz", headers={"Host": "localhost"})
    with urllib.request.urlopen(request, timeout=4) as answer:  # noqa: S310
        return int(answer.status) == 200


def worker() -> bool:
    """This container's worker answers over the queue."""
    from crm.celery import app

    answers = app.control.ping(timeout=5) or []
    host = os.uname().nodename
    return any(name.endswith(f"@{host}") for answer in answers for name in answer)


def beat() -> bool:
    """Somebody heard the clock lately; without a worker nobody does, and then that is what is wrong."""
    import django

    django.setup()
    from django.core.cache import cache

    from crm.jobs import TICKED_AT

    return time.time() - float(cache.get(TICKED_AT) or 0) < BEAT_SECONDS


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm.settings")
    sys.exit(0 if {"web": web, "worker": worker, "beat": beat}[sys.argv[1]]() else 1)
