"""An import for a page: one's own, an administrator everybody's; anybody else gets 404, as for one that never was."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import UserRequest
from imports.models import Import, ImportState, StagedRow
from imports.services import visible_to

STEPS = ("file", "columns", "rules", "check", "apply", "result")


def load(request: UserRequest, import_id: UUID) -> Import:
    """Raises Http404."""
    rows = visible_to(request.user).select_related("file", "owner__role", "responsible")
    return get_object_or_404(rows, pk=import_id)


def row_of(imported: Import, number: int) -> StagedRow:
    """Raises Http404."""
    return get_object_or_404(StagedRow.objects.of(imported), number=number)


def fixable(imported: Import) -> None:
    """Raises Http404 unless its rows stand to be put right."""
    if imported.state != ImportState.CHECKED:
        raise Http404


@contextmanager
def held(imported: Import) -> Iterator[None]:
    """While rows are put right nobody begins to bring them in, for what is frozen then is what is written; nor does
    another put rows right and lose these counts. Raises Http404 unless they stand to be put right.
    """
    with transaction.atomic():
        Import.objects.select_for_update(of=("self",), no_key=True).filter(pk=imported.pk).order_by("pk").first()
        imported.refresh_from_db(fields=["state", "counts"])
        fixable(imported)
        yield


def step_url(imported: Import) -> str:
    """Name of the address where the person goes on."""
    names = {
        ImportState.UPLOADED: "imports:mapping",
        ImportState.MAPPED: "imports:rules",
        ImportState.CHECKING: "imports:running",
        ImportState.CHECKED: "imports:preview",
        ImportState.APPLYING: "imports:running",
    }
    return names.get(ImportState(imported.state), "imports:result")
