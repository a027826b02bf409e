"""Our place in the sidebar, and the operations the journal speaks of, by name."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission
from core.registries.menu import MenuEntry, MenuGroup, menu
from core.registries.objects import ObjectKind, object_kinds
from core.registries.operations import Seen, operation_kinds
from journal.models import Operation
from journal.operations.trail import OPERATION


def register() -> None:
    """Fill our places."""
    menu.add(
        MenuEntry(
            code="journal", label=_("Journal"), icon="history", url_name="office:journal",
            group=MenuGroup.OFFICE, weight=70, permission=Permission.SEE_JOURNAL,
        )
    )  # fmt: skip
    object_kinds.add(
        ObjectKind(code=OPERATION, label=_("operation"), seen_by=_operations),
        ObjectKind(code="act", label=_("act of destruction")),
    )


def _operations(ids: list[str], user_id: int) -> dict[str, Seen]:
    """By what they did, without what of them only their page shows: whoever may read an entry may know its act."""
    found = Operation.objects.filter(pk__in=[UUID(number) for number in ids]).order_by("pk")
    return {str(row.pk): Seen(_said(row), "") for row in found}


def _said(operation: Operation) -> str:
    if operation.kind not in operation_kinds:
        return operation.kind
    return operation_kinds.get(operation.kind).sentence(operation.params)
