"""Whom the rows of an applied import made: known by the items of its operation."""

from collections.abc import Mapping, Sequence

from django.db.models import Max

from imports.models import Import, StagedRow, Verdict
from journal.models import ItemState, Operation, OperationItem


def made_by(imported: Import, rows: Sequence[StagedRow]) -> Mapping[int, int]:
    """Row to the client it made; none of an import that is not applied.

    Items stand in the order of the file, only those of written rows: an item's place is at most the number of its row,
    and at least that without all rows that were not written. So a page of rows reads a few items, not all of them.
    """
    numbers = [row.number for row in rows if row.verdict == Verdict.NEW]
    operation = Operation.objects.filter(pk=imported.operation).first() if numbers and imported.operation else None
    if operation is None:
        return {}
    last = StagedRow.objects.of(imported).aggregate(last=Max("number"))["last"] or 0
    items = OperationItem.objects.filter(
        operation_id=operation.pk,
        seq__gte=min(numbers) - max(last - operation.total, 0),
        seq__lte=min(max(numbers), operation.position),
        object_id__in=[str(row.pk) for row in rows],
        state=ItemState.FROZEN,
        makes__isnull=False,
    )
    return {int(item): made for item, made in items.order_by("seq").values_list("object_id", "makes") if made}
