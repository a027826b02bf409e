"""The second step: what the columns are."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from imports import readers, services
from imports.mapping.asked import line_of, mapping_of
from imports.mapping.guessing import guess
from imports.mapping.plan import Mapping, targets_of
from imports.mapping.showing import constants_of, groups_of, shown, tells_nobody
from imports.mapping.systems import recognise
from imports.models import Import
from imports.staging.checking import SAMPLE
from imports.staging.opening import as_path
from imports.steps.loading import load, step_url
from imports.steps.shell import page

BLANKS = 2
FOLDED = 12


@dataclass(frozen=True)
class Headings:
    """What guessing needs of a file."""

    headings: list[str]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mapping(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Show what the columns are thought to be; take what is chosen."""
    imported = load(request, import_id)
    if not imported.is_open:
        return redirect(step_url(imported), imported.pk)
    targets = targets_of(imported.entity)
    if request.method != "POST":
        return _page(request, imported, Mapping.from_json(imported.mapping, imported.headings, targets))
    try:
        chosen = mapping_of(request.POST, imported.headings, targets)
    except DomainError as error:
        standing = Mapping.from_json(imported.mapping, imported.headings, targets)
        return _page(request, imported, standing, error=str(error), status=422)
    if request.POST.get("act") == "show":
        return _page(request, imported, chosen)
    if tells_nobody(chosen):
        return _page(request, imported, chosen, status=422)
    services.set_mapping(imported, by=request.user, mapping=chosen.to_json())
    return redirect("imports:rules", imported.pk)


@require_POST
def column(request: UserRequest, import_id: UUID, at: int) -> HttpResponse:
    """One row of the page, as it reads with what was just chosen."""
    imported = load(request, import_id)
    headings, targets = imported.headings, targets_of(imported.entity)
    if at >= len(headings):
        raise Http404
    lines = list(Mapping.from_json(imported.mapping, headings, targets).for_headings(headings).lines)
    try:
        lines[at] = line_of(request.POST, at, headings[at], targets)
    except DomainError as error:
        raise Http404 from error
    columns = _columns(imported, Mapping((lines[at],)).for_headings(headings), targets)
    context = {"import": imported, "column": columns[at], "groups": groups_of(targets)}
    return render(request, "imports/mapping_row.html", context)


def _page(
    request: UserRequest, imported: Import, chosen: Mapping, *, error: str = "", status: int = 200
) -> HttpResponse:
    targets = targets_of(imported.entity)
    columns = _columns(imported, chosen, targets)
    system = recognise(imported.headings)
    context: dict[str, Any] = {
        "filled": [one for one in columns if one.line.target],
        "left": [one for one in columns if not one.line.target],
        "columns": len(columns),
        "fold": len(columns) > FOLDED,
        "groups": groups_of(targets),
        "constants": constants_of(chosen),
        "blanks": range(BLANKS),
        "profiles": [],
        "profile": None,
        "sheet": imported.detected.get("sheet", ""),
        "system": system.name if system else "",
        "nobody": tells_nobody(chosen),
        "error": error,
    }
    return page(request, "imports/mapping.html", imported, "columns", context, status=status)


def _columns(imported: Import, chosen: Mapping, targets: Any) -> Any:
    assert imported.file is not None
    with as_path(imported.file.sha256) as path:
        detected = readers.detect(path, readers.Options(**imported.options))
        sample = readers.sample(path, detected, SAMPLE)
    guesses = guess(Headings(imported.headings), sample, targets=targets)
    return shown(guesses, chosen, imported.headings, sample, targets, today=timezone.localdate())
