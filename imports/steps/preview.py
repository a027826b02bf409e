"""The check as a person sees it: rows, cells put right in place, rows left out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from core.registries.import_notes import import_notes
from core.text.numbers import number
from imports.cleaning.rows import message
from imports.models import Import, ImportState, StagedRow
from imports.rejects.workbook import as_text
from imports.staging import fixing
from imports.staging.deciding import SKIP
from imports.staging.filling import problem_of
from imports.steps.loading import fixable, held, load, row_of, step_url
from imports.steps.running import checked_again
from imports.steps.shell import page
from imports.steps.shown_rows import Table
from imports.steps.summary import Summary
from imports.steps.tabs import rows_page, tabs_of
from imports.trade import ENTITIES

LONGEST_CELL = 10_000


def summary_of(imported: Import) -> Summary:
    """Numbers of an import, and whether the button stands."""
    counts = imported.counts
    may = imported.state == ImportState.CHECKED and imported.has_work
    return Summary(counts, may_apply=may, entity=imported.entity)


@require_safe
@never_cache
def preview(request: UserRequest, import_id: UUID) -> HttpResponse:
    """A page of rows."""
    imported = load(request, import_id)
    if imported.checked_at is None or imported.state == ImportState.CHECKING:
        return redirect(step_url(imported), imported.pk)
    tabs, tab = tabs_of(imported, request.GET.get("tab", "all"))
    rows, before, after = rows_page(imported, tab, _number(request, "after"), _number(request, "before"))
    table = Table(imported, request.user)
    context = {
        "summary": summary_of(imported),
        "notes": [*passed_over(imported), *notes_of(imported, request)],
        "tabs": tabs,
        "tab": tab,
        "columns": table.columns,
        "rows": table.rows(rows),
        "before": f"?tab={tab.code}&before={before}" if before else "",
        "after": f"?tab={tab.code}&after={after}" if after else "",
        "fixable": imported.state == ImportState.CHECKED,
    }
    return page(request, "imports/preview.html", imported, "check", context)


PASSED_OVER: dict[str, str | Promise] = {
    "total": gettext_lazy("totals"),
    "heading": gettext_lazy("repeated headings"),
    "group": gettext_lazy("names of groups"),
    "page": gettext_lazy("numbers of pages"),
}
"""Lines of a file that are none of its rows, by what the reader calls them; empty ones are not worth a word."""


def passed_over(imported: Import) -> list[tuple[str, str]]:
    """What of the file was not taken for rows."""
    passed = imported.counts.get("passed", {})
    said = [f"{label} — {number(passed[code])}" for code, label in PASSED_OVER.items() if code in passed]
    return [("info", _("Not taken for rows of the table: %(what)s.") % {"what": ", ".join(said)})] if said else []


def notes_of(imported: Import, request: UserRequest) -> list[tuple[str, str]]:
    """What other packages say of it; as long as nobody keeps consents, that a column alone grants nothing."""
    if imported.entity in ENTITIES:
        return []
    said = [(note.tone, note.sentence(imported.pk, request.user.pk)) for note in import_notes]
    if len(import_notes):
        return [(tone, text) for tone, text in said if text]
    return [
        ("info", _("A column alone grants no consent: nobody of this file may be written to until a consent is kept."))
    ]


def _number(request: UserRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 16 else 0


@require_safe
@never_cache
def row(request: UserRequest, import_id: UUID, number: int) -> HttpResponse:
    """One row, after an edit was given up."""
    imported = load(request, import_id)
    return _row(request, imported, row_of(imported, number))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cell(request: UserRequest, import_id: UUID, number: int, column: int) -> HttpResponse:
    """Put a cell right: in place, or on a page of its own."""
    imported = load(request, import_id)
    fixable(imported)
    kept = row_of(imported, number)
    if column >= len(imported.headings):
        raise Http404
    if request.method == "POST":
        text = request.POST.get("value", "").replace("\0", "").strip()[:LONGEST_CELL]
        with held(imported):
            kept.refresh_from_db()
            again = fixing.set_cell(imported, kept, column, text)
        return checked_again(request, imported) if again else _changed(request, imported, kept)
    problems = [problem_of(one) for one in kept.problems if one[0] == column]
    stood = kept.fixes.get(str(column))
    raw = kept.raw[column] if column < len(kept.raw) else None
    context = {
        "number": number,
        "column": column,
        "label": imported.headings[column],
        "value": as_text(raw) if stood is None else stood,
        "says": " ".join(message(problem) for problem in problems),
    }
    if request.htmx:
        return render(request, "imports/cell_form.html", {"import": imported, **context})
    return page(request, "imports/cell.html", imported, "check", context)


@require_POST
def drop(request: UserRequest, import_id: UUID, number: int) -> HttpResponse:
    """Leave a row out, or bring it back."""
    imported = load(request, import_id)
    with held(imported):
        kept = row_of(imported, number)
        again = fixing.decide(imported, kept, "" if "back" in request.POST else SKIP)
    return checked_again(request, imported) if again else _changed(request, imported, kept)


def _changed(request: UserRequest, imported: Import, kept: StagedRow) -> HttpResponse:
    if request.htmx:
        kept.refresh_from_db()
        response = _row(request, imported, kept)
        response["HX-Trigger"] = "importChanged"
        return response
    response = redirect("imports:preview", imported.pk)
    response["Location"] += f"?after={kept.number - 1}"
    return response


def _row(request: UserRequest, imported: Import, kept: StagedRow) -> HttpResponse:
    [shown] = Table(imported, request.user).rows([kept])
    context = {"import": imported, "row": shown, "fixable": imported.state == ImportState.CHECKED}
    return render(request, "imports/preview_row.html", context)


@require_safe
@never_cache
def numbers(request: UserRequest, import_id: UUID) -> HttpResponse:
    """The numbers above the rows, asked again when a row has changed."""
    imported = load(request, import_id)
    return render(request, "imports/preview_stats.html", {"import": imported, "summary": summary_of(imported)})
