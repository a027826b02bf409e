"""Whose operations a person sees: his own; who reads the journal also those it tells him of."""

import datetime as dt
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from accounts import scope
from accounts.models import User
from accounts.permissions import Permission
from core.registries.operations import operation_kinds
from journal.models import Operation, OperationItem, OperationState
from journal.models.operation import OperationQuerySet

PAGE = 50


def visible_to(user: User) -> OperationQuerySet:
    """Operations the person may look at."""
    if not user.is_active:
        return Operation.objects.none()
    if user.has(Permission.ADMINISTER):
        return Operation.objects.all()
    reach = scope.reach(user, Permission.SEE_JOURNAL)
    if reach.everything:
        return Operation.objects.all()
    return Operation.objects.filter(actor_id__in={user.pk, *reach.people})


def may_undo(user: User, operation: Operation) -> bool:
    """Whoever did it, or administers, and may still do such things: to look at an act is not to take it back."""
    kind = operation_kinds.get(operation.kind) if operation.kind in operation_kinds else None
    needed = kind.permission if kind and kind.permission else Permission.EDIT_CUSTOMERS
    return user.has(needed) and (operation.actor_id == user.pk or user.has(Permission.ADMINISTER))


def one_of(user: User, operation_id: UUID) -> Operation:
    """Raises Http404 for an operation of somebody else, as for one that never was; a draft is its author's alone."""
    found = visible_to(user).filter(pk=operation_id).first()
    if found is None or (found.state == OperationState.DRAFT and found.actor_id != user.pk):
        raise Http404
    return found


def page_before(user: User, token: str) -> tuple[list[Operation], str]:
    """Operations after the one named by the token, newest first, and the token of the next page ('' at the end)."""
    rows = visible_to(user).exclude(state=OperationState.DRAFT)
    at = _read(token)
    if at is not None:
        rows = rows.filter(created_at__lte=at[0]).filter(Q(created_at__lt=at[0]) | Q(pk__lt=at[1]))
    found = list(rows.newest_first()[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], f"{last.created_at.isoformat()}~{last.pk}" if last else ""


def told(operation: Operation, state: str, after: str) -> tuple[list[OperationItem], int | None]:
    """A page of refused or kept items in the order of work, and the number to go on after."""
    start = int(after) if after.isdecimal() else 0
    rows = OperationItem.objects.filter(operation_id=operation.pk, state=state, seq__gt=start).order_by("seq")
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None


def _read(token: str) -> tuple[dt.datetime, UUID] | None:
    moment, _, operation_id = token.partition("~")
    try:
        created_at = dt.datetime.fromisoformat(moment)
        return (created_at, UUID(operation_id)) if created_at.tzinfo else None
    except ValueError:
        return None
