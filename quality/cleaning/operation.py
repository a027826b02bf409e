"""The kind of operation that a cleaning is: an item for each card, mended batch by batch, taken back like any other."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from core import sql
from core.registries.cleaning import cleaning_checks
from core.registries.operations import OperationKind, Preview, operation_kinds
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items
from quality.cleaning import applying
from quality.models import CleaningRun, Finding, FindingState

KIND = "quality.clean"
REASONS = {
    "gone": gettext_lazy("the card is gone"),
    "archived": gettext_lazy("the card is in the archive"),
    "changed_since": gettext_lazy("changed since by somebody else"),
    "restricted": gettext_lazy("the data of this client may not be worked on"),
    "put_back": gettext_lazy("a person has put it back"),
    "alive": gettext_lazy("something has happened with the client since"),
    "too_many_tags": gettext_lazy("the card has no room for more tags"),
}


def register() -> None:
    """Offer the kind."""
    operation_kinds.add(
        OperationKind(
            code=KIND,
            label=gettext_lazy("Cleaning of the base"),
            object_type=CUSTOMER,
            sentence=sentence,
            preview=_preview,
            freeze=freeze,
            apply=apply,
            reasons=REASONS,
            permission=Permission.ADMINISTER,
        )
    )


def sentence(params: Mapping[str, Any]) -> str:
    """The checks by name."""
    names = [str(one.label) for one in cleaning_checks if one.code in params.get("checks", ())]
    return _("Cleaning of the base: %(checks)s") % {"checks": ", ".join(names)}


def run_of(operation: Operation) -> CleaningRun:
    """The run whose findings it mends."""
    return CleaningRun.objects.get(pk=operation.params["run"])


def _preview(operation_id: UUID, user_id: int) -> Preview:
    run = run_of(Operation.objects.get(pk=operation_id))
    sure = Finding.objects.filter(run=run, state=FindingState.SURE).values("customer").distinct().count()
    return Preview(total=sure, will_change=sure, unchanged=0, storage_bytes=items.storage_bytes(Customer, sure, sure))


def freeze(operation_id: UUID, user_id: int) -> None:
    """An item for each card with something sure."""
    run = run_of(Operation.objects.get(pk=operation_id))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.statement("quality", "freeze_findings"),
            {"operation": operation_id, "run": run.pk, "type": CUSTOMER},
        )


def apply(operation_id: UUID, after: int, upto: int) -> None:
    """Mend a batch; a card of which nothing could be mended says why."""
    operation = Operation.objects.get(pk=operation_id)
    applying.apply(operation, run_of(operation), after, upto)
