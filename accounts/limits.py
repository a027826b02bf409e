"""Limits of a person: so many searches a minute, so many files an hour. More gets a sentence and 429."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import User
from core import limits

View = Callable[..., HttpResponseBase]


def limited(what: str, *, methods: tuple[str, ...] = ("GET", "POST")) -> Callable[[View], View]:
    """The view counts by `settings.PERSONAL_LIMITS[what]`: (how many, in how many seconds)."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if request.method in methods and not allowed(request, what):
                return too_often(request)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def allowed(request: HttpRequest, what: str) -> bool:
    """Count one of this person; whether he may."""
    amount, seconds = settings.PERSONAL_LIMITS[what]
    user = request.user
    return not isinstance(user, User) or limits.spend(what, user.pk, amount=amount, seconds=seconds)


def too_often(request: HttpRequest) -> HttpResponse:
    """A sentence in the form the asker understands."""
    said = _("Too many requests in a short time. Wait a minute and go on.")
    if "HX-Request" in request.headers:
        return HttpResponse(said, status=429, content_type="text/plain; charset=utf-8")
    if not request.accepts("text/html"):
        return JsonResponse({"error": "too_often", "message": said}, status=429)
    return render(request, "429.html", status=429)
