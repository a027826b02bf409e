"""Which acts the bar over ticked rows offers a person: only those he may really do."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.permissions import Permission
from customers.bulk_acts import editable_fields
from customers.bulk_tags import may_tag


@dataclass(frozen=True)
class BarAct:
    """One button: what the form sends, its picture, its word."""

    code: str
    icon: str
    label: str | Promise


ASSIGN = BarAct("assign", "user-plus", pgettext_lazy("bulk act", "Assign"))
TAG = BarAct("tag", "tag", _("Tag"))
SOURCE = BarAct("source", "target", _("Source"))
EDIT = BarAct("edit", "pencil", _("Edit"))
ARCHIVE = BarAct("archive", "folder", _("Into the archive"))
RESTORE = BarAct("restore", "arrow-back-up", _("Out of the archive"))


def acts(user: User, *, archive: bool) -> list[BarAct]:
    """Buttons for the list, or for the archive; none for those who may not change many at once."""
    if not (user.has(Permission.BULK_CHANGE) and user.has(Permission.EDIT_CUSTOMERS)):
        return []
    return list(_of_archive(user) if archive else _of_list(user))


def _of_list(user: User) -> Iterator[BarAct]:
    fields = editable_fields(user)
    if "responsible" in fields:
        yield ASSIGN
    if may_tag(user):
        yield TAG
    if "source" in fields:
        yield SOURCE
    if fields:
        yield EDIT
    if user.has(Permission.ARCHIVE_CUSTOMERS):
        yield ARCHIVE


def _of_archive(user: User) -> Iterator[BarAct]:
    if user.has(Permission.ARCHIVE_CUSTOMERS):
        yield RESTORE
