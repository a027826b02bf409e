"""One transaction that is one operation: what a person does to one card."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils import timezone

from journal.actors import Actor
from journal.context import clear_operation, set_operation
from journal.models import Operation, OperationState
from journal.operations import trail

_current: ContextVar[Operation | None] = ContextVar("operation", default=None)


def current() -> Operation | None:
    """The operation that the running code works for."""
    return _current.get()


@contextmanager
def working_for(operation: Operation) -> Iterator[Operation]:
    """Mark all changes of this transaction as the operation's."""
    set_operation(operation.pk)
    token = _current.set(operation)
    try:
        yield operation
    finally:
        _current.reset(token)
        clear_operation()


@contextmanager
def single(*, kind: str = "edit", by: Actor, params: Mapping[str, Any] | None = None) -> Iterator[Operation]:
    """Do what is inside as one operation that can be undone; within another operation it is a part of that.

    Name what it is about by `params["object_type"]` and `params["object_id"]`, inside or before; no values.
    """
    standing = current()
    if standing is not None:
        yield standing
        return
    with transaction.atomic():
        now = timezone.now()
        operation = Operation(
            kind=kind,
            state=OperationState.DONE,
            params=dict(params or {}),
            actor_id=by.pk,
            actor_name=by.full_name,
            total=1,
            applied=1,
            created_at=now,
            started_at=now,
            finished_at=now,
        )
        operation.save(force_insert=True)
        before = dict(operation.params)
        with working_for(operation):
            yield operation
        if operation.params != before:
            operation.save(update_fields=["params"])
        trail.edited(operation)
