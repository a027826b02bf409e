"""Rights in SQL: the one function that limits rows to what a person may see."""

from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import Permission, Scope

Rows = TypeVar("Rows", bound=QuerySet[Any])


def limit(
    rows: Rows,
    user: User | AnonymousUser,
    *,
    responsible: str = "responsible",
    permission: Permission = Permission.VIEW_CUSTOMERS,
) -> Rows:
    """Rows that `user` may see. `responsible` is the lookup from a row to the person who keeps its client.

    Nobody sees anything without the permission; a person who is not active sees nothing.
    """
    if not isinstance(user, User) or not user.is_active or not user.has(permission):
        return rows.none()
    if user.role.scope == Scope.ALL:
        return rows
    return rows.filter(**{responsible: user})
