"""What the journal keeps of operations: who started, undid or edited what, and how it ended. Never values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.registries.operations import operation_kinds
from core.registries.verbs import Verb, verbs
from journal.entries.record import record
from journal.models import Operation, OperationState

OPERATION = "journal.operation"
CONFIRMED = "operation.confirmed"
UNDO_STARTED = "operation.undo_started"
EDITED = "operation.edited"
ENDED = {
    OperationState.DONE: "operation.done",
    OperationState.FAILED: "operation.failed",
    OperationState.CANCELLED: "operation.cancelled",
}


def register() -> None:
    """Name our verbs."""
    verbs.add(
        Verb(
            code=CONFIRMED,
            sentence=_("Operation started: %(kind)s, objects: %(total)s"),
            tell=_words,
            icon="player-play",
        ),
        Verb(
            code=UNDO_STARTED,
            sentence=_("Undo started: %(kind)s, objects: %(total)s"),
            tell=_words,
            icon="arrow-back-up",
        ),
        Verb(code=EDITED, sentence=_("%(kind)s: %(object)s"), label=_("Edit of a card"), tell=_words, icon="pencil"),
        Verb(
            code=ENDED[OperationState.DONE],
            sentence=_("Operation done: %(kind)s, changed: %(applied)s of %(total)s"),
            tell=_words,
            icon="circle-check",
        ),
        Verb(
            code=ENDED[OperationState.FAILED],
            sentence=_("Operation failed: %(kind)s, changed: %(applied)s of %(total)s"),
            tell=_words,
            icon="alert-circle",
        ),
        Verb(
            code=ENDED[OperationState.CANCELLED],
            sentence=_("Operation stopped: %(kind)s, changed: %(applied)s of %(total)s"),
            tell=_words,
            icon="ban",
        ),
    )


def confirmed(operation: Operation) -> None:
    """Its ids are frozen and it begins."""
    _tell(CONFIRMED, operation, {"kind": operation.kind, "total": operation.total})


def undo_started(undo: Operation, undone: Operation) -> None:
    """What `undone` did is being taken back."""
    _tell(UNDO_STARTED, undo, {"kind": undone.kind, "total": undo.total, "undoes": str(undone.pk)})


def edited(operation: Operation) -> None:
    """A single edit: the entry is about the object itself, so that its history is found by it."""
    record(
        EDITED,
        by=_Actor.of(operation),
        object_type=str(operation.params.get("object_type", "")),
        object_id=str(operation.params.get("object_id", "")),
        details={"kind": _single_kind(operation), "operation": str(operation.pk)},
    )


def ended(operation: Operation) -> None:
    """It is over, well or not; written in the transaction that says so."""
    counts = {"applied": operation.applied, "total": operation.total, "kept": operation.kept}
    _tell(ENDED[OperationState(operation.state)], operation, {"kind": operation.kind, **counts})


@dataclass(frozen=True)
class _Actor:
    pk: int
    full_name: str

    @classmethod
    def of(cls, operation: Operation) -> "_Actor":
        return cls(operation.actor_id, operation.actor_name)


def _tell(verb: str, operation: Operation, details: Mapping[str, Any]) -> None:
    record(verb, by=_Actor.of(operation), object_type=OPERATION, object_id=str(operation.pk), details=details)


def _single_kind(operation: Operation) -> str:
    """Single acts share the kind `edit`; `what` tells them apart."""
    return str(operation.params.get("what") or operation.kind)


WHAT = {"archive": _("Put into the archive"), "unarchive": _("Taken out of the archive"), "create": _("Created")}


def _words(details: Mapping[str, Any]) -> Mapping[str, object]:
    code = str(details.get("kind", ""))
    kind = WHAT.get(code) or (operation_kinds.get(code).label if code in operation_kinds else code or "—")
    return {"kind": kind, "total": details.get("total", "—"), "applied": details.get("applied", "—")}
