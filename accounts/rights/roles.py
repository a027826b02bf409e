"""Roles: what an admin changes, copies and deletes. The administrator's own role is always whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

import journal
from accounts.field_rights import FieldAccess, choices
from accounts.models import Role, User
from accounts.models.people import ADMIN
from accounts.permissions import Permission, Scope
from accounts.rights import guards, states, trail
from core.errors import DomainError
from core.registries.fields import find


@dataclass(frozen=True)
class RoleWish:
    """How a role shall be."""

    name: str
    scope: str
    permissions: Iterable[str]
    field_rights: Mapping[str, str] = field(default_factory=dict)
    needs_second_factor: bool | None = None
    """None leaves it as it is."""


@transaction.atomic
def create_role(*, wish: RoleWish, by: User) -> Role:
    """Raises DomainError: `name`, `taken`, `more`, `not_yours`, `unknown`."""
    guards.lock()
    actor = guards.acting(by)
    role = Role(is_built_in=False)
    _apply(role, wish)
    guards.refuse_more(actor, role)
    role.code = _new_code(role.name)
    role.save()
    _record(trail.ROLE_CREATED, role, {}, by=actor)
    return role


@transaction.atomic
def change_role(*, role_id: int, wish: RoleWish, by: User, seen: str = "") -> Role:
    """Raises DomainError: `whole` for the administrator's, `changed_meanwhile`, and those of `create_role`."""
    guards.lock()
    actor = guards.acting(by)
    role = standing(role_id)
    before = states.of_role(role)
    guards.refuse_unseen(before, seen)
    guards.refuse_more(actor, role)
    if role.code == ADMIN:
        wish = RoleWish(wish.name, Scope.ALL, Permission.values, {}, wish.needs_second_factor)
    _apply(role, wish)
    guards.refuse_more(actor, role)
    role.save()
    _record(trail.ROLE_CHANGED, role, before, by=actor)
    return role


@transaction.atomic
def delete_role(*, role_id: int, by: User) -> None:
    """Only one that nobody has and that the product does not need. Raises DomainError: `built_in`, `used`."""
    guards.lock()
    actor = guards.acting(by)
    role = standing(role_id)
    guards.refuse_more(actor, role)
    if role.is_built_in:
        raise DomainError(_("A built-in role cannot be deleted; nobody need have it."), code="built_in")
    holders = User.objects.filter(role=role).count()
    if holders:
        told = ngettext(
            "%(count)d person has this role: give them another one first.",
            "%(count)d people have this role: give them another one first.",
            holders,
        )
        raise DomainError(told % {"count": holders}, code="used")
    details = {"was": states.of_role(role)}
    journal.record(trail.ROLE_DELETED, by=actor, object_type=trail.ROLE, object_id=role.pk, details=details)
    role.delete()


def standing(role_id: int) -> Role:
    """The role, locked. Raises DomainError when it is gone."""
    role = Role.objects.select_for_update(no_key=True).filter(pk=role_id).first()
    if role is None:
        raise DomainError(_("There is no such role any more."), code="gone")
    return role


def name_of_copy(role: Role) -> str:
    """A free name for a copy."""
    number, name = 1, _("%(role)s (copy)") % {"role": str(role)}
    while Role.objects.filter(name__iexact=name).exists():
        number += 1
        name = _("%(role)s (copy %(number)d)") % {"role": str(role), "number": number}
    return name


def _apply(role: Role, wish: RoleWish) -> None:
    name = " ".join(wish.name.split())
    if not name:
        raise DomainError(_("A role needs a name."), code="name")
    if Role.objects.filter(name__iexact=name).exclude(pk=role.pk).exists():
        raise DomainError(_("There is a role “%(name)s” already.") % {"name": name}, code="taken")
    if wish.scope not in Scope.values or not set(wish.permissions) <= set(Permission.values):
        raise DomainError(_("There is no such right."), code="unknown")
    role.name, role.scope, role.permissions = name, wish.scope, sorted(wish.permissions)
    role.field_rights = _kept(wish.field_rights, role.field_rights)
    if wish.needs_second_factor is not None:
        role.needs_second_factor = wish.needs_second_factor


def of_gone_fields(rights: Mapping[str, str]) -> dict[str, str]:
    """Of fields that are deleted: they do nothing, and stand there for an undo of the deletion."""
    return {code: access for code, access in rights.items() if find(code) is None}


def _kept(wanted: Mapping[str, str], standing: Mapping[str, str]) -> dict[str, str]:
    """Only what restricts, and only what the field knows how to do. Raises DomainError for anything else."""
    found = of_gone_fields(standing)
    for code, access in wanted.items():
        if code in found:
            continue
        field = find(code)
        if field is None or access not in choices(field):
            raise DomainError(_("There is no such right."), code="unknown")
        if access != FieldAccess.EDIT:
            found[code] = str(access)
    return found


def _new_code(name: str) -> str:
    """By which commands call the role; from its name where that has Latin letters."""
    stem = slugify(name)[:40] or "role"
    taken = set(Role.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return stem if stem not in taken else next(code for n in range(2, 10_000) if (code := f"{stem}-{n}") not in taken)


def _record(verb: str, role: Role, before: dict[str, Any], *, by: User) -> None:
    now = states.of_role(role)
    if now != before:
        details = {"was": before, "now": now}
        journal.record(verb, by=by, object_type=trail.ROLE, object_id=role.pk, details=details)
