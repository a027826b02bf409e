"""Consents of a batch into the ledger, after its clients and contacts; and what an undo does to them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts import company
from accounts.models import User
from consents import services
from consents.ledger.writing import append_rows
from core import sql
from core.registries.operations import UndoPart, undo_parts
from imports.consents import refusals
from imports.models import Import
from journal.actors import Named
from journal.models import Operation


def register() -> None:
    """An undo of an import declares the consents it brought void; its own undo brings them anew."""
    undo_parts.add(UndoPart(code="consents", run=undo))


def bring(imported: Import, operation: Operation, batch: Mapping[str, Any]) -> int:
    """Write what rows of the batch say: consents of those brought in, refusals of all of them; how many events."""
    params = {
        **batch,
        "sha256": imported.sha256,
        "name": imported.name,
        "zone": company.current().time_zone,
    }
    by = User.objects.get(pk=operation.actor_id)
    granted = append_rows(sql.text("imports", "tell_consents"), params, by=by)
    return granted + refusals.keep(imported, params, by=by)


def undo(target: UUID, undone_by: UUID) -> None:
    """Consents are never taken out of the ledger: those brought are declared void; refusals stay refusals."""
    actor = Operation.objects.get(pk=undone_by)
    services.take_back(target, undone_by, by=Named(actor.actor_id, actor.actor_name))
