"""What a person may do with one field of a card; every surface of the card asks here (accounts.field_rights)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts import field_rights
from accounts.field_rights import FieldAccess
from accounts.models import User
from core.registries.fields import find

CATALOGUE = {"name": "full_name", "responsible_id": "responsible", "tag_id": "tags", "value": "external_id"}
"""Columns and boxes that the catalogue of fields knows by another code."""
NO_MORE_THAN = {"dates": "birth_date"}
"""Who may not see a birth date, does not see those of the family either."""


def access(user: User, code: str) -> FieldAccess:
    """What `user` may do with a field, a box of a form or a column of the card; parts of a contact follow its kind."""
    code = CATALOGUE.get(code, code)
    field = find(code)
    found = field_rights.access(user, field) if field else FieldAccess.EDIT
    return found if code not in NO_MORE_THAN else field_rights.lowest(found, access(user, NO_MORE_THAN[code]))


def is_hidden(user: User, code: str) -> bool:
    """Whether the field is not to be seen at all."""
    return access(user, code) == FieldAccess.HIDDEN


def may_read(user: User, code: str) -> bool:
    """Whether the values are the person's to read, and so to search by."""
    return access(user, code) in {FieldAccess.READ, FieldAccess.EDIT}


def may_edit(user: User, code: str) -> bool:
    """Whether the field is the person's to change."""
    return access(user, code) == FieldAccess.EDIT


def shown(user: User, code: str, text: str) -> str:
    """The words of a value as this person may read them."""
    code = CATALOGUE.get(code, code)
    field = find(code)
    return field_rights.shown(user, field, text) if field else text


def visible(user: User, codes: Iterable[str]) -> list[str]:
    """The codes that are not hidden, in their order."""
    return [code for code in codes if not is_hidden(user, code)]


def editable(user: User, codes: Iterable[str]) -> list[str]:
    """The codes of what the person may change, in their order."""
    return [code for code in codes if may_edit(user, code)]


def require_edit(user: User, code: str) -> None:
    """Raises as a page should answer: 404 for what is hidden, 403 for what may only be read."""
    if is_hidden(user, code):
        raise Http404
    if not may_edit(user, code):
        raise PermissionDenied
