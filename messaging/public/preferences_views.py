"""The page of settings. A look changes nothing; each button is one act, and leads back with a sentence."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consents.requests.choices import RequestKind
from core.errors import DomainError
from customers.models import ContactPoint
from messaging.models import Confirmation
from messaging.public import asking, choosing, links, pages
from messaging.public.choosing import Block, Line
from messaging.public.links import Aim, Opened
from messaging.public.pages import public

DONE: dict[str, Promise] = {
    "withdraw": gettext_lazy("Done: it will not be used any more, from this moment."),
    "stop_ads": gettext_lazy("Done: no more advertising will come, by any of the ways below."),
    "give": gettext_lazy("Thank you, your consent is written down. You can take it back at any time."),
    "asked": gettext_lazy("A letter has gone to that address: the consent counts once it is confirmed."),
    "correct": gettext_lazy("Thank you. We will correct it and answer you within the time of the law."),
    "access": gettext_lazy("A link has been sent to you. Open it, and the copy will be made."),
    "erase": gettext_lazy("A link has been sent to you. Open it to confirm that you ask for erasure."),
}
"""What was done, by the code in the address."""


@dataclass(frozen=True)
class Settings:
    """Whose page it is."""

    own: ContactPoint
    blocks: list[Block]

    def line(self, code: str) -> Line:
        """The consent of a button. Raises DomainError on a button that the page has not."""
        for block in self.blocks:
            for line in block.lines:
                if line.code == code:
                    return line
        raise DomainError(_("This contact does not stand on the card any more."), code="wishes")


@public
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What he agreed to, what is known of him, and what he may ask for."""
    link = links.opened(Aim.PREFERENCES, token)
    own = _own(link)
    pages.speak(request, own.customer)
    if link.is_over:
        return _renew(request, own)
    settings = Settings(own, choosing.blocks(own))
    error = ""
    if request.method == "POST":
        try:
            return _done(request, _act(request, settings))
        except DomainError as refused:
            error = str(refused)
    context = {
        "customer": own.customer,
        "blocks": settings.blocks,
        "facts": choosing.facts(own.customer),
        "contact": choosing.masked(own),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "error": error,
        "text": request.POST.get("text", "") if error else "",
        "longest": asking.LONGEST_TEXT,
    }
    return pages.show(request, "public/preferences.html", context, status=422 if error else 200)


def _renew(request: HttpRequest, own: ContactPoint) -> HttpResponse:
    """An old link shows nothing of him; it sends a new one to where it was sent itself."""
    error, is_sent = "", False
    if request.method == "POST" and "renew" in request.POST:
        try:
            asking.renew(own, language=pages.now_speaking())
            is_sent = True
        except DomainError as refused:
            error = str(refused)
    context = {"contact": choosing.masked(own), "error": error, "is_sent": is_sent}
    return pages.show(request, "public/renew.html", context, status=422 if error else 200)


def _own(link: Opened) -> ContactPoint:
    pk, _card = link.point_and_card
    own = ContactPoint.objects.filter(pk=pk).select_related("customer").first()
    if own is None or choosing.is_erased(own.customer):
        raise DomainError(_("Nothing is kept about you any more, and nothing will be sent."), code="link")
    if own.archived_at is not None:
        raise DomainError(_("This number or address is not used any more: nothing is sent to it."), code="link")
    return own


def _act(request: HttpRequest, settings: Settings) -> str | Confirmation:
    """One act of the page; returns its code, or a question that another contact has to answer."""
    own, sent = settings.own, request.POST
    if "withdraw" in sent:
        line = settings.line(sent["withdraw"])
        words = f"{_('Take back')}: {line.purpose.name}, {line.channel}"
        choosing.withdraw(own, [line.wish], evidence=pages.evidence(request, words=words))
        return "withdraw"
    if "stop_ads" in sent:
        choosing.stop_advertising(own, evidence=pages.evidence(request, words=_("No advertising at all")))
        return "stop_ads"
    if "give" in sent:
        return _give(request, settings)
    if "correct" in sent:
        asking.correct(own, sent.get("text", ""))
        return "correct"
    for kind in (RequestKind.ACCESS, RequestKind.ERASE):
        if kind.value in sent:
            asking.ask(own, kind, language=pages.now_speaking())
            return kind.value
    raise DomainError(_("Press one of the buttons."), code="act")


def _give(request: HttpRequest, settings: Settings) -> str | Confirmation:
    """Under the very text that the page showed."""
    line = settings.line(request.POST["give"])
    if line.document is None or request.POST.get("document") != str(line.document.pk):
        raise DomainError(_("The text of the consent has changed meanwhile. Read it and press once more."), code="text")
    words = f"{line.document.label}: {line.channel}"
    asked = choosing.give(settings.own, line.wish, line.document, evidence=pages.evidence(request, words=words))
    return asked or "give"


def _done(request: HttpRequest, result: str | Confirmation) -> HttpResponse:
    """To where it is seen; a repeat of the page repeats nothing."""
    language = request.GET.get(pages.LANGUAGE, "")
    suffix = f"&{pages.LANGUAGE}={language}" if language else ""
    if isinstance(result, Confirmation):
        if result.is_by_code:
            return redirect(f"{links.confirm_path(result.pk)}?{pages.LANGUAGE}={pages.now_speaking()}")
        result = "asked"
    return redirect(f"{request.path}?done={result}{suffix}")
