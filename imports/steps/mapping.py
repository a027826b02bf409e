"""The second step of the wizard: what each column fills, with samples, reasons, dictionaries and templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from core.errors import DomainError
from imports import readers, services
from imports.cleaning.rows import FileRow
from imports.mapping import asked, remembered
from imports.mapping.guessing import guess, proposed
from imports.mapping.plan import Mapping, Targets, targets_of
from imports.mapping.showing import ShownColumn, constants_of, groups_of, shown, tells_nobody
from imports.mapping.systems import recognise
from imports.models import Import, MappingProfile
from imports.staging.opening import as_path
from imports.steps.loading import load, step_url
from imports.steps.shell import page
from imports.trade import ENTITIES
from imports.trade.cleaning import TradeCleaner
from imports.trade.showing import lacks

SAMPLE_ROWS = 200
BLANKS = 2
"""Places for constants beside those that are filled."""
MOST_UNFOLDED = 30
"""Beyond so many columns those left out are folded away."""


@dataclass(frozen=True)
class Looked:
    """A file as far as this page needs it."""

    headings: Sequence[str]
    sheet: str
    sample: Sequence[FileRow]
    targets: Targets


class Chosen(NamedTuple):
    """The mapping as it stands on the page, and the template it is of."""

    mapping: Mapping
    profile: MappingProfile | None = None


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mapping(request: UserRequest, import_id: UUID) -> HttpResponse:
    """Show what the columns are thought to be; take what a person chose."""
    imported = load(request, import_id)
    if not imported.is_open:
        return redirect(step_url(imported), imported.pk)
    looked = _look(imported)
    if request.method != "POST":
        return _page(request, imported, looked, _standing(request, imported, looked))
    act = request.POST.get("act", "next")
    try:
        if act == "use":
            return _use(request, imported, looked)
        chosen = asked.mapping_of(request.POST, looked.headings, looked.targets)
        if act == "save":
            return _save(request, imported, looked, chosen)
    except DomainError as error:
        return _page(request, imported, looked, _standing(request, imported, looked), error=str(error), status=422)
    if act == "show":
        return _page(request, imported, looked, Chosen(chosen))
    if _lacks(imported, chosen):
        return _page(request, imported, looked, Chosen(chosen), status=422)
    services.set_mapping(imported, by=request.user, mapping=chosen.to_json())
    return redirect("imports:rules", imported.pk)


@require_POST
def column(request: UserRequest, import_id: UUID, at: int) -> HttpResponse:
    """One row of the page, as it reads with what was just chosen."""
    imported = load(request, import_id)
    looked = _look(imported)
    if at >= len(looked.headings):
        raise Http404
    try:
        line = asked.line_of(request.POST, at, looked.headings[at], looked.targets)
    except DomainError as error:
        raise Http404 from error
    columns = _columns(looked, Mapping((line,)), imported.entity)
    groups = groups_of(looked.targets, [line.target])
    context = {"import": imported, "column": columns[at], "groups": groups}
    return render(request, "imports/mapping_row.html", context)


def _use(request: UserRequest, imported: Import, looked: Looked) -> HttpResponse:
    """Lay a template on the file, or go back to the guesses; a template of a stranger is none."""
    pk = request.POST.get("profile", "")
    if not pk:
        return _page(request, imported, looked, Chosen(_proposed(looked)))
    profile = remembered.by_id(request.user, pk)
    if profile is None or profile.entity != imported.entity:
        raise Http404
    chosen = Chosen(remembered.mapping_of(profile, looked.headings), profile)
    return _page(request, imported, looked, chosen)


def _save(request: UserRequest, imported: Import, looked: Looked, chosen: Mapping) -> HttpResponse:
    """Keep the template, and the mapping with it: the page stays where it was."""
    profile = remembered.remember(
        by=request.user,
        name=request.POST.get("profile_name", ""),
        headings=looked.headings,
        mapping=chosen,
        shared=request.POST.get("profile_shared") == "1",
        entity=imported.entity,
    )
    services.set_mapping(imported, by=request.user, mapping=chosen.to_json())
    messages.success(request, _("The template “%(name)s” is saved.") % {"name": profile.name})
    return redirect("imports:mapping", imported.pk)


def _look(imported: Import) -> Looked:
    """Raises Http404 when the file is gone."""
    if imported.file is None:
        raise Http404
    with as_path(imported.file.sha256) as path:
        detected = readers.detect(path, readers.Options(**imported.options))
        sample = readers.sample(path, detected, SAMPLE_ROWS)
    return Looked(list(detected.headings), detected.sheet, sample, targets_of(imported.entity))


def _standing(request: UserRequest, imported: Import, looked: Looked) -> Chosen:
    """What was chosen before; at first the template of the file's shape, else the guesses."""
    first, profile = remembered.first_mapping(request.user, looked, looked.sample, entity=imported.entity)
    if not imported.mapping:
        return Chosen(first, profile)
    standing = Mapping.from_json(imported.mapping, None, looked.targets).for_headings(looked.headings)
    return Chosen(standing, profile if profile is not None and standing.to_json() == first.to_json() else None)


def _proposed(looked: Looked) -> Mapping:
    return proposed(looked, looked.sample, targets=looked.targets)


def _lacks(imported: Import, chosen: Mapping) -> str:
    """What must be named before the rows can be checked."""
    if imported.entity in ENTITIES:
        return lacks(imported.entity, chosen)
    if not tells_nobody(chosen):
        return ""
    return _(
        "What is needed is not named yet: choose a column with a name, a phone, an e-mail, an INN or an id, else there"
        " is nobody to bring in."
    )


def _columns(looked: Looked, chosen: Mapping, entity: str) -> list[ShownColumn]:
    guesses = guess(looked, looked.sample, targets=looked.targets)
    cleaner = TradeCleaner(entity, chosen, looked.headings, looked.sample) if entity in ENTITIES else None
    return shown(
        guesses, chosen, looked.headings, looked.sample, looked.targets, today=timezone.localdate(), cleaner=cleaner
    )


def _page(
    request: UserRequest, imported: Import, looked: Looked, chosen: Chosen, *, error: str = "", status: int = 200
) -> HttpResponse:
    columns = _columns(looked, chosen.mapping, imported.entity)
    system = recognise(looked.headings)
    fold = len(columns) > MOST_UNFOLDED
    context: dict[str, Any] = {
        "columns": len(columns),
        "all_columns": [one for one in columns if one.line.target or not fold],
        "left": [one for one in columns if fold and not one.line.target],
        "filled": sum(1 for one in columns if one.line.target),
        "groups": groups_of(looked.targets, chosen.mapping.targets),
        "constants": constants_of(chosen.mapping),
        "blanks": range(BLANKS),
        "profiles": remembered.offered(request.user, imported.entity),
        "profile": chosen.profile,
        "sheet": looked.sheet,
        "system": system.name if system else "",
        "lacks": _lacks(imported, chosen.mapping),
        "error": error,
    }
    return page(request, "imports/mapping.html", imported, "columns", context, status=status)
