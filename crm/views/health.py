"""Signs of life for the supervisor, containers and balancers. They name what is missing, nothing else; no sign-in."""

import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache as once
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from crm.jobs import TICKED_AT
from crm.supervisor.checks import DISK_FAIL_MB, SILENT_SECONDS
from journal.runs.health import silent_queues


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers; it asks nobody else."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: 200, else 503 with what is missing.

    Workers or a clock that are silent stand in the answer of a web server that is ready all the same: to take it out of
    the balance would not bring them back.
    """
    missing = [name for name, there in NEEDED if not there()]
    if missing:
        return HttpResponse(f"no answer: {', '.join(missing)}", status=503, content_type="text/plain")
    return HttpResponse("\n".join(["ready", *_silent()]), content_type="text/plain")


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _schema() -> bool:
    """Every migration of this code has run; asked until it once was so, for code never changes under a process."""
    if _seen.fits:
        return True
    try:
        _seen.fits = _migrations() <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return False
    return _seen.fits


@once
def _migrations() -> frozenset[tuple[str, str]]:
    """By the names of files: to load them all would take a second of each web process."""
    folders = ((app.label, Path(app.path) / "migrations") for app in apps.get_app_configs())
    return frozenset(
        (label, file.stem) for label, folder in folders for file in folder.glob("*.py") if file.stem[:1].isdigit()
    )


class _Seen:
    fits = False


_seen = _Seen()


def _queue() -> bool:
    try:
        cache.get("readyz")
    except RedisError:
        return False
    return True


def _room() -> bool:
    try:
        return shutil.disk_usage(settings.VAR_DIR).free // 2**20 >= DISK_FAIL_MB
    except OSError:
        return False


def _silent() -> Iterator[str]:
    if queues := silent_queues():
        yield f"no worker: {', '.join(queues)}"
    if time.time() - float(cache.get(TICKED_AT) or 0) > SILENT_SECONDS:
        yield "no clock"


NEEDED: tuple[tuple[str, Callable[[], bool]], ...] = (
    ("database", _database),
    ("schema", _schema),
    ("queue", _queue),
    ("disk", _room),
)
