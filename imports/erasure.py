"""A person in files on their way in: staged rows, rejected ones, and the files themselves."""

from collections.abc import Sequence
from typing import Any

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.services import system_user
from core.registries.personal import ErasurePart, Person, erasure_parts
from customers.models import Customer
from customers.tracking import CUSTOMER
from files.models import StoredFile
from files.services import remove
from imports.apply.operation import ROW
from imports.models import Import, ImportState, StagedRow
from journal.models import OperationItem

WORKING = (ImportState.CHECKING, ImportState.APPLYING)
OVER = (ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED)


def register() -> None:
    """Rows first: by them the files are found."""
    erasure_parts.add(
        ErasurePart(
            code="imports.files",
            label=gettext_lazy("Files of imports"),
            count=lambda who: source_files(who).count(),
            erase=_remove_files,
            says=gettext_lazy("go whole: a row cannot be taken out of a file"),
            weight=30,
        ),
        ErasurePart(
            code="imports.rows",
            label=gettext_lazy("Rows of imports"),
            count=lambda who: staged(who).count(),
            erase=lambda who, act: staged(who).delete()[0],
            blocks=_blocks,
            weight=35,
        ),
    )


def staged(person: Person) -> QuerySet[StagedRow]:
    """Rows about him: by his card, by what is his alone, in imports that are over by his name too."""
    ids = list(person.customer_ids)
    made = OperationItem.objects.filter(object_type=ROW, makes__in=ids)
    found = Q(customer_id__in=ids) | Q(decision__in=[str(pk) for pk in ids])
    found |= Q(pk__in=made.order_by().values(row=Cast("object_id", BigIntegerField())))
    if person.contact_pattern:
        found |= Q(pk__in=_says(person.contact_pattern).values("pk"))
    if person.pattern:
        found |= Q(imported__state__in=OVER, pk__in=_says(person.pattern).values("pk"))
    return StagedRow.objects.filter(found).order_by()


def _says(pattern: str) -> QuerySet[StagedRow]:
    """Rows that say so, in the file's words or in ours."""
    told = "(raw::text || fixes::text || said::text || problems::text || before::text || writes::text) ~* %s"
    return StagedRow.objects.extra(where=[told], params=[pattern])  # noqa: S610  # names are our own


def source_files(person: Person) -> QuerySet[StoredFile]:
    """Files that hold him: those of his rows, and those of the imports that made or changed his card."""
    items = OperationItem.objects.filter(object_type=CUSTOMER, object_id__in=[str(pk) for pk in person.customer_ids])
    made = OperationItem.objects.filter(makes__in=person.customer_ids)
    held = Import.objects.filter(
        Q(rows__in=staged(person).values("pk"))
        | Q(operation__in=items.values("operation_id"))
        | Q(operation__in=made.values("operation_id"))
        | Q(operation__in=_made_in(person))
    )
    return StoredFile.objects.filter(pk__in=held.values("file")).order_by("pk")


def _made_in(person: Person) -> QuerySet[Customer, Any]:
    rows = Customer.objects.filter(pk__in=person.customer_ids, made_in__isnull=False)
    return rows.values("made_in")


def _remove_files(person: Person, act: str) -> int:
    return remove(source_files(person), by=system_user())


def _blocks(person: Person) -> Sequence[str]:
    """A file that is being read or brought in with him would bring him back."""
    rows = Import.objects.filter(state__in=WORKING, rows__in=staged(person).values("pk"))
    names = rows.order_by("created_at", "pk").values_list("pk", flat=True).distinct()
    return [_("An import with this client is being worked on now. Wait until it ends.")] if names.exists() else []
