"""How an export ends: its row, its operation, the journal and those who are told agree, in one transaction."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

import journal
from accounts.notifications import notify
from core.registries.exports import file_stores
from core.registries.jobs import JobEnd
from journal.models import Operation, OperationState
from journal.operations import trail as operation_trail
from listing.exports import trail, unusual
from listing.exports.choices import EXPORT, LIVE, ExportState
from listing.exports.columns import Offered
from listing.exports.models import Export

KEPT = dt.timedelta(hours=24)
"""How long the file may be downloaded."""
LARGE = 2_000
"""More rows than so many are made by a worker, and their maker does not wait at the page."""


def ready(export_id: int, path: Path, rows: int, *, picked: Sequence[Offered], name: str) -> Export:
    """Keep the file and write down that the export is made, inside the caller's transaction."""
    export = Export.objects.select_related("maker__role").select_for_update(of=("self",), no_key=True).get(pk=export_id)
    if export.state not in LIVE:
        return export
    kept = file_stores.get("files").keep(path, name=name, by=export.maker, belongs_to=(EXPORT, export.pk))
    now = timezone.now()
    export.state, export.rows, export.file = ExportState.READY, rows, kept.id
    export.file_name, export.sha256, export.size = name, kept.sha256, kept.size
    export.finished_at, export.expires_at = now, now + KEPT
    export.masked = [one.code for one in picked if one.masked]
    export.unusual = unusual.reasons(export, now)
    export.save()
    _end_operation(export, OperationState.DONE)
    journal.record(trail.EXPORTED, by=export.maker, object_type=EXPORT, object_id=export.pk, details=details(export))
    opened = [one for one in picked if one.opened]
    if opened and rows:
        shown = {
            "fields": [str(one.field.label) for one in opened],
            "columns": [one.code for one in opened],
            "rows": rows,
        }
        journal.record(trail.SECRETS, by=export.maker, object_type=EXPORT, object_id=export.pk, details=shown)
    tell(export)
    return export


def details(export: Export) -> dict[str, object]:
    """What the journal keeps for good."""
    return {
        "list": export.page,
        "purpose": export.purpose,
        "choice": export.choice,
        "words": export.words,
        "columns": export.columns,
        "masked": export.masked,
        "format": export.format,
        "rows": export.rows,
        "sha256": export.sha256,
        "operation": str(export.operation),
    }


def tell(export: Export) -> None:
    """Its maker, when it took long enough to leave the page; administrators, when it is unusual."""
    params = {"number": export.pk, "rows": export.rows, "page": export.page}
    url = reverse("listing:export", args=[export.pk])
    if export.chosen > LARGE and not export.maker.is_system:
        notify([export.maker], trail.READY, params=params, url=url, object_type=EXPORT, object_id=export.pk)
    if export.unusual:
        told = {**params, "reasons": export.unusual, "who": export.maker.full_name}
        # Not as the maker's act: letters sent in his name would tell him that somebody watches.
        notify(unusual.watchers(), trail.UNUSUAL, params=told, url=url, object_type=EXPORT, object_id=export.pk)


def ended(end: JobEnd) -> None:
    """A run that failed or was stopped leaves an export that says so, and no file."""
    state = {"failed": ExportState.FAILED, "cancelled": ExportState.CANCELLED}.get(end.state)
    if state is None:
        return
    with transaction.atomic():
        export = Export.objects.select_for_update(no_key=True).filter(job=end.job_id, state__in=LIVE).first()
        if export is None:
            return
        export.state, export.error, export.finished_at = state, end.error, timezone.now()
        export.save(update_fields=["state", "error", "finished_at"])
        _end_operation(export, OperationState(end.state))


def _end_operation(export: Export, state: OperationState) -> None:
    assert export.operation is not None
    operation = Operation.objects.select_for_update(no_key=True).get(pk=export.operation)
    operation.state, operation.finished_at, operation.error = state, timezone.now(), export.error
    operation.position = operation.total if state == OperationState.DONE else 0
    operation.applied = export.rows
    operation.refused = operation.total - export.rows if state == OperationState.DONE else 0
    operation.save(update_fields=["state", "finished_at", "error", "position", "applied", "refused"])
    operation_trail.ended(operation)
