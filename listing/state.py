"""What one look at a list is: tab, filters, order, columns, page. Read from the address, written back into links."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import company
from accounts.models import User
from core.registries.fields import Field, FieldType
from core.rules.sql import Context, as_filter
from core.rules.tree import Group
from listing import tabs as tab_list
from listing.habits import habits
from listing.pages import ListPage
from listing.tabs import Tab
from listing.tree_query import RULE, query_from_tree, says_filter, tree_from_query

COLUMNS = "columns"


@dataclass(frozen=True)
class State:
    """A list as one person looks at it."""

    page: ListPage
    user: User
    tabs: tuple[Tab, ...]
    tab: Tab
    tree: Group
    sort: str
    """Code of a field, with a minus when it is turned round."""
    notices: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    """Columns the address names, where a saved view has columns of its own; empty: as the view says."""

    @property
    def archive(self) -> bool:
        """Whether the tab shows what was put away."""
        return self.tab.archive

    @property
    def is_changed(self) -> bool:
        """Whether the filters, the order or the columns are not those of the tab."""
        return self.tree != self.tab.tree or self.sort != self._usual_sort or bool(self.chosen)

    @cached_property
    def query(self) -> str:
        """The address of this look, without the place in it; empty for the one a person begins with."""
        return self.query_for()

    @property
    def parameters(self) -> list[tuple[str, list[str]]]:
        """The same for a form that sends the address along in hidden inputs."""
        return [(name, [str(value) for value in values]) for name, values in QueryDict(self.query).lists()]

    def query_for(self, *, tree: Group | None = None, sort: str | None = None) -> str:
        """The address of the same look with other filters or another order."""
        tree, sort = self.tree if tree is None else tree, self.sort if sort is None else sort
        query = QueryDict(mutable=True)
        query["view"] = self.tab.code
        if sort != self._usual_sort:
            query["sort"] = sort
        if self.chosen:
            query[COLUMNS] = ",".join(self.chosen)
        if tree == self.tab.tree:
            return query.urlencode()
        if not tree.parts:
            query[RULE] = ""
        filters = query_from_tree(tree)
        return "&".join(part for part in (query.urlencode(), filters) if part)

    @cached_property
    def everything(self) -> QuerySet[Any]:
        """What the reader may see under this tab, before any filter."""
        return self.page.rows(self.user, archive=self.archive)

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows the filters leave, in no order."""
        return filtered(self.page, self.everything, self.tree)

    @cached_property
    def columns(self) -> list[Field]:
        """The first column and those chosen: by the tab, by the person, else the list's own."""
        may = self.page.showable(self.user)
        wanted: Sequence[str] = self.chosen or self.tab.columns or self._own_columns or self.page.default_columns
        codes = [self.page.first, *(code for code in wanted if code != self.page.first)]
        return [may[code] for code in codes if code in may]

    @property
    def _usual_sort(self) -> str:
        return self.tab.sort or self.page.default_sort

    @property
    def _own_columns(self) -> Sequence[str]:
        return habits(self.page, self.user).columns


def filtered(page: ListPage, rows: QuerySet[Any], tree: Group) -> QuerySet[Any]:
    """Rows of the list for which the rule holds today, in the company's zone."""
    if not tree.parts:
        return rows
    ours = company.current()
    context = Context(alias=page.table, today=ours.today(), fields=page.fields(), zone=ours.zone)
    return rows.filter(as_filter(tree, context))


def read(page: ListPage, query: QueryDict, user: User) -> State:
    """The look an address asks for. Never raises: what is not there any more is said in `notices`."""
    tabs = tab_list.tabs_of(page, user)
    code = query.get("view", "")
    found = next((tab for tab in tabs if tab.code == code), None)
    notices = []
    if code and found is None:
        notices.append(_("There is no such view any more; here is the one you begin with."))
    tab = found or tab_list.begin_with(page, user, tabs)
    tree, said = tab.tree, list(tab.notices)
    if says_filter(query):
        parsed = tree_from_query(query, fields=page.fields(), user=user)
        tree, said = parsed.tree, parsed.notices
    said += _kept_from(page, tab, user)
    state = State(page, user, tuple(tabs), tab, tree, "", tuple(notices + said), _chosen(page, tab, query))
    return replace(state, sort=_sort(state, query.get("sort", "")))


def _kept_from(page: ListPage, tab: Tab, user: User) -> list[str]:
    """What a saved view shows and orders by that its reader may not see: said, not left out in silence."""
    known, may = page.fields(), page.showable(user)
    hidden = [str(known[code].label) for code in tab.columns if code in known and code not in may]
    said = []
    if hidden:
        text = ngettext(
            "Column “%(column)s” of this view is not shown to you.",
            "Columns of this view that are not shown to you: %(column)s.",
            min(len(hidden), 2),
        )
        said.append(text % {"column": ", ".join(hidden)})
    by = tab.sort.lstrip("-")
    if by in known and by not in page.readable(user):
        said.append(_("This view is ordered by a field that you may not read; here is the usual order."))
    return said


def _sort(state: State, asked: str) -> str:
    """By a field the reader may read; anything else is as the tab says."""
    wanted = asked or state.tab.sort or state.page.default_sort
    known = state.page.readable(state.user).get(wanted.lstrip("-"))
    if known is None or known.within or known.is_key or known.type == FieldType.OBJECT:
        return state.page.default_sort
    return wanted


def _chosen(page: ListPage, tab: Tab, query: QueryDict) -> tuple[str, ...]:
    """Columns other than those of a saved view; without one, columns are the person's and not the address's."""
    known = page.fields()
    codes = dict.fromkeys(code for code in query.get(COLUMNS, "").split(",") if code in known and code != page.first)
    standing = [code for code in tab.columns if code != page.first]
    return tuple(codes) if standing and list(codes) != standing else ()
