"""Signs of life for the supervisor, containers and balancers. They tell nothing else and need no sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from redis.exceptions import RedisError


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The web process answers."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The web process reaches the database and the queue: 200, else 503 with what does not answer."""
    missing = [name for name, answers in (("database", _database), ("queue", _queue)) if not answers()]
    if missing:
        return HttpResponse(f"no answer: {', '.join(missing)}", status=503, content_type="text/plain")
    return HttpResponse("ready", content_type="text/plain")


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _queue() -> bool:
    try:
        cache.get("readyz")
    except RedisError:
        return False
    return True
