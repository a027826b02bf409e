"""What no change of rights may do: lose the last administrator, give more than the giver has, undo unseen changes."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.field_rights import RANK, stored
from accounts.models import Role, User
from accounts.models.people import ADMIN
from accounts.permissions import Permission, Scope
from core.errors import DomainError
from core.registries.fields import catalogue

SCOPES = list(Scope)


def lock() -> None:
    """Changes of rights go one after another till the end of the transaction: each sees what the last one left."""
    Role.objects.select_for_update(no_key=True).get(code=ADMIN)


def acting(by: User) -> User:
    """`by` as he is now, under the lock. Raises DomainError when he may no longer manage users."""
    fresh = User.objects.select_related("role").filter(pk=by.pk).first()
    if fresh is None or not (fresh.is_system or (fresh.is_active and fresh.has(Permission.MANAGE_USERS))):
        raise DomainError(
            _("Your own rights have changed since you opened this page; nothing was saved."), code="not_yours"
        )
    return fresh


def administrators() -> QuerySet[User]:
    """Who can sign in and do everything. Demo people count only where they can sign in at all."""
    people = User.objects.filter(role__code=ADMIN, is_active=True, is_system=False)
    return people if settings.DEMO_ACCOUNTS else people.filter(is_demo=False)


def refuse_losing_last_admin() -> None:
    """Called under the lock after the change is written. Raises DomainError when nobody is left."""
    if not administrators().exists():
        raise DomainError(
            _("This is the last administrator: make somebody else an administrator first."), code="last_admin"
        )


def refuse_more(by: User, role: Role) -> None:
    """Raises DomainError when the role can do anything that `by` cannot."""
    if not within(by.role, role):
        raise DomainError(
            _("“%(role)s” can do more than you can: only an administrator may give or change it.")
            % {"role": str(role)},
            code="more",
        )


def within(holder: Role, role: Role) -> bool:
    """Whether everything that `role` can, `holder` can."""
    return (
        set(role.permissions) <= set(holder.permissions)
        and SCOPES.index(Scope(role.scope)) <= SCOPES.index(Scope(holder.scope))
        and all(
            RANK[stored(role.field_rights, field)] <= RANK[stored(holder.field_rights, field)]
            for field in catalogue().values()
        )
    )


def refuse_unseen(standing: Mapping[str, Any], seen: str) -> None:
    """Raises DomainError when what stands there is not what the form was opened with; '' is not asked."""
    if seen and seen != fingerprint(standing):
        raise DomainError(
            _("Somebody has changed this while you had it open; look at it as it is now."), code="changed_meanwhile"
        )


def fingerprint(state: Mapping[str, Any]) -> str:
    """Of a state, for a hidden field of its form."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:32]
