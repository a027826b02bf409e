"""Tabs above a list: built-in views, one's own, shared ones; and the one a person begins with."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise

from accounts.field_rights import may_read
from accounts.models import User
from core.rules.parse import parse
from core.rules.tree import Condition, Group, conditions
from listing.habits import habits
from listing.models import SavedView
from listing.pages import BuiltInView, ListPage


@dataclass(frozen=True)
class Tab:
    """A view, wherever it comes from. `code` stands in addresses: a word, or the number of a saved one."""

    code: str
    label: str | Promise
    tree: Group
    sort: str = ""
    columns: tuple[str, ...] = ()
    archive: bool = False
    saved: SavedView | None = None
    notices: tuple[str, ...] = ()


def tabs_of(page: ListPage, user: User) -> list[Tab]:
    """All this person is offered, in their order."""
    found = [_built_in(view, user) for view in page.offered_views(user) if _suits(view, page, user)]
    saved = SavedView.objects.visible_to(user).of_page(page.code).select_related("owner")
    return found + [_saved(view, page, user) for view in saved]


def begin_with(page: ListPage, user: User, tabs: list[Tab]) -> Tab:
    """The tab of the role, if it is still there; else the first."""
    chosen = habits(page, user).view
    return next((tab for tab in tabs if tab.code == chosen), tabs[0])


def tab(page: ListPage, user: User, code: str) -> Tab | None:
    """One by its code, if this person is offered it."""
    for view in page.offered_views(user):
        if view.code == code:
            return _built_in(view, user) if _suits(view, page, user) else None
    if not code.isdecimal() or len(code) > 18:
        return None
    saved = SavedView.objects.visible_to(user).filter(Q(page=page.code, pk=int(code))).order_by("pk").first()
    return _saved(saved, page, user) if saved else None


def _suits(view: BuiltInView, page: ListPage, user: User) -> bool:
    """Within the scope it is for, and over fields this person may read."""
    in_scope = view.for_scopes is None or user.role.scope in view.for_scopes
    if not in_scope:
        return False
    known = page.fields()
    return all(code in known and may_read(user, known[code]) for code in asked_fields(view.rule))


def asked_fields(rule: Group) -> set[str]:
    """Codes of the fields a rule asks about."""
    return {condition.field for condition in conditions(rule)}


def _built_in(view: BuiltInView, user: User) -> Tab:
    tree = view.rule
    if view.mine:
        tree = Group(parts=(*tree.parts, Condition(view.mine, "is", (str(user.pk),))))
    return Tab(view.code, view.label, tree, archive=view.archive)


def _saved(view: SavedView, page: ListPage, user: User) -> Tab:
    tree: Any = parse(view.tree, page.fields(), may_read=lambda known: may_read(user, known))
    return Tab(
        str(view.pk),
        view.name,
        tree.tree,
        sort=view.sort,
        columns=tuple(view.columns),
        archive=view.archive,
        saved=view,
        notices=tuple(tree.notices),
    )
