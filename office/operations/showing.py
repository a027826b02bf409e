"""One operation, and its objects, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.models import User
from core.registries.operations import OperationKind, Seen, operation_kinds, tracked_models
from core.text.numbers import number
from journal.history import KEPT_DAYS
from journal.models import Operation, OperationState
from journal.operations import may_undo, undo_until, undone_by
from journal.operations.kinds import undo_reason
from journal.undo.plan import Plan
from office.operations import finding

TONES = {
    OperationState.DONE: "ok",
    OperationState.FAILED: "bad",
    OperationState.CANCELLED: "warn",
    OperationState.UNDONE: "line",
}
SINGLE = {
    "archive": gettext_lazy("Into the archive"),
    "unarchive": gettext_lazy("Out of the archive"),
}
FIELD = pgettext_lazy("what was changed since", "other data")


@dataclass(frozen=True)
class Shown:
    """An operation for a page; `reader` decides which names are shown."""

    operation: Operation
    reader: User
    target: Operation | None = None
    seen: Seen | None = None

    @cached_property
    def kind(self) -> OperationKind | None:
        return operation_kinds.get(self.operation.kind) if self.operation.kind in operation_kinds else None

    @property
    def label(self) -> str:
        if self.target is not None:
            return _("Undo: %(what)s") % {"what": Shown(self.target, self.reader).label}
        what = self.operation.params.get("what", "")
        return str(SINGLE.get(what) or (self.kind.label if self.kind else self.operation.kind))

    @property
    def sentence(self) -> str:
        """What exactly, for bulk acts; whom, for single ones."""
        if self.seen is not None:
            return self.seen.name
        shown = self.target or self.operation
        if shown.kind not in operation_kinds or shown.kind in {"edit", "undo"}:
            return ""
        return operation_kinds.get(shown.kind).sentence(shown.params)

    @property
    def state(self) -> str:
        return str(OperationState(self.operation.state).label)

    @property
    def tone(self) -> str:
        return TONES.get(OperationState(self.operation.state), "info")

    @property
    def is_draft(self) -> bool:
        return self.operation.state == OperationState.DRAFT

    @property
    def is_live(self) -> bool:
        return self.operation.state in {OperationState.QUEUED, OperationState.RUNNING}

    @property
    def may_undo(self) -> bool:
        return may_undo(self.operation) and finding.may_undo(self.reader, self.operation)

    @cached_property
    def undone_by(self) -> Operation | None:
        return undone_by(self.operation)

    @property
    def too_old(self) -> str:
        """Instead of the button, once before-images may be gone: since when."""
        operation = self.operation
        ended = operation.state in {OperationState.DONE, OperationState.FAILED, OperationState.CANCELLED}
        if not ended or may_undo(self.operation) or (self.kind is not None and not self.kind.undoable):
            return ""
        from core.text import moments

        day = moments.full(undo_until(operation).date())
        return _("Cannot be undone since %(day)s: earlier values are kept for %(days)d days.") % {
            "day": day,
            "days": KEPT_DAYS,
        }


def shown_all(operations: Iterable[Operation], reader: User) -> list[Shown]:
    """With what undos take back and whom single edits are about, each asked for at once."""
    operations = list(operations)
    targets = Operation.objects.in_bulk([one.undoes for one in operations if one.undoes])
    single = [one for one in (*operations, *targets.values()) if one.params.get("object_id")]
    names = _names([(one.params["object_type"], one.params["object_id"]) for one in single], reader)
    rows = []
    for one in operations:
        target = targets.get(one.undoes) if one.undoes else None
        about = (target or one).params
        rows.append(Shown(one, reader, target, names.get((about.get("object_type", ""), about.get("object_id", "")))))
    return rows


@dataclass(frozen=True)
class ShownItem:
    """A refused or kept object: its name where the reader may see it, and why."""

    name: str
    url: str
    reason: str
    details: str


def shown_items(rows: Iterable[Any], operation: Operation, reader: User) -> list[ShownItem]:
    """For items of an operation, or objects of a plan."""
    rows = list(rows)
    names = _names([(row.object_type, row.object_id) for row in rows], reader)
    return [_item(row, operation, names.get((row.object_type, row.object_id))) for row in rows]


def _item(row: Any, operation: Operation, seen: Seen | None) -> ShownItem:
    table = tracked_models.get(row.object_type) if row.object_type in tracked_models else None
    label = table.label if table else row.object_type
    name = seen.name if seen else _("%(what)s No. %(number)s") % {"what": label, "number": row.object_id}
    return ShownItem(name, seen.url if seen else "", str(_reason(operation, row)), _details(row))


def _reason(operation: Operation, row: Any) -> str | Promise:
    kind = operation_kinds.get(operation.kind) if operation.kind in operation_kinds else None
    if operation.undoes is None and kind and row.reason in kind.reasons:
        return kind.reasons[row.reason]
    return undo_reason(row.object_type, row.reason)


def _details(row: Any) -> str:
    """Fields, or what hangs on it, in words."""
    details = row.details or {}
    table = tracked_models.get(row.object_type) if row.object_type in tracked_models else None
    if table is None:
        return ""
    fields = [
        str(
            table.field_labels.get(name.partition(".")[0])
            or (tracked_models.get(name).label if name in tracked_models else "")
        )
        for name in details.get("fields", [])
    ]
    labels = {reference.table: str(reference.label) for reference in table.referenced_by}
    told = [word for word in fields if word] or ([str(FIELD)] if fields else [])
    return ", ".join(dict.fromkeys(told + [labels.get(name, name) for name in details.get("by", [])]))


def _names(objects: list[tuple[str, str]], reader: User) -> dict[tuple[str, str], Seen]:
    found: dict[tuple[str, str], Seen] = {}
    for code in {code for code, _pk in objects}:
        if code in tracked_models and (ask := tracked_models.get(code).seen_by):
            ids = [pk for kind, pk in objects if kind == code]
            found |= {(code, pk): seen for pk, seen in ask(ids, reader.pk).items()}
    return found


def plan_sentences(plan: Plan) -> list[str]:
    """What an undo will do, for the dialog."""
    said = []
    if plan.restored:
        said.append(
            ngettext("%(n)s object gets its values back.", "%(n)s objects get their values back.", plan.restored)
            % {"n": number(plan.restored)}
        )
    if plan.deleted:
        said.append(
            ngettext("%(n)s object made then is removed.", "%(n)s objects made then are removed.", plan.deleted)
            % {"n": number(plan.deleted)}
        )
    return said or [_("There is nothing left to take back.")]
