"""Error pages: what happened, that nothing was lost, and where to go. A stranger sees no menu on them."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from redis.exceptions import RedisError


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Damaged, or more text than a form may hold."""
    context = {"is_too_much": isinstance(exception, RequestDataTooBig)}
    return render(request, "errors/400.html", context, status=400)


@requires_csrf_token
def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@requires_csrf_token
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The same page for what is not there and for what is not this reader's."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: its context may be what is broken. An absent server is a break, not a fault."""
    if isinstance(sys.exc_info()[1], (OperationalError, RedisError)):
        return HttpResponse(render_to_string("errors/503.html"), status=503, headers={"Retry-After": "30"})
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Mostly a sign-in that has expired in another tab; the page says how to keep what was typed."""
    return render(request, "errors/csrf.html", status=403)
