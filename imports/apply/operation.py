"""The kind of operation that an import is: what it freezes, writes, and says of rows it could not write."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from core import sql
from core.registries.operations import OperationKind, Preview, operation_kinds
from customers.models import Customer
from customers.tags import ensure_tags
from imports.models import Import, StagedRow, Verdict
from imports.staging.checking import rules_of
from imports.staging.filling import row_of
from imports.staging.matching import candidates, seen_by
from journal.models import Operation, OperationItem

KIND = "imports.apply"
ROW = "imports.stagedrow"
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "not_yours": gettext_lazy("not your client any more"),
    "archived": gettext_lazy("the card is in the archive"),
    "changed_since": gettext_lazy("changed since the check"),
    "appeared_since": gettext_lazy("such a client has appeared since the check"),
}
TURN = 7_203_116
"""Of the advisory lock."""
WRITES = ("create_customers", "update_customers", "add_points", "add_tags", "add_external_ids")


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=KIND,
            label=gettext_lazy("Import"),
            object_type=ROW,
            sentence=_sentence,
            preview=_preview,
            freeze=freeze,
            apply=apply,
            reasons=REASONS,
            permission=Permission.IMPORT_BASE,
        )
    )


def _sentence(params: Mapping[str, Any]) -> str:
    return _("Import of the file “%(name)s”") % {"name": params.get("name", "")}


def _preview(operation_id: UUID, user_id: int) -> Preview:
    imported = _import(operation_id)
    will = imported.counts.get("new", 0) + imported.counts.get("updated", 0)
    return Preview(total=will, will_change=will, unchanged=0)


def freeze(operation_id: UUID, user_id: int) -> None:
    """An item for each row that will be written."""
    _run("freeze_rows", {"operation": operation_id, "import": _import(operation_id).pk})


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Refuse what has changed since the check, write the rest."""
    operation, imported = Operation.objects.get(pk=operation_id), _import(operation_id)
    _take_turns()
    batch = {"operation": operation_id, "after": after, "upto": upto, "source": imported.source}
    _refuse_appeared(operation, imported, after, upto)
    _run("refuse_changed", {**batch, "visible": _visible(operation, after, upto)})
    rows = _rows(operation, after, upto)
    ensure_tags(sorted({tag for writes in rows.values_list("writes__tags", flat=True) for tag in writes or ()}))
    for name in WRITES:
        _run(name, batch)


def _take_turns() -> None:
    """Imports write one batch after another: two at once must see what each has made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _rows(operation: Operation, after: int, upto: int) -> Any:
    ids = OperationItem.objects.filter(operation_id=operation.pk, seq__gt=after, seq__lte=upto, state="frozen")
    pks = [int(pk) for pk in ids.order_by("seq").values_list("object_id", flat=True)]
    return StagedRow.objects.filter(pk__in=pks).order_by("number")


def _visible(operation: Operation, after: int, upto: int) -> list[int]:
    """Cards of the batch that the person still sees, held till its end."""
    actor = User.objects.select_related("role").get(pk=operation.actor_id)
    updated = _rows(operation, after, upto).filter(verdict=Verdict.UPDATED).values_list("customer_id", flat=True)
    ids = list(updated)
    list(
        Customer.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True)
    )
    seen = seen_by(actor).filter(pk__in=ids)
    return list(seen.order_by("pk").values_list("pk", flat=True))


def _refuse_appeared(operation: Operation, imported: Import, after: int, upto: int) -> None:
    """New rows whose client stands in the base by now, though nobody stood there at the check."""
    new = list(_rows(operation, after, upto).filter(verdict=Verdict.NEW).exclude(decision="new"))
    found = candidates([row_of(row) for row in new], rules_of(imported))
    late = [str(row.pk) for row, those in zip(new, found, strict=True) if those]
    OperationItem.objects.filter(operation_id=operation.pk, seq__gt=after, seq__lte=upto, object_id__in=late).update(
        state="refused", reason="appeared_since"
    )


def _import(operation_id: UUID) -> Import:
    return Import.objects.get(operation=operation_id)


def _run(name: str, params: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", name), dict(params))
