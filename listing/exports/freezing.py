"""The rows of an export, frozen when it begins: the file has the order of the list, and what left can be told."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from journal.models import OperationItem

TIMEOUT = "120s"
CHUNK = 2_000


def freeze(operation: UUID, rows: QuerySet[Any]) -> int:
    """Write the operation's items in the order of the rows; returns how many."""
    try:
        sql, params = rows.values("pk").query.sql_with_params()
    except EmptyResultSet:  # a reader who sees nothing at all
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [TIMEOUT])
        cursor.execute(
            "INSERT INTO journal_operationitem (operation_id, seq, object_type, object_id)"  # noqa: S608
            f" SELECT %s, row_number() OVER (), %s, id::text FROM ({sql}) AS chosen (id)",
            [operation, rows.model._meta.label_lower, *params],
        )
        return int(cursor.rowcount)


def pieces(operation: UUID, total: int) -> Iterator[tuple[int, list[int]]]:
    """(Up to which item, keys of the rows): one indexed look each, in the order of the items."""
    for after in range(0, total, CHUNK):
        upto = min(after + CHUNK, total)
        items = OperationItem.objects.filter(operation_id=operation, seq__gt=after, seq__lte=upto)
        yield upto, [int(key) for key in items.order_by("seq").values_list("object_id", flat=True)]
