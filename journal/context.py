"""The operation that the current transaction works for: the context id of all history it writes."""

from uuid import UUID

from django.db import connection
from psycopg.pq import TransactionStatus


def set_operation(operation_id: UUID) -> None:
    """For the rest of this transaction. Raises when there is none: the mark would outlive what it marks."""
    if not connection.in_atomic_block:
        raise RuntimeError("set_operation needs a transaction")
    _set(str(operation_id))


def clear_operation() -> None:
    """What follows in this transaction belongs to no operation. One that has failed forgets the mark by itself: asking
    it would only hide why it failed.
    """
    raw = connection.connection
    stands = raw is not None and raw.info.transaction_status == TransactionStatus.INTRANS
    if stands and connection.in_atomic_block and not connection.needs_rollback:
        _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_id', %s, true)", [value])
