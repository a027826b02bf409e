"""The first step: a file, and what was found out about it."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.limits import limited
from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from core.registries.import_targets import import_entities
from files import services as files
from files.uploads import was_too_big
from imports import readers, services
from imports.mapping import remembered
from imports.mapping.guessing import proposed
from imports.mapping.kinds import kind_of
from imports.mapping.plan import targets_of
from imports.models import Import
from imports.readers.parts import WITHOUT
from imports.staging.checking import SAMPLE
from imports.staging.opening import as_path
from imports.steps.listing import Row, rows_of
from imports.steps.loading import load, step_url
from imports.steps.recognised import options_from, recognised
from imports.steps.shell import page, steps_at

MEGABYTE = 1024 * 1024
PAST = 3


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("import", methods=("POST",))
def new(request: UserRequest) -> HttpResponse:
    """Take a file, or what was pasted, and show what it is."""
    if not request.user.has(Permission.IMPORT_BASE):
        raise Http404
    context = {
        "megabytes": settings.MAX_IMPORT_BYTES // MEGABYTE,
        "steps": steps_at("file"),
        "past": _past(request.user),
        "pasted": request.POST.get("pasted", ""),
        "error": "",
    }
    if request.method != "POST":
        return render(request, "imports/upload.html", context)
    upload = _given(request)
    error = _("The file is too large.") if was_too_big(request) else _("Choose a file first.")
    if upload is not None:
        try:
            imported = _taken(request, upload)
        except DomainError as refusal:
            error = str(refusal)
        else:
            return redirect("imports:upload_of", imported.pk)
    return render(request, "imports/upload.html", {**context, "error": error}, status=422)


def _past(user: User) -> list[Row]:
    """The last few files of this person."""
    return rows_of(list(services.visible_to(user).filter(owner=user).newest_first()[:PAST]))


@require_safe
def sample(request: UserRequest) -> HttpResponse:
    """A file to fill in: headings that are known by themselves, two rows of nobody."""
    if not request.user.has(Permission.IMPORT_BASE):
        raise Http404
    lines = [
        (_("Full name"), _("Phone"), _("E-mail"), _("Date of birth"), _("City"), _("Tags"), _("Note")),
        (_("Morozova Elena Viktorovna"), "+7 900 000-00-01", "elena@example.com", "21.11.1987", _("Kazan"), "VIP", ""),
        (_("Safin Rustam"), "8 (900) 000-00-02", "rustam@example.com", "03.05.1990", _("Ufa"), "", ""),
    ]
    text = "\ufeff" + "\r\n".join(";".join(cells) for cells in lines) + "\r\n"
    name = _("clients-sample") + ".csv"
    return HttpResponse(
        text, content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""},
    )  # fmt: skip


def _given(request: UserRequest) -> "UploadedFile[bytes] | None":
    upload = request.FILES.get("file")
    if isinstance(upload, UploadedFile):
        return upload
    pasted = request.POST.get("pasted", "")
    return SimpleUploadedFile(_("pasted cells") + ".tsv", pasted.encode("utf-8", "replace")) if pasted.strip() else None


@transaction.atomic
def _taken(request: UserRequest, upload: "UploadedFile[bytes]") -> Import:
    """Only the head is read here; the rows are read by the job that checks them.

    Where no row of headings is found columns are called by their numbers: the page offers to say which row it is.
    """
    options = readers.Options()
    stored = files.store(upload, by=request.user, belongs_to=(services.IMPORT, "new"), limit=settings.MAX_IMPORT_BYTES)
    with as_path(stored.sha256) as path:
        try:
            detected = readers.detect(path)
        except DomainError as error:
            if error.code != "no_heading":
                raise
            options = readers.Options(header_row=WITHOUT)
            detected = readers.detect(path, options)
        entity = kind_of(detected.headings)
        kept = remembered.of_shape(request.user, detected.headings, entity)
        guessed = proposed(detected, readers.sample(path, detected, SAMPLE), targets=targets_of(entity))
        mapping = (remembered.mapping_of(kept, detected.headings) if kept else guessed).to_json()
    made = services.create(by=request.user, file=stored, entity=entity, detected=asdict(detected), mapping=mapping)
    if options.header_row != WITHOUT:
        return made
    return services.set_options(
        made, by=request.user, options=asdict(options), detected=asdict(detected), mapping=mapping
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload_of(request: UserRequest, import_id: UUID) -> HttpResponse:
    """What was found out about the file; what a person says otherwise is taken and shown."""
    imported = load(request, import_id)
    if not imported.is_open or imported.file is None:
        return redirect(step_url(imported), imported.pk)
    options, error = readers.Options(**imported.options), ""
    if request.method == "POST":
        options = options_from(request.POST)
        entity = str(request.POST.get("entity", ""))
        entity = entity if entity in import_entities else imported.entity
        try:
            _said(request, imported, options, entity)
        except DomainError as refusal:
            error = str(refusal)
        else:
            onward = "imports:mapping" if request.POST.get("act") == "next" else "imports:upload_of"
            return redirect(onward, imported.pk)
    return page(
        request, "imports/recognised.html", imported, "file", _context(request, imported, options, error),
        status=422 if error else 200,
    )  # fmt: skip


def _said(request: UserRequest, imported: Import, options: readers.Options, entity: str) -> None:
    """Find out anew with these options; when the headings or the kind of table change, columns are guessed anew."""
    if entity == imported.entity and asdict(options) == {**asdict(readers.Options()), **imported.options}:
        return
    with as_path(imported.sha256) as path:
        detected = readers.detect(path, options)
        same = list(detected.headings) == imported.headings and entity == imported.entity
        guessed = proposed(detected, readers.sample(path, detected, SAMPLE), targets=targets_of(entity))
        mapping = imported.mapping if same else guessed.to_json()
    services.set_options(
        imported, by=request.user, entity=entity, options=asdict(options), detected=asdict(detected), mapping=mapping
    )


def _context(request: UserRequest, imported: Import, options: readers.Options, error: str) -> dict[str, Any]:
    before = services.visible_to(request.user).filter(sha256=imported.sha256).exclude(pk=imported.pk)
    context: dict[str, Any] = {
        "error": error,
        "options": options,
        "before": before.newest_first().first(),
        "kinds": [(entity.code, entity.label) for entity in import_entities],
    }
    try:
        with as_path(imported.sha256) as path:
            return {**context, **recognised(path, readers.Options(**imported.options), options)}
    except DomainError as refusal:
        return {**context, "error": error or str(refusal), "fields": [], "rows": []}
