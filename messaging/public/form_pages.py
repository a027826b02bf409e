"""Pages of whoever answers for personal data: forms of sites, how to put one into a site."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import only_with
from accounts.http import UserRequest
from accounts.links import absolute
from accounts.permissions import Permission
from core.errors import DomainError
from core.form_errors import refuse
from messaging.models import ConsentForm
from messaging.public import building
from messaging.public.form_fields import BuildForm


@require_safe
@never_cache
@only_with(Permission.PRIVACY)
def forms(request: UserRequest) -> HttpResponse:
    """All of them, the open ones first."""
    rows = ConsentForm.objects.order_by("-is_open", "name", "pk")
    return render(request, "public/forms.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@never_cache
@only_with(Permission.PRIVACY)
def form(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One, or a new one."""
    standing = get_object_or_404(ConsentForm, pk=pk) if pk is not None else None
    built = BuildForm(request.POST or None, standing=standing)
    if built.is_valid():
        try:
            made = building.save(built.wish(), by=request.user, form=standing)
        except DomainError as error:
            refuse(built, error)
        else:
            messages.success(request, _("The form is saved."))
            return redirect("consent_forms:form", made.pk)
    url = absolute(reverse("public:form", args=[standing.token])) if standing else ""
    context = {"form": built, "standing": standing, "url": url, "has_texts": bool(building.offered())}
    return render(request, "public/build.html", context, status=422 if built.is_bound else 200)
