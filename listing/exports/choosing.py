"""Which rows an export is about: ticked ones, or all that a rule finds, always among those its maker sees.

As JSON: `{"ids": […], "archive": bool}` or `{"rule": <tree>, "archive": bool}`.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import field_rights
from accounts.models import User
from core.errors import DomainError
from core.rules.parse import parse
from core.rules.sentence import sentence
from core.rules.tree import Group
from core.text.numbers import number
from listing.pages import ListPage
from listing.state import filtered

IDS_AT_ONCE = 1_000


def clean(choice: Mapping[str, Any]) -> dict[str, Any]:
    """The choice in its one form; what is neither ids nor a rule chooses nobody."""
    archive = bool(choice.get("archive"))
    if isinstance(choice.get("rule"), dict):
        return {"rule": choice["rule"], "archive": archive}
    if choice.get("all"):
        return {"rule": {}, "archive": archive}
    ids = choice.get("ids")
    known = {pk for pk in ids if isinstance(pk, int) and 0 < pk < 2**63} if isinstance(ids, list) else set()
    return {"ids": sorted(known)[:IDS_AT_ONCE], "archive": archive}


def seen(page: ListPage, user: User, choice: Mapping[str, Any]) -> QuerySet[Any]:
    """All rows of the list, or of its archive, that the person sees."""
    reader = reader_of(user)
    if "ids" in choice:
        return page.rows(reader, archive=False) | page.rows(reader, archive=True)
    return page.rows(reader, archive=bool(choice.get("archive")))


def reader_of(user: User) -> User:
    """As whom rows are read: the built-in `system` never signs in, so it is not active, yet its commands see all."""
    if not user.is_system:
        return user
    reader = copy(user)
    reader.is_active = True
    return reader


def chosen(page: ListPage, user: User, choice: Mapping[str, Any]) -> QuerySet[Any]:
    """The chosen ones among them. Raises DomainError when the rule cannot be asked whole by this person: without one of
    its conditions more would leave than he saw.
    """
    rows = seen(page, user, choice)
    if "ids" in choice:
        return rows.filter(pk__in=choice["ids"])
    return filtered(page, rows, tree_of(page, user, choice))


def tree_of(page: ListPage, user: User, choice: Mapping[str, Any]) -> Group:
    """The rule as a tree. Raises DomainError saying what cannot be asked."""
    parsed = parse(choice.get("rule") or {}, page.fields(), may_read=lambda field: field_rights.may_read(user, field))
    if parsed.notices:
        raise DomainError(" ".join(parsed.notices), code="rule")
    return parsed.tree


def words(page: ListPage, user: User, choice: Mapping[str, Any]) -> str:
    """The choice as a sentence."""
    if "ids" in choice:
        count = len(choice["ids"])
        return ngettext("%(count)s ticked row", "%(count)s ticked rows", count) % {"count": number(count)}
    said = sentence(tree_of(page, user, choice), page.fields())
    return _("%(rule)s, in the archive") % {"rule": said} if choice.get("archive") else said
