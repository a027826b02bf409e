"""Rights per field: what a person may do with one attribute of a client. Every page, export and letter asks here."""

from enum import StrEnum

from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import Field


class FieldAccess(StrEnum):
    """From nothing to everything; a masked value shows that it exists, and cannot be searched or filtered by."""

    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    EDIT = "edit"


def access(user: User, field: Field) -> FieldAccess:
    """What `user` may do with the field, whoever's the client."""
    if field.read_permission and not user.has(field.read_permission):
        return FieldAccess.MASKED if field.mask else FieldAccess.HIDDEN
    return FieldAccess.EDIT if user.has(Permission.EDIT_CUSTOMERS) else FieldAccess.READ


def may_read(user: User, field: Field) -> bool:
    """Whether the values are the person's to read: only then may he filter, sort and search by them."""
    return access(user, field) in {FieldAccess.READ, FieldAccess.EDIT}


def shown(user: User, field: Field, value: str) -> str:
    """The value as this person may see it: whole, masked, or nothing."""
    found = access(user, field)
    if found == FieldAccess.HIDDEN:
        return ""
    if found == FieldAccess.MASKED:
        return field.mask(value) if field.mask and value else ""
    return value
