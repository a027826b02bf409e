"""Pages behind a fresh link: a copy or an erasure is confirmed, the copy is taken once."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from consents.models import SubjectBundle
from consents.requests.choices import RequestKind
from core.errors import DomainError
from messaging.models import AskedRequest
from messaging.public import asking, choosing, links, pages
from messaging.public.links import Aim
from messaging.public.pages import public


@public
def act(request: HttpRequest, token: str) -> HttpResponse:
    """A look asks once more, the button does it."""
    asked = _asked(Aim.ACT, token)
    pages.speak(request, asked.customer)
    error = ""
    if request.method == "POST" and "confirm" in request.POST:
        try:
            asked = asking.perform(asked.pk)
        except DomainError as refused:
            error = str(refused)
        else:
            if asked.kind == RequestKind.ACCESS:
                return redirect(_with_language(request, links.copy_path(asked.pk)))
    context = {"asked": asked, "is_copy": asked.kind == RequestKind.ACCESS, "error": error}
    if asked.done_at and asked.kind == RequestKind.ACCESS:
        context["copy_url"] = links.copy_path(asked.pk)
    return pages.show(request, "public/act.html", {"copy_url": "", **context}, status=422 if error else 200)


@public
def copy(request: HttpRequest, token: str) -> HttpResponse:
    """Being made, ready, taken or gone; a POST takes it, once."""
    asked = _asked(Aim.COPY, token)
    pages.speak(request, asked.customer)
    bundle = asked.bundle
    if bundle is None:
        raise DomainError(_("This copy is not there any more. Ask for another."), code="link")
    error = ""
    if request.method == "POST" and "take" in request.POST:
        try:
            return _file(bundle)
        except DomainError as refused:
            error = str(refused)
            bundle.refresh_from_db()
    return pages.show(request, "public/copy.html", {"copy": bundle, "error": error}, status=422 if error else 200)


def _asked(aim: Aim, token: str) -> AskedRequest:
    link = links.opened(aim, token)
    if link.is_over:
        raise DomainError(_("This link is too old. Ask for a new one on the page of settings."), code="link")
    rows = AskedRequest.objects.select_related("point__customer", "bundle__request")
    asked = rows.filter(pk=link.uuid).first()
    if asked is None or choosing.is_erased(asked.customer):
        raise DomainError(_("Nothing is kept about you any more, and nothing will be sent."), code="link")
    return asked


def _file(bundle: SubjectBundle) -> HttpResponse:
    content = asking.take(bundle)
    name = f"my-data-{_short(bundle.pk)}.zip"
    response = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]  # a stream all the same


def _short(pk: UUID) -> str:
    return pk.hex[:8]


def _with_language(request: HttpRequest, path: str) -> str:
    chosen = request.GET.get(pages.LANGUAGE, "")
    return f"{path}?{pages.LANGUAGE}={chosen}" if chosen else path
