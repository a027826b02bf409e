"""The first step: a file."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.permissions import Permission
from core.errors import DomainError
from files import services as files
from files.uploads import was_too_big
from imports import readers, services
from imports.mapping import remembered
from imports.models import Import
from imports.staging.checking import SAMPLE
from imports.staging.opening import as_path
from imports.steps.loading import load


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: UserRequest) -> HttpResponse:
    """Take a file, find out what it is, go on to its columns."""
    if not request.user.has(Permission.IMPORT_BASE):
        raise Http404
    if request.method == "POST":
        upload = request.FILES.get("file")
        error = _("The file is too large.") if was_too_big(request) else _("Choose a file first.")
        if isinstance(upload, UploadedFile):
            try:
                imported = _taken(request, upload)
            except DomainError as refusal:
                error = str(refusal)
            else:
                return redirect("imports:mapping", imported.pk)
        messages.error(request, error)
        return render(request, "imports/upload.html", {}, status=422)
    return render(request, "imports/upload.html", {})


@transaction.atomic
def _taken(request: UserRequest, upload: "UploadedFile[bytes]") -> Import:
    stored = files.store(upload, by=request.user, belongs_to=(services.IMPORT, "new"))
    with as_path(stored.sha256) as path:
        detected = readers.detect(path)
        mapping, _profile = remembered.first_mapping(request.user, detected, readers.sample(path, detected, SAMPLE))
    kept = {"headings": list(detected.headings), "sheet": detected.sheet, "format": str(detected.format)}
    return services.create(by=request.user, file=stored, detected=kept, mapping=mapping.to_json())


@require_http_methods(["GET", "HEAD"])
def upload_of(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Back from the columns: another file is another import."""
    load(request, import_id)
    return redirect("imports:new")
