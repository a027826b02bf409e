"""Lines of one purchase stand in several rows: whatever is done to one of them is looked at with the others."""

from collections.abc import Sequence

from imports.models import Import, StagedRow
from imports.trade import PURCHASES

NUMBER = "said__values__number"


def lines_beside(imported: Import, ids: Sequence[int], most: int) -> list[StagedRow]:
    """Other rows that have the document numbers of these, as they stand now, so many at most; none but of purchases."""
    if imported.entity != PURCHASES:
        return []
    mine = StagedRow.objects.filter(pk__in=ids)
    numbers = {number for number in mine.order_by().values_list(NUMBER, flat=True) if number}
    if not numbers:
        return []
    beside = StagedRow.objects.of(imported).filter(**{f"{NUMBER}__in": numbers})
    return list(beside.exclude(pk__in=ids).order_by("number")[:most])
