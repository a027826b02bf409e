"""Pages of snippets and signatures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from messaging.letters import services, signatures
from messaging.letters.forms import SignatureForm, SnippetForm
from messaging.letters.views import reader, tools
from messaging.models import Signature, Snippet


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def snippets(request: UserRequest) -> HttpResponse:
    """All of them, and a form for one more."""
    reader(request)
    if request.method != "POST":
        return _snippets(request, SnippetForm())
    if not request.user.has(Permission.TEMPLATES):
        raise PermissionDenied
    return _saved(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@only_with(Permission.TEMPLATES)
def snippet(request: UserRequest, pk: int) -> HttpResponse:
    """One with its form."""
    standing = get_object_or_404(Snippet, pk=pk)
    if request.method == "POST":
        return _saved(request, standing)
    return _snippets(request, SnippetForm(initial={"name": standing.name, "body": standing.body}), standing)


@require_POST
@only_with(Permission.TEMPLATES)
def remove(request: UserRequest, pk: int) -> HttpResponse:
    """Texts it was put into keep its words."""
    services.remove_snippet(get_object_or_404(Snippet, pk=pk), by=request.user)
    messages.success(request, _("The snippet is removed. Texts that hold it stay as they are."))
    return redirect("letters:snippets")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def signature(request: UserRequest) -> HttpResponse:
    """One's own, and for those who manage templates the company's."""
    reader(request)
    whole = request.POST.get("whose") == "company"
    form = SignatureForm(request.POST or None)
    if form.is_valid():
        try:
            signatures.sign(form.cleaned_data["text"], by=request.user, whole_company=whole)
        except DomainError as error:
            form.add_error("text", str(error))
        else:
            messages.success(request, _("The signature is saved."))
            return redirect("letters:signature")
    own = Signature.objects.filter(user=request.user).values_list("text", flat=True).first() or ""
    forms = {
        "own": form if form.is_bound and not whole else SignatureForm(initial={"text": own}, auto_id="own_%s"),
        "company": form if form.is_bound and whole
        else SignatureForm(initial={"text": signatures.company_signature()}, auto_id="company_%s"),
    }  # fmt: skip
    context = {**forms, "may_manage": request.user.has(Permission.TEMPLATES)}
    return render(request, "messaging/letters/signature.html", context, status=422 if form.is_bound else 200)


def _saved(request: UserRequest, standing: Snippet | None) -> HttpResponse:
    form = SnippetForm(request.POST)
    if form.is_valid():
        try:
            services.save_snippet(by=request.user, snippet=standing, **form.cleaned_data)
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The snippet is saved."))
            return redirect("letters:snippets")
    return _snippets(request, form, standing)


def _snippets(request: UserRequest, form: SnippetForm, standing: Snippet | None = None) -> HttpResponse:
    context = {
        "form": form, "standing": standing, "may_change": request.user.has(Permission.TEMPLATES),
        **tools(request.user),
    }  # fmt: skip
    return render(request, "messaging/letters/snippets.html", context, status=422 if form.is_bound else 200)
