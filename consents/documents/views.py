"""Texts of consents: the list of those in force, a draft, a published version, its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.permissions import Permission
from consents.documents import publishing, reconsent
from consents.documents.forms import DocumentForm, NewDocumentForm
from consents.documents.starting import sample_for
from consents.models import ConsentDocument, ConsentState, Operator
from consents.models.document import ONLY
from core.errors import DomainError
from core.form_errors import refuse


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def documents(request: UserRequest) -> HttpResponse:
    """All versions by kind; a POST begins the next one."""
    form = NewDocumentForm(request.POST or None)
    if form.is_valid():
        try:
            draft = _begin(request, form)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("consents:document", draft.pk)
    rows = ConsentDocument.objects.select_related("purpose").order_by(
        "purpose__weight", "purpose", "kind", "locale", "-version"
    )
    operator = Operator.objects.filter(pk=ONLY).first()
    context = {"rows": list(rows), "form": form, "operator": operator}
    return render(request, "consents/documents.html", context, status=422 if form.is_bound else 200)


def _begin(request: UserRequest, form: NewDocumentForm) -> ConsentDocument:
    """The draft that stands, else one from the last version, else one from our sample."""
    kind, purpose, locale = (form.cleaned_data[name] for name in ("kind", "purpose", "locale"))
    last = ConsentDocument.objects.filter(kind=kind, purpose=purpose, locale=locale).order_by("-version").first()
    if last is not None and last.is_draft:
        return last
    operator = Operator.objects.filter(pk=ONLY).first() or Operator(pk=ONLY)
    text = last or sample_for(kind, purpose.pk, purpose.name_ru, operator)
    return publishing.save_draft(
        by=request.user,
        kind=kind,
        purpose=purpose.pk,
        locale=locale,
        title=text.title,
        label=text.label,
        body=text.body,
        channels=last.channels if last else [],
    )


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def document(request: UserRequest, pk: int) -> HttpResponse:
    """A draft with its form, or a published version as it stands."""
    standing = get_object_or_404(ConsentDocument.objects.select_related("purpose"), pk=pk)
    if not standing.is_draft:
        number = ConsentState.objects.filter(document=standing, status="granted").count()
        return render(request, "consents/document.html", {"document": standing, "number": number})
    form = DocumentForm(request.POST or None, standing)
    if form.is_valid():
        try:
            publishing.save_draft(
                by=request.user,
                kind=standing.kind,
                purpose=standing.purpose_id,
                locale=standing.locale,
                seen=request.POST.get("was", ""),
                **form.cleaned_data,
            )
        except DomainError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The draft is saved."))
            return redirect("consents:document", pk)
    was = request.POST.get("was") or publishing.sha256_of(standing)
    context = {"document": standing, "form": form, "was": was, "waiting": reconsent.waiting(standing)}
    return render(request, "consents/draft.html", context, status=422 if form.is_bound else 200)


@require_POST
@only_with(Permission.PRIVACY)
def publish(request: UserRequest, pk: int) -> HttpResponse:
    """From now on consents are taken under it."""
    get_object_or_404(ConsentDocument, pk=pk)
    try:
        publishing.publish(by=request.user, pk=pk, seen=request.POST.get("was", ""))
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The text is published."))
    return redirect("consents:document", pk)


@require_POST
@only_with(Permission.PRIVACY)
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    get_object_or_404(ConsentDocument, pk=pk)
    try:
        publishing.delete_draft(by=request.user, pk=pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("consents:document", pk)
    messages.success(request, _("The draft is deleted."))
    return redirect("consents:documents")
