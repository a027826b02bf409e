"""What a marked address answers: a picture of one point, or the way to where the link leads."""

from base64 import b64decode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from campaigns.models import ShortClick
from campaigns.tracking import links, noting
from campaigns.tracking.links import Marked
from core.errors import DomainError
from messaging.public.pages import public

POINT = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""A transparent GIF."""


@public
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The picture, whatever the address: a letter shows no broken one."""
    marked = links.read(token)
    if marked is not None and marked.link_id == links.PICTURE:
        _noted(request, marked)
    return HttpResponse(POINT, content_type="image/gif")


@public
def click(request: HttpRequest, token: str) -> HttpResponse:
    """On to the link of a letter."""
    marked = links.read(token)
    if marked is None or marked.link_id == links.PICTURE:
        raise DomainError(_("This link is not complete. Copy it whole from the message."), code="link")
    return _led(request, marked)


@public
def short(request: HttpRequest, code: str) -> HttpResponse:
    """On to the link of an SMS."""
    found = ShortClick.objects.filter(pk=code).first()
    if found is None:
        raise DomainError(_("This link is not complete. Copy it whole from the message."), code="link")
    return _led(request, Marked(found.message_id, found.link_id))


def _led(request: HttpRequest, marked: Marked) -> HttpResponse:
    link = _noted(request, marked)
    if link is None:
        raise DomainError(_("This link leads nowhere any more."), code="link")
    return HttpResponseRedirect(link)


def _noted(request: HttpRequest, marked: Marked) -> str | None:
    link = noting.note(marked, method=request.method or "", program=request.headers.get("User-Agent", ""))
    return link.url if link is not None else None
