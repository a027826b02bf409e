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
from imports.consents import bringing
from imports.consents.refusals import speaks_of_consents
from imports.models import Import
from imports.staging.matching import seen_by
from imports.staging.rules import KEYS
from imports.trade import ENTITIES, applying
from journal.models import Operation
from journal.operations import items

KIND = "imports.apply"
ROW = "imports.stagedrow"
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "not_yours": gettext_lazy("not your client any more"),
    "archived": gettext_lazy("the card is in the archive"),
    "merged": gettext_lazy("the card was merged into another since the check"),
    "changed_since": gettext_lazy("changed since the check"),
    "appeared_since": gettext_lazy("such a client has appeared since the check"),
}
TURN = 7_203_116
"""Of the advisory lock."""
WRITES = ("create_customers", "add_points", "add_tags", "add_external_ids", "add_own_values")


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
    """An item for each row that will be written, or whose refusals will be kept."""
    imported = _import(operation_id)
    clients = imported.entity not in ENTITIES
    refusals = clients and speaks_of_consents(imported)
    params = {"operation": operation_id, "import": imported.pk, "clients": clients, "refusals": refusals}
    _run("freeze_rows", params)


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Refuse what has changed since the check, write the rest."""
    operation, imported = Operation.objects.get(pk=operation_id), _import(operation_id)
    _take_turns()
    if imported.entity in ENTITIES:
        applying.apply(imported, operation_id, after, upto)
        return
    batch = {"operation": operation_id, "after": after, "upto": upto, "source": imported.source}
    tags, inns, known = _in_batch(batch)
    refused = _run("refuse_appeared", {**batch, **{key: key in imported.match for key in KEYS}, "inns": inns})
    if known:
        refused += _run("refuse_changed", {**batch, "visible": _visible(operation, known)})
    if refused:
        tags, _inns, known = _in_batch(batch)
    if tags:
        ensure_tags(tags)
    for name in WRITES:
        _run(name, batch)
    if known:
        _run("update_customers", batch)
        _run("update_own_values", batch)
    if speaks_of_consents(imported):
        bringing.bring(imported, operation, batch)


def _take_turns() -> None:
    """Imports write one batch after another: two at once must see what each has made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _in_batch(batch: Mapping[str, Any]) -> tuple[list[str], list[str], list[int]]:
    """Tags, INNs of new rows, clients of updated ones."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "find_in_batch"), dict(batch))
        tags, inns, known = cursor.fetchone()
    return tags, inns, known


def _visible(operation: Operation, ids: list[int]) -> list[int]:
    """Those of these cards that the person still sees, all held till the end of the batch."""
    if not ids:
        return []
    actor = User.objects.select_related("role").get(pk=operation.actor_id)
    items.lock(Customer.objects.filter(pk__in=ids))
    return list(seen_by(actor).filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))


def _import(operation_id: UUID) -> Import:
    return Import.objects.get(operation=operation_id)


def _run(name: str, params: Mapping[str, Any]) -> int:
    """How many rows it has touched."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", name), dict(params))
        return int(cursor.rowcount)
