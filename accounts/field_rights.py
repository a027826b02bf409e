"""Rights per field: what a person may do with one attribute of a client. Every page, export and letter asks here."""

from enum import StrEnum

from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import Field, catalogue, find


class FieldAccess(StrEnum):
    """From nothing to everything; a masked value shows that it exists, and cannot be searched or filtered by."""

    HIDDEN = "hidden"
    MASKED = "masked"
    READ = "read"
    EDIT = "edit"


RANK = {access: number for number, access in enumerate(FieldAccess)}
ALWAYS_SEEN = frozenset({"full_name", "last_name", "first_name", "middle_name", "kind", "responsible"})
"""A card is called by its name and found by who keeps it: a role may forbid to change these, not to see them."""


def access(user: User, field: Field) -> FieldAccess:
    """What `user` may do with the field, whoever's the client. Asks nothing of the base: the role is the user's."""
    found = _by_role(user, field)
    if field.read_permission and not user.has(field.read_permission):
        found = lowest(found, FieldAccess.MASKED if field.mask else FieldAccess.HIDDEN)
    return found


def _by_role(user: User, field: Field) -> FieldAccess:
    most = FieldAccess.EDIT if user.has(Permission.EDIT_CUSTOMERS) else FieldAccess.READ
    return lowest(most, stored(user.role.field_rights, field))


def stored(rights: dict[str, str], field: Field) -> FieldAccess:
    """What a role says of the field: everything when nothing, no more than the field knows how to do."""
    try:
        found = FieldAccess(rights.get(field.follows or field.code, FieldAccess.EDIT))
    except ValueError:
        found = FieldAccess.HIDDEN
    if field.code in ALWAYS_SEEN and RANK[found] < RANK[FieldAccess.READ]:
        return FieldAccess.READ
    return FieldAccess.HIDDEN if found == FieldAccess.MASKED and field.mask is None else found


def lowest(*found: FieldAccess) -> FieldAccess:
    """The strictest of these."""
    return min(found, key=RANK.__getitem__)


def choices(field: Field) -> list[FieldAccess]:
    """What a role may say of the field: no mask where the field has none, no hiding of the name."""
    if field.code in ALWAYS_SEEN:
        return [FieldAccess.READ, FieldAccess.EDIT]
    return [access for access in FieldAccess if access != FieldAccess.MASKED or field.mask is not None]


def may_read(user: User, field: Field) -> bool:
    """Whether the values are the person's to read: only then may he filter, sort and search by them."""
    return access(user, field) in {FieldAccess.READ, FieldAccess.EDIT}


def may_edit(user: User, field: Field) -> bool:
    """Whether the person may change the values, as far as he sees the client."""
    return access(user, field) == FieldAccess.EDIT


def is_limited(user: User) -> bool:
    """Whether anything of a client is kept from this person: then free text of others is kept from him too."""
    return any(not may_read(user, field) for field in catalogue().values())


def shown(user: User, field: Field, value: str) -> str:
    """The value as this person may see it: whole, masked, or nothing."""
    return as_allowed(access(user, field), field, value)


def as_allowed(found: FieldAccess, field: Field, value: str) -> str:
    """The value under this access."""
    if found == FieldAccess.HIDDEN:
        return ""
    if found == FieldAccess.MASKED:
        return field.mask(value) if field.mask and value else ""
    return value


def by_code(user: User, code: str) -> FieldAccess:
    """Access by the field's code; a field nobody declares is hidden."""
    field = find(code)
    return access(user, field) if field else FieldAccess.HIDDEN
