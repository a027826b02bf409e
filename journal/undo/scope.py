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

    def made_too(self, table: Table, alias: str) -> str:
        """The same as `made`, for a row that is reached by its key: the planner must not come by `made_in` instead.

        It takes an operation it has no statistics of for one row, and would go through all the operation made for each.
        """
        return f"({self.made(table, alias)}) IS TRUE"

    def first_event(self, table: Table, key: str, what: str, more: str = "") -> str:
        """LATERAL subquery: the target's first event of the row `key`. Never a join: see `made_too`."""
        return f"""LATERAL (SELECT {what} FROM {table.events} e
                             WHERE {self.own_events(table)} AND e.pgh_obj_id = {key} {more}
                             ORDER BY e.pgh_id LIMIT 1)"""

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


def keep(select: str) -> str:
    """UPDATE of items by a SELECT of (seq, reason, details), found by their place: never a join, see `made_too`."""
    return f"""UPDATE journal_operationitem i SET state = 'kept', reason = k.reason, details = k.details
                 FROM ({select}) AS k (seq, reason, details)
                 CROSS JOIN LATERAL (SELECT x.ctid AS place FROM journal_operationitem x
                                      WHERE x.operation_id = %(undo)s AND x.seq = k.seq OFFSET 0) AS p
                WHERE i.ctid = p.place"""


Params = dict[str, Any]
