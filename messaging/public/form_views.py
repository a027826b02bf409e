"""The form of a site, at its own address or inside a page of the sites that an administrator has named."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.links import absolute
from core import limits
from core.errors import DomainError
from customers.choices import ContactKind
from messaging.models import Confirmation, ConsentForm
from messaging.public import links, pages, signing_up
from messaging.public.pages import public
from messaging.public.signing_up import Filled, ShownBox

TRAP = "website"
"""A box no person sees: who fills it in is a program, and is thanked."""
HOUR = 3600
OF_ONE_ADDRESS, OF_ONE_FORM = 20, 600
LONGEST_NAME = 150
KINDS = ((ConsentForm.Ask.EMAIL, ContactKind.EMAIL), (ConsentForm.Ask.PHONE, ContactKind.PHONE))


@public
def form(request: HttpRequest, token: str) -> HttpResponse:
    """Fill it in and send it; boxes are empty at first, one for each consent (rule C-3)."""
    found = ConsentForm.objects.filter(token=token, is_open=True).first()
    if found is None:
        raise Http404
    _speak(request, found)
    boxes = signing_up.boxes(found)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get(TRAP):
            return _thanks(request, found)
        if not _may(request, found):
            return pages.frame(pages.show(request, "public/too_often.html", status=429), found.sites)
        filled = _filled(request, found, boxes, errors)
        if filled is not None:
            try:
                return _sent(request, found, filled)
            except DomainError as refused:
                errors["all"] = str(refused)
    response = _page(request, found, boxes, errors)
    return pages.frame(response, found.sites)


@public
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """After it was sent: what comes next."""
    found = ConsentForm.objects.filter(token=token).first()
    if found is None:
        raise Http404
    _speak(request, found)
    text = found.text(pages.now_speaking(), "thanks")
    return pages.frame(
        pages.show(request, "public/thanks.html", {"text": text, "languages": pages.named(found.languages)}),
        found.sites,
    )


def _speak(request: HttpRequest, found: ConsentForm) -> None:
    """A language of the form: the one chosen, else the browser's, else the first."""
    wished = request.GET.get(pages.LANGUAGE) or translation.get_language_from_request(request)[:2]
    pages.activate(wished if wished in found.languages else found.languages[0])


def _may(request: HttpRequest, found: ConsentForm) -> bool:
    """Whether one more may come from this address of the network, and by this form."""
    who = f"{found.pk}:{pages.client_ip(request)}"
    return limits.spend("consent_form_from", who, amount=OF_ONE_ADDRESS, seconds=HOUR) and limits.spend(
        "consent_form_all", found.pk, amount=OF_ONE_FORM, seconds=HOUR
    )


def _filled(request: HttpRequest, found: ConsentForm, boxes: list[ShownBox], errors: dict[str, str]) -> Filled | None:
    """What was typed; None with what is wrong in `errors`."""
    contacts = []
    for ask, kind in KINDS:
        raw = request.POST.get(ask, "").replace("\0", "").strip() if ask in found.asks else ""
        if raw:
            try:
                contacts.append((kind, signing_up.contact(kind, raw[:320])))
            except DomainError as wrong:
                errors[ask] = str(wrong)
    ticked = set(request.POST.getlist("box"))
    chosen = tuple(one for one in boxes if one.value in ticked)
    if not contacts and not errors:
        errors["all"] = _("Leave an e-mail address or a phone number.")
    elif len(chosen) < len(ticked):
        errors["all"] = _("A text has changed meanwhile. Read it and tick once more.")
    elif not chosen:
        errors["all"] = _("Tick at least one consent.")
    if errors:
        return None
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())[:LONGEST_NAME]
    return Filled(tuple(contacts), chosen, name if "name" in found.asks else "", pages.now_speaking())


def _sent(request: HttpRequest, found: ConsentForm, filled: Filled) -> HttpResponse:
    words = "; ".join(one.label for one in filled.boxes)
    evidence = pages.evidence(request, words=words, page_url=absolute(request.path))
    asked = signing_up.send_in(found, filled, evidence=evidence)
    by_code = next((one for one in asked if one.is_by_code), None)
    return redirect(_code_page(by_code)) if by_code else _thanks(request, found)


def _code_page(confirmation: Confirmation) -> str:
    return f"{links.confirm_path(confirmation.pk)}?{pages.LANGUAGE}={pages.now_speaking()}"


def _thanks(request: HttpRequest, found: ConsentForm) -> HttpResponse:
    return redirect(f"{request.path}thanks/?{pages.LANGUAGE}={pages.now_speaking()}")


def _page(request: HttpRequest, found: ConsentForm, boxes: list[ShownBox], errors: dict[str, str]) -> HttpResponse:
    language = pages.now_speaking()
    ticked = set(request.POST.getlist("box"))
    context: dict[str, Any] = {
        "form": found,
        "languages": pages.named(found.languages),
        "heading": found.text(language, "title") or found.name,
        "intro": found.text(language, "intro"),
        "asks_name": "name" in found.asks,
        "asks_email": "email" in found.asks,
        "asks_phone": "phone" in found.asks,
        "boxes": [(one, one.value in ticked) for one in boxes],
        "typed": {name: request.POST.get(name, "")[:320] for name in ("name", "email", "phone")},
        "errors": {name: errors.get(name, "") for name in ("email", "phone", "all")},
        "trap": TRAP,
    }
    return pages.show(request, "public/form.html", context, status=422 if errors else 200)
