"""What is done to an import. Each function is one act, atomic, with `by` the person who does it."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

import journal
from accounts.models import User
from core.errors import DomainError
from customers.custom.bringing import changed_since
from files import services as files
from files.models import StoredFile
from imports.apply.operation import KIND
from imports.models import Import, ImportState
from imports.models.imported import ImportQuerySet
from imports.staging.rules import CONFLICTS, DEFAULT_KEYS, KEYS, MODES
from imports.trade import ENTITIES
from journal import operations, runs
from journal.models import JobRun, JobState, Operation

OWN_FIELD = re.compile(r"custom\.[a-z0-9_-]+")
IMPORT = "imports.import"
CHECK = "imports.check"


def visible_to(user: User) -> ImportQuerySet:
    """Imports the person may look at."""
    return Import.objects.visible_to(user)


@transaction.atomic
def create(
    *, by: User, file: StoredFile, entity: str = "customers", detected: Mapping[str, Any], mapping: Mapping[str, Any]
) -> Import:
    """Begin with a stored file."""
    imported = Import.objects.create(
        owner=by, file=file, name=file.name, sha256=file.sha256, entity=entity, detected=dict(detected),
        mapping=dict(mapping), match=list(DEFAULT_KEYS),
    )  # fmt: skip
    StoredFile.objects.filter(pk=file.pk).update(belongs_to_id=str(imported.pk))
    journal.record("imports.created", by=by, object_type=IMPORT, object_id=str(imported.pk))
    return imported


@transaction.atomic
def set_options(
    imported: Import,
    *,
    by: User,
    options: Mapping[str, Any],
    detected: Mapping[str, Any],
    mapping: Mapping[str, Any],
    entity: str = "",
) -> Import:
    """Say how the file is read, as what kind of table, what was found out so, and the mapping of those headings."""
    return _change(
        imported, entity=entity or imported.entity, options=dict(options), detected=dict(detected),
        mapping=dict(mapping), state=ImportState.UPLOADED,
    )  # fmt: skip


@transaction.atomic
def set_mapping(imported: Import, *, by: User, mapping: Mapping[str, Any]) -> Import:
    """Say what the columns are."""
    return _change(imported, mapping=dict(mapping), state=ImportState.MAPPED)


@transaction.atomic
def set_rules(
    imported: Import,
    *,
    by: User,
    match: Sequence[str],
    mode: str,
    on_conflict: str,
    conflicts: Mapping[str, str],
    source: str,
    responsible: User | None,
    tag: str,
) -> Import:
    """Say how clients are found and what may be written. Raises ValueError on words that are none of ours."""
    if set(match) - set(KEYS) or mode not in MODES or {on_conflict, *conflicts.values()} - set(CONFLICTS):
        raise ValueError("not a rule of an import")
    return _change(
        imported, match=list(match), mode=mode, on_conflict=on_conflict, conflicts=dict(conflicts), source=source,
        responsible=responsible, tag=tag,
    )  # fmt: skip


def _change(imported: Import, **values: Any) -> Import:
    locked = lock(imported)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save()
    return locked


def lock(imported: Import) -> Import:
    """The import as it stands, held. Raises DomainError when it cannot be changed any more."""
    locked = Import.objects.select_for_update(of=("self",), no_key=True).filter(pk=imported.pk).order_by("pk").first()
    if locked is None or not locked.is_open:
        raise DomainError(_("This import is at work or over: it cannot be changed any more."), code="closed")
    return locked


@transaction.atomic
def start_preview(imported: Import, *, by: User) -> JobRun:
    """Check the rows in the background."""
    locked = lock(imported)
    run = runs.start(CHECK, by=by, args={"import": str(locked.pk)}, unique_key=f"import:{locked.pk}")
    locked.state, locked.job, locked.error = ImportState.CHECKING, run.pk, ""
    locked.save(update_fields=["state", "job", "error", "updated_at"])
    return run


@transaction.atomic
def start_apply(imported: Import, *, by: User) -> Operation:
    """Bring in exactly what stands in the staging table. Raises DomainError when there is nothing, or it has begun."""
    locked = lock(imported)
    if locked.state != ImportState.CHECKED:
        raise DomainError(_("Check the rows first."), code="not_checked")
    _refuse_stale(locked)
    _refuse_changed_fields(locked)
    operation = operations.draft(KIND, {"import": str(locked.pk), "name": locked.name}, by)
    locked.operation = operation.pk
    locked.save(update_fields=["operation", "updated_at"])
    operation = operations.confirm(operation, by)
    locked.state, locked.job = ImportState.APPLYING, operation.job
    locked.save(update_fields=["state", "job", "updated_at"])
    return operation


def _refuse_stale(imported: Import) -> None:
    """What is in the base already was found out at the check: what was brought in since, or done again, would be
    doubled, and what was taken back since would be missing.
    """
    if imported.entity not in ENTITIES or imported.checked_at is None:
        return
    acts = Operation.objects.filter(kind__in=(KIND, operations.UNDO), started_at__isnull=False)
    since = operations.roots_of(acts.exclude(finished_at__lte=imported.checked_at))
    others = Import.objects.filter(entity=imported.entity, operation__in=since)
    if others.exclude(pk=imported.pk).exists():
        raise DomainError(
            _("Another file of this kind was brought in or taken back since the check: check the rows again."),
            code="stale",
        )


def _refuse_changed_fields(imported: Import) -> None:
    """Values of own fields were read at the check by the type and the list they had then."""
    codes = set(OWN_FIELD.findall(json.dumps(imported.mapping)))
    changed = changed_since(codes, imported.checked_at) if codes and imported.checked_at else []
    if changed:
        said = _("The field “%(name)s” of the card was changed since the check: check the rows again.")
        raise DomainError(said % {"name": changed[0]}, code="stale")


def cancel(imported: Import, *, by: User) -> None:
    """Stop what runs; what was written is taken back by the end of the run."""
    if imported.job:
        runs.cancel(imported.job)


@transaction.atomic
def delete(imported: Import, *, by: User) -> None:
    """Throw a draft away with its rows and its file. Raises DomainError once it has been applied."""
    locked = lock(imported)
    file = locked.file
    journal.record("imports.deleted", by=by, object_type=IMPORT, object_id=str(locked.pk))
    locked.delete()
    if file is not None:
        files.remove([file], by=by)


def give_up(imported: Import, *, by: User) -> None:
    """Throw away what a command only looked at, and stop its check."""
    standing = Import.objects.filter(pk=imported.pk, fleeting=True).first()
    if standing is None:
        return
    if standing.job:
        runs.end(standing.job, JobState.CANCELLED)
    delete(standing, by=by)


def known_sources() -> "QuerySet[Any, Any]":
    """Names of programs whose numbers clients have."""
    from customers.models import ExternalId

    return ExternalId.objects.order_by("source").values_list("source", flat=True).distinct()


def operation_of(imported: Import) -> Operation | None:
    """What applied it."""
    return Operation.objects.filter(pk=imported.operation).first() if imported.operation else None


def by_id(import_id: UUID) -> Import:
    """Raises Import.DoesNotExist."""
    return Import.objects.select_related("file", "owner", "responsible").get(pk=import_id)
