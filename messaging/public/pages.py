"""What every page of a client's own has in common: who may open it, in which language, how often, what leaves it.

Nobody signs in here and nothing is kept in a cookie: whoever has the link may do what the link is for. So there is
nothing another site could make a browser do in its owner's name, and no token against that.
"""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts import company
from accounts.links import absolute
from consents.ledger.writing import Evidence
from consents.models import Operator
from core import limits
from core.errors import DomainError
from customers.models import Customer

View = Callable[..., HttpResponse]
LANGUAGE = "lang"
OF_ONE_LINK = (120, 600)
"""How many requests a link answers, in how many seconds."""
MISSES = (60, 600)
"""How many links that are none an address of the network may try."""
LONGEST_PROGRAM = 300
"""Letters of what a browser says of itself."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)


def public(view: View) -> View:
    """A page for whoever has its address. A DomainError becomes a page; one of code `link` counts as a guess."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(_asked_for(request) or company.current().language):
            return _closed(_answer(view, request, *args, **kwargs))

    return login_not_required(csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(guarded)))


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    link = hashlib.sha256(request.path.encode()).hexdigest()[:32]
    if not limits.spend("public", link, amount=OF_ONE_LINK[0], seconds=OF_ONE_LINK[1]):
        return show(request, "public/too_often.html", status=429)
    try:
        return view(request, *args, **kwargs)
    except DomainError as error:
        if error.code != "link":
            return show(request, "public/bad_link.html", {"error": str(error)}, status=422)
        missed = limits.spend("public_miss", client_ip(request), amount=MISSES[0], seconds=MISSES[1])
        page, status = ("public/bad_link.html", 404) if missed else ("public/too_often.html", 429)
        return show(request, page, {"error": str(error)}, status=status)


def _closed(response: HttpResponse) -> HttpResponse:
    """Headers: nothing of the page is stored, indexed, framed, or told to another site."""
    response.headers.setdefault("Content-Security-Policy", POLICY.format(ancestors="'none'"))
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def frame(response: HttpResponse, sites: list[str]) -> HttpResponse:
    """Let these sites show the page inside theirs."""
    if sites:
        response.headers["Content-Security-Policy"] = POLICY.format(ancestors=" ".join(sites))
        response.xframe_options_exempt = True  # the older header knows no list of sites
    return response


def show(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """A page in the present language, with who stands behind it at the foot."""
    chosen = _asked_for(request)
    frame_of_page = {
        "operator": Operator.objects.first(),
        "languages": named(code for code, _name in settings.LANGUAGES),
        "lang_query": f"?{LANGUAGE}={chosen}" if chosen else "",
        "here": request.path,
    }
    return render(request, template, {**frame_of_page, **(context or {})}, status=status)


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Languages with what they call themselves, for the switch at the head of a page."""
    return [(code, get_language_info(code)["name_local"]) for code in codes]


def speak(request: HttpRequest, customer: Customer | None) -> None:
    """Go on in the client's language, unless he has chosen another on the page itself."""
    if customer is not None and not _asked_for(request):
        translation.activate(language_of(customer))


def language_of(customer: Customer) -> str:
    """Of a card: its own words for a language, «English», «en»; the company's where it says none we speak."""
    said = customer.language.strip().lower()
    for code, _name in settings.LANGUAGES:
        with translation.override("ru"):
            info = get_language_info(code)
        names = {code, *(info[kind].lower() for kind in ("name", "name_local", "name_translated"))}
        if said in names or said.startswith(f"{code}-"):
            return code
    return company.current().language


def evidence(request: HttpRequest, **more: str) -> Evidence:
    """What proves an act done on a public page."""
    return Evidence(
        ip=client_ip(request),
        user_agent=request.headers.get("User-Agent", "")[:LONGEST_PROGRAM],
        **{"page_url": absolute(f"/{request.path.split('/')[1]}/"), **more},  # not the link itself: it opens things
    )


def client_ip(request: HttpRequest) -> str:
    """The visitor's address on the network, as far as it is known."""
    return str(get_adapter().get_client_ip(request)) if request.META.get("REMOTE_ADDR") else ""


def _asked_for(request: HttpRequest) -> str:
    """The language chosen on the page itself."""
    code = request.GET.get(LANGUAGE, "")
    return code if code in dict(settings.LANGUAGES) else ""


def activate(language: str) -> None:
    """Go on in this language."""
    translation.activate(language)


def now_speaking() -> str:
    """Code of the present language."""
    return (get_language() or settings.LANGUAGE_CODE)[:2]
