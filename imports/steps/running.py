"""Work under way, and the ways to begin and to leave it."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import UserRequest
from accounts.limits import limited
from core.errors import DomainError
from core.text.numbers import number
from imports import services
from imports.models import Import, ImportState
from imports.steps.loading import load, step_url
from imports.steps.shell import page
from imports.trade import ENTITIES
from journal.history import KEPT_DAYS

WORKING = (ImportState.CHECKING, ImportState.APPLYING)


@dataclass(frozen=True)
class Stage:
    """A line of what is going on."""

    label: str | Promise
    says: str
    icon: str
    tone: str


@require_safe
@never_cache
def one(request: UserRequest, import_id: UUID) -> HttpResponse:
    """To the step where it stands; the progress asks here when the work is over."""
    imported = load(request, import_id)
    if request.htmx and imported.state in WORKING:
        return HttpResponse(status=204)
    if request.htmx:
        return HttpResponseClientRedirect(reverse(step_url(imported), args=[imported.pk]))
    return redirect(step_url(imported), imported.pk)


@require_safe
@never_cache
def running(request: UserRequest, import_id: UUID) -> HttpResponse:
    """The progress; when there is none any more, the step that follows."""
    imported = load(request, import_id)
    if imported.state not in WORKING:
        return redirect(step_url(imported), imported.pk)
    applying = imported.state == ImportState.APPLYING
    context = {"job_id": imported.job, "applying": applying, "stages": stages(imported)}
    return page(request, "imports/running.html", imported, "apply" if applying else "check", context)


@require_POST
def check(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Check the rows, or check them again."""
    imported = load(request, import_id)
    try:
        services.start_preview(imported, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("imports:one", imported.pk)


def checked_again(request: UserRequest, imported: Import) -> HttpResponse:
    """More rows hang on what was put right than a person waits for: the whole file is read again, in the background."""
    services.start_preview(imported, by=request.user)
    messages.info(request, _("Many rows hang on this one: all of them are being checked again."))
    url = reverse("imports:running", args=[imported.pk])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


@require_POST
@limited("import")
def apply(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Bring the rows in."""
    imported = load(request, import_id)
    try:
        services.start_apply(imported, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("imports:one", imported.pk)


def stages(imported: Import) -> list[Stage]:
    """What is over, what goes on, what follows."""
    rows = imported.counts.get("rows", 0)
    counted = ngettext("%(n)s row", "%(n)s rows", rows) % {"n": number(rows)} if rows else ""
    over, now, later = ("circle-check", "ok"), ("refresh", "warn"), ("circle-dashed", "muted")
    if imported.state == ImportState.CHECKING:
        return [
            Stage(gettext_lazy("The file is taken"), imported.name, *over),
            Stage(gettext_lazy("Rows are read, cleaned and matched"), _("nothing is written into the base"), *now),
            Stage(gettext_lazy("You look at what will become of them"), "", *later),
        ]
    return [
        Stage(gettext_lazy("The file is taken and checked"), counted, *over),
        Stage(
            gettext_lazy("A restore point is made"),
            ngettext("all can be as it was for %(n)s day", "all can be as it was for %(n)s days", KEPT_DAYS)
            % {"n": KEPT_DAYS},
            *over,
        ),
        Stage(
            gettext_lazy("Clients are brought in")
            if imported.entity not in ENTITIES
            else gettext_lazy("Rows are brought in"),
            _("in batches: each is written whole or not at all"),
            *now,
        ),
        Stage(gettext_lazy("What changed since the check is listed"), "", *later),
    ]
