"""The check: the file read anew, cleaned, matched, decided and kept, stopped before the write."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.models import User
from core.errors import DomainError
from core.registries.fields import catalogue
from customers.custom.bringing import own_targets
from customers.custom.closed import secret_headings
from imports import readers
from imports.cleaning import Cleaner
from imports.cleaning.cleaner import collector_at_rest
from imports.cleaning.rows import CleanRow, FileRow
from imports.mapping.headings import fold
from imports.mapping.plan import Mapping, targets_of
from imports.models import Import, ImportState, StagedRow
from imports.staging import repeats
from imports.staging.deciding import PARTS
from imports.staging.filling import Kept, staged
from imports.staging.keeping import copied
from imports.staging.opening import as_path
from imports.staging.reading import count
from imports.staging.rules import Rules
from imports.trade import ENTITIES, applying, filling
from imports.trade.cleaning import TradeCleaner

BATCH = 5_000
AHEAD = 4
"""Batches of decisions of people that are asked for at once."""
SAMPLE = 200
Step = Callable[[], AbstractContextManager[object]]
Progress = Callable[[int, int, str], None]


def rules_of(imported: Import) -> Rules:
    """Decisions of the person, for the engine."""
    return Rules(
        match=tuple(imported.match),
        mode=imported.mode,
        on_conflict=imported.on_conflict,
        conflicts=imported.conflicts,
        source=imported.source,
        responsible_id=imported.responsible_id,
        tag=imported.tag,
        own=own_targets(),
        closed=closed_to(imported.owner),
    )


def closed_to(reader: User) -> frozenset[str]:
    """Fields the person may not change on a card; a whole name is changed by its parts."""
    found = {field.code for field in catalogue().values() if not field_rights.may_edit(reader, field)}
    return frozenset(found | ({"full_name"} if found & set(PARTS) else set()))


def cleaner_of(imported: Import, sample: Iterable[FileRow] = ()) -> Cleaner:
    """The cleaner of the file's mapping."""
    if imported.entity in ENTITIES:
        mapping = Mapping.from_json(imported.mapping, imported.headings, targets_of(imported.entity))
        return TradeCleaner(imported.entity, mapping, imported.headings, sample)
    mapping = Mapping.from_json(imported.mapping, imported.headings)
    return Cleaner(mapping, imported.headings, today=timezone.localdate(), sample=sample)


def check(imported: Import, step: Step, progress: Progress, run: str = "") -> None:
    """Fill the staging table; the same run goes on after the last batch kept. Raises DomainError on another file.

    Rows of an earlier check go a batch at a time, as the new ones come: what people decided is never lost.
    """
    with _opened(imported) as path:
        detected = readers.detect(path, readers.Options(**imported.options))
        cleaner = cleaner_of(imported, readers.sample(path, detected, SAMPLE))
        rules, last = rules_of(imported), _kept_upto(imported, run)
        done = StagedRow.objects.of(imported).filter(number__lte=last).count()
        reader = readers.read(path, detected)
        expected = imported.counts.get("rows") or reader.expected()
        rows_of_file = without_secrets((row for row in reader if row.number > last), imported)
        decided = Decided(imported, last)
        batches = _cleaned(rows_of_file, cleaner, decided.rows)
        following = next(batches, None)
        while following:
            batch, rows, standing = following
            with collector_at_rest(), step():
                StagedRow.objects.of(imported).filter(number__gt=last, number__lte=batch[-1].number).delete()
                kept = staged_of(imported)(imported, rows, [row.cells for row in batch], rules, standing=standing)
                decided.go_on(batch[-1].number)
                with copied(imported.pk, kept):
                    following = next(batches, None)
                done, last = done + len(kept), batch[-1].number
                _keep_upto(imported, run, last)
                progress(done, max(done, expected), "")
    with step():
        StagedRow.objects.of(imported).filter(number__gt=last).delete()
        if imported.entity in ENTITIES:
            applying.settle(imported)
        else:
            repeats.mark(imported)
        imported.counts = {**count(imported), "passed": dict(reader.skipped)}
        imported.state, imported.checked_at = ImportState.CHECKED, timezone.now()
        imported.save(update_fields=["counts", "state", "checked_at", "updated_at"])


def without_secrets(rows: Iterator[readers.Row], imported: Import) -> Iterator[readers.Row]:
    """Cells of sensitive own fields are not kept: a staged row is open text."""
    secret = {fold(heading) for heading in secret_headings()}
    closed = frozenset(at for at, heading in enumerate(imported.headings) if fold(heading) in secret)
    if not closed:
        return rows
    return (
        row._replace(cells=tuple(None if at in closed else cell for at, cell in enumerate(row.cells))) for row in rows
    )


def _cleaned(
    rows: Iterator[readers.Row], cleaner: Cleaner, decisions: dict[int, StagedRow]
) -> Iterator[tuple[list[readers.Row], list[CleanRow], dict[int, StagedRow]]]:
    """Batches as the file has them, as they read, and what people decided about them. Asks the database nothing."""
    for batch in in_batches(rows):
        standing = {row.number: decisions[row.number] for row in batch if row.number in decisions}
        yield batch, cleaner.clean_many([_mended(row, standing) for row in batch]), standing


def staged_of(imported: Import) -> Callable[..., list[Kept]]:
    """What turns rows of this kind of table into staged ones."""
    return filling.staged if imported.entity in ENTITIES else staged


def _kept_upto(imported: Import, run: str) -> int:
    """The last row an earlier attempt of this very run has kept."""
    kept = imported.counts.get("kept", {})
    return int(kept.get("upto", 0)) if run and kept.get("run") == run else 0


def _keep_upto(imported: Import, run: str, last: int) -> None:
    imported.counts = {**imported.counts, "kept": {"run": run, "upto": last}}
    imported.save(update_fields=["counts"])


class Decided:
    """What a person did to rows before the file is read again: cells put right, doubts decided. Those of the batch that
    is cleaned next at least, some batches of them at a time: all of a million rows may have been put right at once.
    """

    def __init__(self, imported: Import, after: int) -> None:
        self.rows: dict[int, StagedRow] = {}
        self._imported, self._upto, self._is_all = imported, after, False
        self.go_on(after)

    def go_on(self, after: int) -> None:
        """Forget those up to a row, ask for more where those that are left may not do for a batch."""
        for number in [number for number in self.rows if number <= after]:
            del self.rows[number]
        if self._is_all or len(self.rows) >= BATCH:
            return
        rows = StagedRow.objects.of(self._imported).filter(number__gt=self._upto).exclude(fixes={}, decision="")
        found = list(rows.order_by("number").values_list("number", "fixes", "decision")[: AHEAD * BATCH])
        self._is_all = len(found) < AHEAD * BATCH
        for number, fixes, decision in found:
            self.rows[number] = StagedRow(number=number, fixes=fixes, decision=decision)
            self._upto = number


def _mended(row: Any, standing: dict[int, StagedRow]) -> Any:
    was = standing.get(row.number)
    return mended(row, was.fixes) if was and was.fixes else row


def mended(row: Any, fixes: dict[str, str]) -> Any:
    """The row with cells that a person put right."""
    cells = list(row.cells)
    for column, text in fixes.items():
        at = int(column)
        cells.extend([None] * (at + 1 - len(cells)))
        cells[at] = text
    return readers.Row(row.number, tuple(cells))


def _opened(imported: Import) -> Any:
    if imported.file is None:
        raise DomainError(_("The file is gone. Bring it again."), code="file_gone")
    if imported.file.sha256 != imported.sha256:
        raise DomainError(_("The file was changed since. Bring it again."), code="file_changed")
    return as_path(imported.file.sha256)


def in_batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Some thousand at a time."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
