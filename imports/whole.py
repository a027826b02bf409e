"""The wizard without the browser: a file from the disk becomes an import, checked and brought in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField, Count, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from core.errors import DomainError
from files import services as files
from files.contents import CHUNK
from imports import readers, services
from imports.apply.operation import REASONS
from imports.cleaning.rows import message
from imports.mapping import remembered
from imports.mapping.guessing import proposed
from imports.mapping.plan import Line, Mapping, targets_of
from imports.mapping.systems import recognise, systems
from imports.models import Import, ImportState, StagedRow, Verdict
from imports.models.staged import Tone
from imports.recovering import recover
from imports.staging.checking import SAMPLE
from imports.staging.filling import problem_of
from imports.staging.rules import DEFAULT_KEYS
from journal import runs
from journal.models import ItemState, Operation, OperationItem
from journal.operations import undone_by
from journal.runs.context import Watch

AT_ONCE = 2_000
TOLD = ("rejects", "left_out")
"""Grades of problems that are listed: the cell, or the row, is not brought in."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What was asked of the command."""

    path: Path
    by: User
    company: bool = False
    entity: str = "customers"
    mapping: object | None = None
    profile: str = ""
    match: Sequence[str] = DEFAULT_KEYS
    mode: str = "upsert"
    on_conflict: str = "fill"
    source: str = "main"
    fleeting: bool = False
    """Only to look: nothing may be left behind, whatever happens."""


class OnDisk:
    """A file of this machine as an upload."""

    def __init__(self, path: Path) -> None:
        self.name: str | None = path.name
        self._path = path

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        """Its bytes in pieces."""
        with self._path.open("rb") as file:
            while piece := file.read(chunk_size or CHUNK):
                yield piece


def checked(wish: Wish, watch: Watch | None = None) -> Import:
    """Store the file, find out what it is, check its rows here and now. Raises DomainError."""
    if not wish.by.has(Permission.IMPORT_BASE):
        raise DomainError(_("This person may not bring files into the base."), code="permission")
    imported = begun(wish)
    try:
        runs.run_here(services.start_preview(imported, by=wish.by).pk, watch)
        imported = services.by_id(imported.pk)
        if imported.state != ImportState.CHECKED:
            raise DomainError(_("The check of the rows was stopped."), code="stopped")
    except BaseException:
        if wish.fleeting:
            with suppress(Exception):
                services.give_up(imported, by=wish.by)
        raise
    return imported


@contextmanager
def forgotten(imported: Import, *, by: User) -> Iterator[None]:
    """What was only looked at goes, however the looking ends; of a process that is killed the minute job takes it."""
    try:
        yield
    finally:
        services.give_up(imported, by=by)


def applied(imported: Import, *, by: User, watch: Watch | None = None) -> Import:
    """Bring in what was checked; nothing to bring in is no failure. Raises DomainError."""
    if imported.has_work:
        operation = services.start_apply(imported, by=by)
        assert operation.job is not None
        try:
            runs.run_here(operation.job, watch)
        except Exception:
            _take_back(operation)
            raise
        imported = services.by_id(imported.pk)
        if imported.state == ImportState.CANCELLED:
            _take_back(operation)
            raise DomainError(_("The import was stopped; what it had brought in is taken back."), code="stopped")
    return services.by_id(imported.pk)


def _take_back(operation: Operation) -> None:
    """Go on with the undo that the end of the import has begun: no worker may be there. What fails is begun again."""
    with suppress(Exception):
        recover()
        undo = undone_by(operation)
        if undo is not None and undo.job is not None:
            runs.run_here(undo.job)


@transaction.atomic
def begun(wish: Wish) -> Import:
    """Store the file, find out what it is; nothing is checked yet."""
    detected = readers.detect(wish.path)
    sample = readers.sample(wish.path, detected, SAMPLE)
    mapping = _mapping(wish, detected, sample)
    stored = files.store(
        OnDisk(wish.path), by=wish.by, belongs_to=(services.IMPORT, "new"), limit=settings.MAX_UPLOAD_BYTES
    )
    system = recognise(detected.headings)
    kept = {
        "headings": list(detected.headings),
        "sheet": detected.sheet,
        "format": str(detected.format),
        "encoding": detected.encoding,
        "separator": detected.separator,
        "header_row": detected.header_row,
        "profile": system.name if system else None,
    }
    imported = services.create(by=wish.by, file=stored, entity=wish.entity, detected=kept, mapping=mapping.to_json())
    Import.objects.filter(pk=imported.pk).update(fleeting=wish.fleeting)
    return services.set_rules(
        imported,
        by=wish.by,
        match=wish.match,
        mode=wish.mode,
        on_conflict=wish.on_conflict,
        conflicts={},
        source=wish.source,
        responsible=None,
        tag="",
    )


def _mapping(wish: Wish, detected: readers.Detected, sample: list[readers.Row]) -> Mapping:
    targets = targets_of(wish.entity)
    mapping = _chosen(wish, detected) or proposed(detected, sample, targets=targets)
    if wish.company and "kind" not in mapping.targets:
        mapping = Mapping((*mapping.lines, Line("", "kind", "company")))
    return mapping


def _chosen(wish: Wish, detected: readers.Detected) -> Mapping | None:
    """The mapping file, the profile that was named, or the one kept for these headings; programs are guessed."""
    if wish.mapping is not None:
        return Mapping.from_json(wish.mapping, detected.headings, targets_of(wish.entity))
    if wish.profile and wish.profile.lower() in {system.name.lower() for system in systems()}:
        return None
    if wish.profile:
        return remembered.mapping_of(remembered.by_name(wish.by, wish.profile, wish.entity), detected.headings)
    kept = remembered.of_shape(wish.by, detected.headings, wish.entity)
    return remembered.mapping_of(kept, detected.headings) if kept else None


def told(imported: Import) -> dict[str, Any]:
    """Counts of a checked or applied import, by what became of its rows."""
    counts, late = imported.counts, _late(imported)
    return {
        "rows": counts.get("rows", 0),
        "created": counts.get("new", 0) - late.get(Verdict.NEW, 0),
        "updated": counts.get("updated", 0) - late.get(Verdict.UPDATED, 0),
        "unchanged": counts.get("unchanged", 0),
        "duplicates": counts.get("duplicates", 0),
        "doubtful": counts.get("doubtful", 0),
        "refused": sum(late.values()),
        "rejected": counts.get("rejected", 0),
    }


def rejects(imported: Import) -> Iterator[dict[str, Any]]:
    """Cells and rows that were not brought in, in the order of the file, each with why."""
    headings = imported.headings
    rows = StagedRow.objects.of(imported).filter(Q(tone=Tone.LEFT_OUT) | Q(verdict=Verdict.DOUBTFUL))
    for row in rows.order_by("number").iterator():
        for problem in map(problem_of, row.problems):
            if problem.grade in TOLD:
                column = headings[problem.column] if 0 <= problem.column < len(headings) else ""
                yield _line(row, column, problem.raw, problem.code, message(problem), problem.fix)
        if row.verdict == Verdict.DOUBTFUL:
            yield _line(row, "", "", row.reason, _("It is not clear which client this is."), None)
    for row, why in _refused(imported):
        yield _line(row, "", "", why, str(REASONS.get(why, why)), None)


def _line(row: StagedRow, column: str, value: str, code: str, text: str, fix: str | None) -> dict[str, Any]:
    return {"row": row.number, "column": column, "value": value, "code": code, "message": text, "fix": fix}


def _refused(imported: Import) -> Iterator[tuple[StagedRow, str]]:
    """Rows that applying found changed since the check, in the order of the file, some in memory at a time."""
    if imported.operation is None:
        return
    items = OperationItem.objects.filter(operation_id=imported.operation, state=ItemState.REFUSED).order_by("seq")
    after = 0
    while why := dict(items.filter(seq__gt=after).values_list("seq", "object_id")[:AT_ONCE]):
        after = max(why)
        reasons = dict(items.filter(seq__in=why).values_list("object_id", "reason"))
        rows = StagedRow.objects.filter(pk__in=[int(pk) for pk in reasons]).only("number", "verdict")
        yield from ((row, reasons[str(row.pk)]) for row in rows.order_by("number"))


def _late(imported: Import) -> dict[str, int]:
    """How many of them there are, by what the check had said of them."""
    if imported.operation is None:
        return {}
    items = OperationItem.objects.filter(operation_id=imported.operation, state=ItemState.REFUSED)
    rows = StagedRow.objects.filter(
        imported=imported, pk__in=items.order_by().values(row=Cast("object_id", BigIntegerField()))
    )
    return dict(rows.order_by().values_list("verdict").annotate(n=Count("pk")))
