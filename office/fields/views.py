"""Pages of the fields of the card."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import field_rights
from accounts.http import UserRequest
from accounts.models import Role
from accounts.rights.words import ACCESS
from core.errors import DomainError
from customers.custom import converting, definitions
from customers.custom.source import definitions as all_fields
from customers.custom.source import field_of
from customers.custom.wishes import fill
from customers.models import CustomField
from office.access import for_administrators
from office.fields.forms import FieldForm


@require_safe
@never_cache
@for_administrators
def fields(request: UserRequest) -> HttpResponse:
    """All of them, in the order of the card."""
    return render(request, "office/fields/list.html", {"rows": list(all_fields())})


@require_http_methods(["GET", "POST"])
@never_cache
@for_administrators
def new(request: UserRequest) -> HttpResponse:
    """Make one."""
    form = FieldForm(request.POST or None)
    if form.is_valid():
        try:
            made = definitions.create(by=request.user, wish=form.wish())
        except DomainError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The field is on the card."))
            return redirect("office:field", made.pk)
    return _page(request, form)


@require_http_methods(["GET", "POST"])
@never_cache
@for_administrators
def one(request: UserRequest, pk: int) -> HttpResponse:
    """Change one; what a change of type would lose is shown instead of done."""
    own = get_object_or_404(CustomField, pk=pk)
    form = FieldForm(request.POST or None, own)
    lost = None
    if form.is_valid():
        wish = form.wish()
        try:
            _changed, operation = definitions.change(by=request.user, pk=pk, wish=wish)
        except DomainError as error:
            _tell(form, error)
            if error.code == "type" and not own.is_sensitive:
                after = CustomField(pk=own.pk, options=own.options)
                fill(after, wish)
                lost = converting.preview(own, after)
        else:
            messages.success(request, _("Saved."), extra_tags=f"undo:{operation.pk}")
            return redirect("office:field", pk)
    return _page(request, form, own=own, lost=lost)


@require_POST
@for_administrators
def move(request: UserRequest, pk: int) -> HttpResponse:
    """One place up or down, or to the top."""
    definitions.move(pk=pk, way=request.POST.get("way", ""))
    return redirect("office:fields")


@require_POST
@for_administrators
def delete(request: UserRequest, pk: int) -> HttpResponse:
    """Only one that nothing uses; else it says by what."""
    get_object_or_404(CustomField, pk=pk)
    try:
        operation = definitions.delete(by=request.user, pk=pk)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:field", pk)
    messages.success(request, _("The field is deleted."), extra_tags=f"undo:{operation.pk}")
    return redirect("office:fields")


def _page(
    request: UserRequest,
    form: FieldForm,
    *,
    own: CustomField | None = None,
    lost: converting.Preview | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "own": own,
        "lost": lost,
        "uses": definitions.uses(own) if own else [],
        "rights": _rights(own) if own else [],
        "restricted": [str(role) for role in _restricting(own)] if own else [],
        "sections": sorted({one.section for one in all_fields() if one.section}),
    }
    return render(request, "office/fields/one.html", context, status=422 if form.is_bound else 200)


def _rights(own: CustomField) -> list[tuple[Role, object]]:
    """What each role may do with it; it is changed on the role's page."""
    known = field_of(own)
    return [
        (role, ACCESS[field_rights.stored(role.field_rights, known)])
        for role in Role.objects.order_by("-is_built_in", "pk")
    ]


def _restricting(own: CustomField) -> list[Role]:
    """Roles that say something of the field: it goes with the field."""
    return list(Role.objects.filter(field_rights__has_key=own.catalogue_code).order_by("-is_built_in", "pk"))


def _tell(form: FieldForm, error: DomainError) -> None:
    box = "new_options" if error.code == "options" else error.code
    form.add_error(box if box in form.fields else None, str(error))
