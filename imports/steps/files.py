"""What leaves: the file as it was brought, and its rejected rows as a workbook. Both are journalled."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import journal
from accounts.http import UserRequest
from core import disk
from imports.cleaning.rows import message
from imports.models import Import, StagedRow, Verdict
from imports.notices import FILE_TAKEN, REJECTS_TAKEN
from imports.rejects import table
from imports.rejects.workbook import Rejected, write
from imports.services import IMPORT
from imports.staging.filling import problem_of
from imports.steps.loading import load
from imports.trade import PURCHASES
from imports.trade.documents import NUMBER

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
AT_ONCE = 2_000
MOST_IN_WORKBOOK = 20_000
"""Some seconds of work: nobody waits longer for a page."""


@require_safe
def source(request: UserRequest, import_id: UUID) -> HttpResponse:
    """The file, by the one way files go out."""
    imported = load(request, import_id)
    if imported.file_id is None:
        raise Http404
    journal.record(FILE_TAKEN, by=request.user, object_type=IMPORT, object_id=str(imported.pk))
    return redirect("files:download", imported.file_id)


@require_safe
def rejects(request: UserRequest, import_id: UUID) -> HttpResponseBase:
    """Rejected rows with their reasons: a workbook, of very many a table that is sent as it is read."""
    imported = load(request, import_id)
    if imported.checked_at is None:
        raise Http404
    if imported.counts.get("rejected", 0) > MOST_IN_WORKBOOK:
        journal.record(REJECTS_TAKEN, by=request.user, object_type=IMPORT, object_id=str(imported.pk))
        lines = table.pieces(imported.headings, rejected_rows(imported))
        return _named(StreamingHttpResponse(lines, content_type=CSV), imported, "csv")
    try:
        content = _workbook(imported)
    except OSError as error:
        if not disk.is_full(error):
            raise
        messages.error(request, str(disk.no_room()))
        return redirect("imports:preview", imported.pk)
    journal.record(REJECTS_TAKEN, by=request.user, object_type=IMPORT, object_id=str(imported.pk))
    return _named(FileResponse(content, content_type=XLSX), imported, "xlsx")


def _named(response: HttpResponseBase, imported: Import, ending: str) -> HttpResponseBase:
    name = _("%(name)s – not brought in") % {"name": Path(imported.name).stem} + f".{ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _workbook(imported: Import) -> BinaryIO:
    """The open file, which no name leads to any more. Raises OSError; nothing is left behind either way."""
    with tempfile.TemporaryDirectory(prefix="rejects-") as folder:
        path = Path(folder) / "rejects.xlsx"
        write(path, imported.headings, rejected_rows(imported))
        return path.open("rb")


def rejected_rows(imported: Import) -> Iterator[Rejected]:
    """As they stood in the file, put right where a person did; a page of them in memory at a time.

    A purchase is written whole, so its other lines stand beside a rejected one: brought again alone, it would take
    their place.
    """
    mine, after = StagedRow.objects.of(imported), 0
    chosen = Q(verdict=Verdict.REJECTED)
    if imported.entity == PURCHASES:
        numbers = mine.filter(chosen, **{f"{NUMBER}__isnull": False}).order_by().values(NUMBER)
        chosen |= Q(**{f"{NUMBER}__in": numbers}) & ~Q(verdict=Verdict.DROPPED)
    rows = mine.filter(chosen)
    while batch := list(rows.filter(number__gt=after).order_by("number")[:AT_ONCE]):
        for row in batch:
            cells = list(row.raw)
            for column, text in row.fixes.items():
                cells.extend([None] * (int(column) + 1 - len(cells)))
                cells[int(column)] = text
            yield Rejected(cells, _reason(row))
        after = batch[-1].number


def _reason(row: StagedRow) -> str:
    if row.verdict != Verdict.REJECTED:
        return _("Another line of this purchase was not brought in: they belong together.")
    found = [problem_of(one) for one in row.problems if one[6] in {"rejects", "left_out"}]
    return " ".join(dict.fromkeys(message(problem) for problem in found))
