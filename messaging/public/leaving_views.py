"""Refusing by a link (RFC 8058): a look shows a page with a button, only a POST refuses."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from consents.choices import Method
from consents.words import channel
from core.errors import DomainError
from messaging.public import leaving, links, pages
from messaging.public.leaving import Refusal
from messaging.public.links import Aim
from messaging.public.pages import public

BUTTON = "leave"


@public
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """By the link of a letter. Programs of mail look at it, prefetch it, ask for its head: none of that refuses."""
    link = links.opened(Aim.UNSUBSCRIBE, token)
    if link.is_over:
        raise DomainError(_("This link is too old. Take one from a newer message, or write to us."), code="link")
    is_recent = link.is_younger_than(links.LIVES[Aim.PREFERENCES])
    return _answer(request, leaving.of_message(link.uuid), Method.DOI_LINK, offers_settings=is_recent)


@public
def unsubscribe_short(request: HttpRequest, code: str) -> HttpResponse:
    """By the link of an SMS."""
    return _answer(request, leaving.of_code(code), Method.WEB_FORM)


def _answer(
    request: HttpRequest, refusal: Refusal | None, method: Method, *, offers_settings: bool = False
) -> HttpResponse:
    if refusal is None:
        raise DomainError(_("This link leads nowhere any more. Nothing will be sent by it."), code="link")
    pages.speak(request, refusal.customer)
    by_program = request.POST.get("List-Unsubscribe") == "One-Click"
    if request.method == "POST" and (by_program or BUTTON in request.POST):
        words = links.ONE_CLICK if by_program else _("Unsubscribe")
        leaving.refuse(
            refusal, method=method, evidence=pages.evidence(request, words=words, message_id=refusal.message_id)
        )
        if by_program:
            return HttpResponse(_("You are unsubscribed."), content_type="text/plain; charset=utf-8")
    context = {
        "refusal": refusal,
        "is_done": refusal.is_done,
        "channel": channel(refusal.channel),
        "settings_url": links.preferences_path(refusal.point) if refusal.point and offers_settings else "",
        "button": BUTTON,
    }
    return pages.show(request, "public/unsubscribe.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    """A POST that says nothing is an odd one."""
    return 422 if request.method == "POST" and BUTTON not in request.POST else 200
