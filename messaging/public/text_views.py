"""Texts of consents as anybody may read them: that version, for good."""

from django.http import Http404, HttpRequest, HttpResponse

from consents.models import ConsentDocument
from messaging.public import pages
from messaging.public.pages import public


@public
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """One published version; drafts are nobody's."""
    document = ConsentDocument.objects.filter(pk=pk, valid_from__isnull=False).first()
    if document is None:
        raise Http404
    return pages.show(request, "public/text.html", {"document": document})
