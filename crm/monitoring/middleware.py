"""Each request measured and written into the log: by the name of its page, never by its address."""

import time
import uuid
from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from core.logs import route

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
BOUNDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5, 10)
QUIET = frozenset({"healthz", "readyz", "metrics", "static"})
"""Asked by machines several times a minute: written down only when they fail."""

answered = Counter("kartoteka_requests_total", "Requests by page and status", ["view", "method", "status"])
lasted = Histogram("kartoteka_request_seconds", "How long pages take", ["view"], buckets=BOUNDS)
log = structlog.get_logger("kartoteka.request")


class MonitoringMiddleware:
    """First of all: it sees what the others refuse, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        structlog.contextvars.bind_contextvars(request=uuid.uuid4().hex[:12])
        try:
            response = self.get_response(request)
            _note(request, response.status_code, time.perf_counter() - began)
        finally:
            structlog.contextvars.clear_contextvars()
        return response


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    view = "static" if request.path_info.startswith(settings.STATIC_URL) else route(request)
    method = request.method if request.method in METHODS else "other"
    answered.labels(view, method, str(status)).inc()
    lasted.labels(view).observe(seconds)
    if view in QUIET and status < 400:
        return
    # Only if somebody has asked who it is: nobody is looked up for the sake of the log.
    known = getattr(request, "_cached_user", None)
    log.info(
        "request", method=method, view=view, status=status, ms=round(seconds * 1000), user=getattr(known, "pk", None)
    )
