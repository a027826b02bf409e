"""The kind of operation that a merge is: its name, whether it can be taken back now, and what history does not tell."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import Permission
from consents.models import ErasedCustomer
from core.registries.operations import OperationKind, Preview, UndoPart, operation_kinds, undo_parts
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.models import Operation
from quality.merging import unmerging
from quality.models import Merge

KIND = "merge"


def register() -> None:
    """Offer the kind, and our part of its undo."""
    operation_kinds.add(
        OperationKind(
            code=KIND,
            label=gettext_lazy("Merge of cards"),
            object_type=CUSTOMER,
            sentence=_sentence,
            preview=_no_preview,
            freeze=_nothing_to_freeze,
            apply=_nothing_to_apply,
            why_not_undo=why_not_undo,
            undone_at_once=True,
            permission=Permission.MERGE_CUSTOMERS,
        )
    )
    undo_parts.add(UndoPart(code="merge", run=unmerging.run))


def why_not_undo(operation_id: UUID) -> str:
    """Merged again since, or erased: in words; nothing when it can be parted. The same of doing it again."""
    merged = Merge.objects.select_related("survivor").filter(operation=root_of(operation_id)).first()
    if merged is None:
        return ""
    cards = [merged.survivor_id, *merged.cards.order_by("pk").values_list("customer_id", flat=True)]
    if ErasedCustomer.objects.filter(customer__in=cards).exists():
        return _("The data of this client were erased: the cards cannot be parted any more.")
    survivor = merged.survivor
    if survivor.merged_into_id is not None:
        into = Customer.objects.get(pk=survivor.merged_into_id)
        return _("The card “%(name)s” has been merged into “%(into)s” since: part those first.") % {
            "name": survivor.title,
            "into": into.title,
        }
    return ""


def root_of(operation_id: UUID) -> UUID:
    """What was done first, through every undo of an undo."""
    undoes = Operation.objects.values_list("undoes", flat=True).get(pk=operation_id)
    return root_of(undoes) if undoes else operation_id


def _sentence(params: Mapping[str, Any]) -> str:
    return _("Cards of one client made one")


def _no_preview(operation_id: UUID, user_id: int) -> Preview:
    return Preview(total=1, will_change=1, unchanged=0)


def _nothing_to_freeze(operation_id: UUID, user_id: int) -> None:
    """A merge is over when it is written."""


def _nothing_to_apply(operation_id: UUID, after: int, upto: int) -> None:
    """Nothing left to do."""
