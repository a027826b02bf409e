"""Page «Begin your own base»."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import company
from accounts.http import UserRequest
from core.errors import DomainError
from office.access import for_administrators
from office.start.counting import preview
from office.start.forms import StartForm
from office.start.services import Started, start_own_base

FIELDS = {"name": "company_name", "confirmation": "confirmation", "own_rows": "remove_own"}
FIELDS |= {"email": "email", "taken": "email", "password": "password"}
BACKEND = "accounts.backends.EmailBackend"


@require_http_methods(["GET", "POST"])
@for_administrators
def page(request: UserRequest) -> HttpResponse:
    """What goes and what stays, and the form that does it; there only while the base is a trial."""
    if not company.current().is_demo:
        raise Http404
    seen = preview()
    form = StartForm(request.POST or None, seen)
    if form.is_valid():
        try:
            started = start_own_base(form.wish(), by=request.user)
        except DomainError as error:
            field = FIELDS.get(error.code)
            form.add_error(field if field in form.fields else None, str(error))
        else:
            return _done(request, started)
    return render(
        request, "office/start/page.html", {"form": form, "preview": seen}, status=422 if form.is_bound else 200
    )


def _done(request: UserRequest, started: Started) -> HttpResponse:
    """The person goes on as the new administrator; without a password, by the link."""
    logout(request)
    if started.invite_url:
        return render(request, "office/start/invited.html", {"started": started})
    login(request, started.admin, backend=BACKEND)
    messages.success(request, _("The base is yours now. The trial’s clients and people are gone."))
    return redirect("home")
