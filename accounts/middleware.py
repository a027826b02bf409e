"""Sessions kept and noted; pages in the reader's language and time; a second factor set up where a role demands it."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts import sessions
from accounts.models import User
from accounts.second_factor import policy


class CookiesOfPagesMiddleware:
    """Only a page takes the session's cookie away or hands a token of forms out, never one of its pieces.

    A piece that was asked for just before signing out or in is answered late, by a session that is gone. Django would
    have the browser forget the cookie by that answer, and with it the new session; and the piece's token would take
    the place of the one that the forms of the new page hold.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest", "document") != "document":
            response.cookies.pop(settings.CSRF_COOKIE_NAME, None)
            session = response.cookies.get(settings.SESSION_COOKIE_NAME)
            if session is not None and not session.value:
                del response.cookies[settings.SESSION_COOKIE_NAME]
        return response


class PreferencesMiddleware:
    """Language and zone of the person who is signed in; a stranger gets the cookie's language, the company's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
        with timezone.override(ZoneInfo(user.time_zone)):
            return self.get_response(request)


class SecurityMiddleware:
    """Notes that the session is in use; whose role demands a second factor sets it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            sessions.touch(request, request.user)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """None lets the request through."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, User) or match is None or (match.url_name or "") in WITHOUT_SECOND_FACTOR:
            return None
        return _led_to_set_up(request) if policy.is_missing(user) else None


WITHOUT_SECOND_FACTOR = {
    "account_logout",
    "account_reauthenticate",
    "set_language",
    "session_state",
    "healthz",
    "readyz",
    "metrics",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}
"""Names of pages that a person enters who has yet to set his second factor up."""


def _led_to_set_up(request: HttpRequest) -> HttpResponse:
    page = reverse("mfa_index")
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(page)
    if not request.accepts("text/html"):
        said = _("Set up the second factor first: your role demands it.")
        return JsonResponse({"error": "second_factor", "message": said, "url": page}, status=403)
    return redirect(page)
