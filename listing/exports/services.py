"""Verbs of exports. Each checks the rights of whoever acts, at the moment he acts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from core.errors import DomainError
from core.registries.exports import file_stores
from journal import runs
from journal.models import JobRun, Operation, OperationState
from journal.operations import trail as operation_trail
from listing.exports import choosing, columns, ending, freezing, limits, making, source, trail
from listing.exports.choices import EXPORT, ExportFormat, ExportState
from listing.exports.models import LONGEST_PURPOSE, Export
from listing.pages import ListPage

BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody asks for. Nothing in it is believed until `prepare` has looked."""

    page: ListPage
    choice: Mapping[str, Any]
    columns: Sequence[str]
    format: str
    purpose: str
    order: str = ""


def prepare(wish: Wish, *, by: User) -> Export:
    """A draft that is ready to start.

    Raises DomainError: no right, no purpose, an unknown column or format, a rule that cannot be asked, nothing chosen,
    more than the role may take.
    """
    making.allow(by)
    purpose = " ".join(wish.purpose.replace("\x00", "").split())
    if not purpose:
        raise DomainError(_("Say what the export is for: it is kept in the journal."), code="purpose")
    if wish.format not in ExportFormat.values:
        raise DomainError(_("There is no such format of export."), code="format")
    picked = columns.choose(by, wish.page.fields(), wish.columns)
    choice = choosing.clean(wish.choice)
    count = choosing.chosen(wish.page, by, choice).count()
    limits.check(by, count)
    return Export.objects.create(
        page=wish.page.code,
        maker=by,
        format=wish.format,
        choice=choice,
        words=choosing.words(wish.page, by, choice),
        order=wish.order,
        columns=[one.code for one in picked],
        masked=[one.code for one in picked if one.masked],
        purpose=purpose[:LONGEST_PURPOSE],
        chosen=count,
    )


@transaction.atomic
def start(export: Export, *, by: User, wake_up: bool = True) -> JobRun:
    """Freeze the rows and queue the job; raises DomainError as `prepare` does, for much may have changed since."""
    locked = Export.objects.select_for_update(no_key=True).get(pk=export.pk)
    if locked.state != ExportState.DRAFT or locked.maker_id != by.pk:
        raise DomainError(_("This export has been started already."), code="started")
    making.allow(by)
    page = making.page_of(locked)
    rows = source.in_order(page, by, choosing.chosen(page, by, locked.choice), locked.order)
    params = {"export": locked.pk, "page": locked.page, "format": locked.format}
    operation = Operation(kind=EXPORT, state=OperationState.QUEUED, params=params, actor_id=by.pk)
    operation.actor_name = by.full_name
    operation.total = freezing.freeze(operation.pk, rows)
    limits.check(by, operation.total)
    operation.save(force_insert=True)
    operation_trail.confirmed(operation)
    run = runs.start(
        EXPORT,
        by=by,
        args={"export": locked.pk},
        operation_id=operation.pk,
        unique_key=f"export:{locked.pk}",
        total=operation.total,
        wake_up=wake_up,
    )
    Operation.objects.filter(pk=operation.pk).update(job=run.pk)
    locked.state, locked.chosen, locked.operation, locked.job = (
        ExportState.QUEUED,
        operation.total,
        operation.pk,
        run.pk,
    )
    locked.save(update_fields=["state", "chosen", "operation", "job"])
    return run


def start_and_wait(export: Export, *, by: User) -> Export:
    """Small ones at once, in this process; larger ones are left to a worker. Raises what `start` raises."""
    small = export.chosen <= ending.LARGE
    run = start(export, by=by, wake_up=not small)
    if small:
        runs.run_here(run.pk)
    return Export.objects.get(pk=export.pk)


def discard(export: Export) -> None:
    """A draft nobody wants leaves nothing behind."""
    Export.objects.filter(pk=export.pk, state=ExportState.DRAFT).delete()


@transaction.atomic
def take(export: Export, *, by: User) -> BinaryIO:
    """The file, for its maker alone while he still holds the right; journalled. Raises DomainError when it is gone."""
    making.allow(by)
    ready = (
        Export.objects.select_for_update(no_key=True).filter(pk=export.pk, maker=by, state=ExportState.READY).first()
    )
    if ready is None or ready.file is None or (ready.expires_at and ready.expires_at <= timezone.now()):
        raise DomainError(_("The file is not here any more: exports are kept for a short time."), code="gone")
    content = file_stores.get("files").open(ready.file)
    if content is None:
        raise DomainError(_("The file is not here any more: exports are kept for a short time."), code="gone")
    Export.objects.filter(pk=ready.pk).update(downloads=F("downloads") + 1)
    journal.record(trail.DOWNLOADED, by=by, object_type=EXPORT, object_id=ready.pk, details={"sha256": ready.sha256})
    return content


@transaction.atomic
def drop_file(export: Export) -> None:
    """Remove the file before its time; what it was stays."""
    locked = Export.objects.select_for_update(no_key=True).get(pk=export.pk)
    if locked.file is not None:
        file_stores.get("files").remove([locked.file])
        Export.objects.filter(pk=locked.pk).update(state=ExportState.EXPIRED, file=None)


def expire(now: dt.datetime) -> int:
    """Remove up to BATCH files whose time is over; returns how many. What they were stays."""
    old = Export.objects.select_for_update(skip_locked=True, no_key=True).filter(
        state=ExportState.READY, expires_at__lte=now
    )
    with transaction.atomic():
        found = list(old.order_by("expires_at")[:BATCH])
        file_stores.get("files").remove([one.file for one in found if one.file])
        Export.objects.filter(pk__in=[one.pk for one in found]).update(state=ExportState.EXPIRED, file=None)
    return len(found)


def forget_drafts(before: dt.datetime) -> int:
    """Delete drafts nobody has started."""
    return Export.objects.filter(state=ExportState.DRAFT, created_at__lt=before).delete()[0]
