"""Kinds of operations that belong to nobody else: single edits, and undo itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.registries.jobs import JobKind, job_kinds
from core.registries.operations import OperationKind, Preview, operation_kinds, tracked_models
from journal.operations import running
from journal.operations.lifecycle import JOB
from journal.undo.apply import apply

UNDO_REASONS = {
    "changed_since": gettext_lazy("changed since by somebody else"),
    "deleted_since": gettext_lazy("deleted since"),
    "pointed_at": gettext_lazy("something new hangs on it"),
    "conflict": gettext_lazy("does not fit what stands there now"),
    "no_place": gettext_lazy("does not fit what stands there now"),
    "whole_gone": gettext_lazy("what it was a part of is not there"),
}


def undo_reason(object_type: str, code: str) -> str | Promise:
    """Why an undo left an object as it is; a table may have words of its own for what cannot come back."""
    if code == "no_place" and object_type in tracked_models and (known := tracked_models.get(object_type).no_place):
        return known.label
    return UNDO_REASONS.get(code, code)


def register() -> None:
    """Fill our places."""
    operation_kinds.add(
        OperationKind(
            code="edit",
            label=gettext_lazy("Edit"),
            object_type="",
            sentence=lambda params: _("Edit of a card"),
            preview=_no_preview,
            freeze=_no_freeze,
            apply=_no_apply,
        ),
        OperationKind(
            code="undo",
            label=gettext_lazy("Undo"),
            object_type="",
            sentence=_undo_sentence,
            preview=_no_preview,
            freeze=_no_freeze,
            apply=apply,
            reasons=UNDO_REASONS,
        ),
    )
    job_kinds.add(JobKind(code=JOB, label=gettext_lazy("Operation"), run=running.job, ended=running.ended))


def _undo_sentence(params: Mapping[str, Any]) -> str:
    return _("Undo")


def _no_preview(operation_id: UUID, user_id: int) -> Preview:
    return Preview(total=1, will_change=1, unchanged=0)


def _no_freeze(operation_id: UUID, user_id: int) -> None:
    """A single edit is over when it is written; an undo freezes in its first batch."""


def _no_apply(operation_id: UUID, after: int, upto: int) -> None:
    """Nothing left to do."""
