"""Pages of requests. Whoever does not answer for personal data finds no such page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.models import AnswerTemplate, ErasedCustomer, Erasure, ProcessingBlock, SubjectBundle, SubjectRequest
from consents.requests import answers, blocks, services, trail, words
from consents.requests.choices import RequestKind
from consents.requests.forms import AnswerForm, AssignForm, ExtendForm, IdentityForm, RequestForm, TemplateForm
from consents.requests.terms import term
from core.errors import DomainError
from core.form_errors import refuse
from customers.merged_away import standing
from customers.models import Customer
from customers.search.finding import find
from files.models import StoredFile
from files.services import remove, store
from listing.pages import list_pages
from listing.views import show

FOUND = 8
keepers = only_with(Permission.PRIVACY)


@require_safe
@never_cache
@keepers
def request_list(request: UserRequest) -> HttpResponse:
    """The register."""
    return show(request, list_pages.get("requests"), may_add=True, ticks=False)


@require_http_methods(["GET", "POST"])
@never_cache
@keepers
def new(request: UserRequest) -> HttpResponse:
    """A request that came; `?customer=` is who asks."""
    customer = _customer(request)
    initial: dict[str, Any] = {"kind": request.GET.get("kind", RequestKind.ACCESS)}
    if customer is not None:
        initial["applicant"] = customer.title
    form = RequestForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = services.receive(by=request.user, customer=customer, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The request is written down, answer by %(due)s.") % {"due": words.due(made)})
            return redirect(made)
    context = {"form": form, "customer": customer, "times": times()}
    return render(request, "requests/new.html", context, status=422 if form.is_bound else 200)


def times() -> list[tuple[str, str]]:
    """Types with the time the Russian law gives for each."""
    return [(str(label), f"{words.time(term(kind, 'ru'))} ({words.law(term(kind, 'ru').law)})")
            for kind, label in RequestKind.choices]  # fmt: skip


def _customer(request: UserRequest) -> Customer | None:
    asked = request.POST.get("customer") or request.GET.get("customer") or ""
    if not asked.isdecimal() or len(asked) > 18:
        return None
    return standing(get_object_or_404(Customer.objects.visible_to(request.user), pk=int(asked)))


@require_safe
@never_cache
@keepers
def one(request: UserRequest, pk: int) -> HttpResponse:
    """The card of a request with all that can be done about it."""
    return _card(request, visible(request, pk))


def visible(request: UserRequest, pk: int) -> SubjectRequest:
    """The request, or 404."""
    rows = SubjectRequest.objects.visible_to(request.user).select_related("customer", "assignee", "created_by")
    return get_object_or_404(rows, pk=pk)


def _card(request: UserRequest, found: SubjectRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    known = term(found.kind, found.regime)
    chosen = request.GET.get("template", "")
    templates = answers.fitting(found)
    begun = next((one for one in templates if one.code == chosen), None)
    context = {
        "one": found,
        "name": words.name(found),
        "due": words.due(found),
        "tone": words.tone(found),
        "outcome_tone": words.outcome_tone(found),
        "rule": words.rule(found),
        "may_extend": found.is_open and known.more and found.extended_at is None and not found.is_late(),
        "identity_form": IdentityForm(initial={"identity": found.identity, "note": found.identity_note}),
        "extend_form": ExtendForm(),
        "assign_form": AssignForm(initial={"assignee": found.assignee_id}),
        "answer_form": AnswerForm(initial={"answer": answers.filled(begun, found) if begun else found.answer}),
        "templates": templates,
        "chosen": chosen,
        "files": list(StoredFile.objects.of(trail.REQUEST, found.pk).order_by("created_at", "pk")),
        "blocks": list(ProcessingBlock.objects.standing().filter(customer=found.customer_id).order_by("since", "pk"))
        if found.customer_id else [],
        "erasures": list(Erasure.objects.filter(request=found).newest_first()),
        "erased": ErasedCustomer.objects.filter(customer=found.customer_id).exists(),
        "bundles": list(SubjectBundle.objects.filter(request=found).order_by("-created_at")[:5]),
        **more,
    }  # fmt: skip
    return render(request, "requests/one.html", context, status=status)


@require_POST
@keepers
def act(request: UserRequest, pk: int, code: str) -> HttpResponse:
    """One act of the card; what is refused is said on it."""
    found = visible(request, pk)
    try:
        said = ACTS[code](request, found)
    except KeyError:
        return redirect(found)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect(found)


def _identity(request: UserRequest, found: SubjectRequest) -> str:
    given = {"identity": request.POST.get("identity", ""), "note": request.POST.get("note", "")}
    services.check_identity(found, by=request.user, **given)
    return _("The check of identity is written down.")


def _extend(request: UserRequest, found: SubjectRequest) -> str:
    services.extend(found, by=request.user, reason=request.POST.get("reason", ""))
    return _("The time is extended. Send the applicant a motivated notice today.")


def _assign(request: UserRequest, found: SubjectRequest) -> str:
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Choose who answers."), code="assignee")
    services.assign(found, by=request.user, to=form.cleaned_data["assignee"])
    return _("Who answers is written down.")


def _answer(request: UserRequest, found: SubjectRequest) -> str:
    services.answer(
        found,
        by=request.user,
        outcome=request.POST.get("outcome", ""),
        text=request.POST.get("answer", "")[:10_000],
        refusal_basis=request.POST.get("refusal_basis", ""),
    )
    return _("The request is closed with this answer.")


def _tie(request: UserRequest, found: SubjectRequest) -> str:
    other = request.POST.get("other", "")
    seen = Customer.objects.visible_to(request.user)
    client = seen.filter(pk=int(other)).first() if other.isdecimal() and len(other) < 19 else None
    if client is None:
        raise DomainError(_("Choose the client among those found."), code="other")
    services.tie(found, by=request.user, customer=client)
    return _("The request is tied to the client.")


def _attach(request: UserRequest, found: SubjectRequest) -> str:
    given = request.FILES.getlist("files")
    if not given:
        raise DomainError(_("Choose a file."), code="files")
    for upload in given:
        store(upload, by=request.user, belongs_to=(trail.REQUEST, found.pk))
    return _("The files are with the request.")


def _detach(request: UserRequest, found: SubjectRequest) -> str:
    wanted = request.POST.get("file", "")
    files = [one for one in StoredFile.objects.of(trail.REQUEST, found.pk).order_by("pk") if str(one.pk) == wanted]
    if not files:
        raise DomainError(_("This file is gone already."), code="files")
    remove(files, by=request.user)
    return _("The file is taken away.")


def _lift(request: UserRequest, found: SubjectRequest) -> str:
    wanted = request.POST.get("block", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0
    block = ProcessingBlock.objects.standing().filter(customer=found.customer_id, pk=number).first()
    if block is None:
        raise DomainError(_("This stop has been lifted already."), code="lifted")
    blocks.lift(block, reason=request.POST.get("reason", ""), by=request.user)
    return _("The processing may go on.")


ACTS = {
    "identity": _identity, "extend": _extend, "assign": _assign, "answer": _answer, "tie": _tie, "attach": _attach,
    "detach": _detach, "lift": _lift,
}  # fmt: skip


@require_POST
@never_cache
@keepers
def whom(request: UserRequest) -> HttpResponse:
    """Clients by a few letters. Sent by POST: names do not belong in addresses."""
    typed = request.POST.get("whom", "").strip()[:200]
    hits = [hit.id for hit in find(request.user, typed, FOUND).hits] if typed else []
    rows = Customer.objects.visible_to(request.user).in_bulk(hits)
    context = {"clients": [rows[pk] for pk in hits if pk in rows], "typed": typed}
    return render(request, "customers/relation_found.html", context)


@require_safe
@never_cache
@keepers
def templates(request: UserRequest) -> HttpResponse:
    """Texts answers begin with."""
    return render(request, "requests/templates.html", {"rows": AnswerTemplate.objects.order_by("name", "pk")})


@require_http_methods(["GET", "POST"])
@never_cache
@keepers
def template(request: UserRequest, pk: int) -> HttpResponse:
    """One of them."""
    found = get_object_or_404(AnswerTemplate, pk=pk)
    form = TemplateForm(request.POST or None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, _("The template is kept."))
        return redirect("requests:templates")
    context = {"form": form, "template": found, "words": answers.WORDS.items()}
    return render(request, "requests/template.html", context, status=422 if form.is_bound else 200)
