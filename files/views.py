"""Files on their way out: as attachments that no browser runs, to whoever may see what they belong to."""

from typing import BinaryIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.company import current
from accounts.http import UserRequest
from files import contents, kinds, services
from files.models import StoredFile
from files.owners import COMPANY

# Should a browser show a file all the same, it is nobody's page and may do nothing.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
# What a browser could run or lay out is labelled as bytes.
HARMLESS_PREFIXES = ("audio/", "video/", "application/vnd.openxmlformats")
HARMLESS = frozenset(
    {*kinds.PICTURES, "image/gif", "image/heic", "application/pdf", "application/zip", "application/rtf", kinds.TEXT}
)
YEAR = 365 * 24 * 3600


@require_safe
def download(request: UserRequest, pk: UUID) -> HttpResponseBase:
    """The file as an attachment; for one who may not see what it belongs to there is no such file."""
    file = get_object_or_404(StoredFile, pk=pk)
    if not services.visible(file, request.user):
        raise Http404
    content = contents.open_content(file.sha256)
    if content is None:
        return render(request, "files/missing.html", {"file": file}, status=404)
    response = _response(file, content, _label(file.content_type))
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def logo(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The company's logo, which the sign-in page shows too: only the current one, only if it is a real picture."""
    file = get_object_or_404(StoredFile, pk=pk, belongs_to_type=COMPANY)
    if current().logo != pk:
        raise Http404
    return picture(file)


def picture(file: StoredFile) -> HttpResponseBase:
    """A stored picture to be shown inside a page; 404 when it is none. The caller has asked who may see it."""
    content = contents.open_content(file.sha256)
    if content is None:
        raise Http404
    kind = kinds.detect(content)
    if kind not in kinds.PICTURES:
        content.close()
        raise Http404
    response = _response(file, content, kind)
    response["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return response


def _response(file: StoredFile, content: BinaryIO, content_type: str) -> FileResponse:
    response = FileResponse(content, content_type=content_type)
    response["Content-Length"] = str(file.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    # Compressed on the way its length would not be known, and a browser shows no progress.
    response["Content-Encoding"] = "identity"
    return response


def _label(content_type: str) -> str:
    if content_type in HARMLESS or content_type.startswith(HARMLESS_PREFIXES):
        return f"{content_type}; charset=utf-8" if content_type == kinds.TEXT else content_type
    return kinds.UNKNOWN
