"""«Is it you?» before important acts: the password, or the second factor of one who has it, every quarter of an hour.

Allauth keeps the clock, and what was typed: after the answer the request goes on where it stopped.
"""

import time
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

View = Callable[..., HttpResponseBase]


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person has confirmed within ACCOUNT_REAUTHENTICATION_TIMEOUT."""
    records = get_authentication_records(request, request.user)
    given = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(given) and time.time() - given[-1] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def ask(request: HttpRequest) -> HttpResponseBase:
    """To the page that asks; a request by a script is told to go there and comes back to its page."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if "HX-Request" in request.headers:
        details: HtmxDetails | None = getattr(request, "htmx", None)
        page = (details.current_url_abs_path if details else None) or "/"
        return HttpResponseClientRedirect(f"{methods[0]['url']}?{urlencode({'next': page})}")
    answer: HttpResponseBase = suspend_request(request, methods[0]["url"])
    return answer


def confirmed(view: View) -> View:
    """The view's POST wants a recent confirmation; looking does not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not is_fresh(request):
            return ask(request)
        return view(request, *args, **kwargs)

    return guarded
