"""«Was it you?»: a look shows the question, a POST answers it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core.errors import DomainError
from messaging.models import Confirmation
from messaging.public import confirm, links, pages
from messaging.public.links import Aim
from messaging.public.pages import public


@public
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The question, the box for digits, or what was answered."""
    found = _found(token)
    if not request.GET.get(pages.LANGUAGE):
        pages.activate(found.language)
    error = _act(request, found) if request.method == "POST" else ""
    found.refresh_from_db()
    context = {
        "confirmation": found,
        "asked": confirm.told(found),
        "error": error,
        "settings_url": links.preferences_path(found.point) if found.confirmed_at and not found.is_by_code else "",
    }
    response = pages.show(request, "public/confirm.html", context, status=422 if error else 200)
    return pages.frame(response, found.form.sites if found.form else [])


def _found(token: str) -> Confirmation:
    link = links.opened(Aim.CONFIRM, token)
    found = Confirmation.objects.filter(pk=link.uuid).select_related("point__customer", "form").first()
    if found is None:
        raise DomainError(_("This link leads nowhere any more: what it asked about is gone."), code="link")
    return found


def _act(request: HttpRequest, found: Confirmation) -> str:
    """What the button says; returns why it could not be."""
    try:
        if "refuse" in request.POST and not found.is_by_code:  # who sees the box for digits may not own the phone
            confirm.refuse(found, evidence=pages.evidence(request, words=_("It was not me")))
        elif found.is_by_code:
            return confirm.enter_code(
                found, request.POST.get("code", ""), evidence=pages.evidence(request, words=_("Confirm"))
            )
        elif "confirm" in request.POST:
            confirm.accept(found, evidence=pages.evidence(request, words=_("Confirm")))
    except DomainError as refused:
        return str(refused)
    return ""
