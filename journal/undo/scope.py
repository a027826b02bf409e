"""What one undo works on, and the SQL fragments all its statements share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from journal.models import Operation
from journal.tables import Table

MARGIN = dt.timedelta(days=1)
"""Clocks of the application and of the database may differ; partitions are by month."""


@dataclass(frozen=True)
class Scope:
    """The operation taken back, and the undo that does it (None: only a plan)."""

    target: Operation
    undo: Operation | None = None

    def params(self, **more: Any) -> dict[str, Any]:
        """Values for any statement of the engine."""
        return {
            "target": self.target.pk,
            "undo": self.undo.pk if self.undo else None,
            "since": self.target.created_at - MARGIN,
            "until": timezone.now() + MARGIN,
            **more,
        }

    def own_events(self, table: Table, alias: str = "e") -> str:
        """Condition: the event is the target's. Its time lets PostgreSQL skip the other months."""
        return f"{alias}.pgh_context_id = %(target)s AND {self.in_time(alias)}"

    def in_time(self, alias: str) -> str:
        """Condition: not before the target began. Later partitions are empty, earlier ones need no look."""
        return f"{alias}.pgh_created_at >= %(since)s AND {alias}.pgh_created_at < %(until)s"

    def made(self, table: Table, alias: str) -> str:
        """Condition: the row exists because of the target.

        What an undo has brought back is its making too, though the row says which operation made it at first.
        """
        if self.target.undoes is None:
            return f"{alias}.made_in = %(target)s" if "made_in" in table.columns else "false"
        return f"""EXISTS (
            SELECT 1 FROM journal_operationitem m
             WHERE m.operation_id = %(target)s AND m.act = 'bring_back' AND m.state = 'frozen'
               AND m.object_type = '{table.code}' AND m.object_id = {alias}.{table.pk}::text)"""


def batch_of_items(table: Table) -> str:
    """Source of ids while a batch is applied."""
    return f"""SELECT i.seq, i.object_id::{table.pk_type} AS id FROM journal_operationitem i
                WHERE i.operation_id = %(undo)s AND i.seq BETWEEN %(low)s AND %(high)s AND i.state = 'frozen'"""


Params = dict[str, Any]
