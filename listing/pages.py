"""The list page, written once. A list is a class of some twenty lines; filter, sort, columns, views are all here."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.template import Context
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.field_rights import FieldAccess, access, may_read
from accounts.models import User
from accounts.permissions import Permission
from core.registries.fields import Field, FieldType
from core.registry import Registry
from core.rules.tree import EVERYBODY, Group

ROWS_ON_PAGE = 50
MOST_ROWS_ON_PAGE = 100
NUMBERS = (FieldType.NUMBER, FieldType.MONEY)


@dataclass(frozen=True)
class BuiltInView:
    """A tab that is there from the beginning. `rule` is asked at each request: «mine» depends on who asks."""

    code: str
    label: str | Promise
    rule: Group = EVERYBODY
    mine: str = ""
    """Field that must be the reader himself, such as `responsible`; stands beside the rule."""
    archive: bool = False
    for_scopes: frozenset[str] | None = None
    """Scopes of roles it makes sense for; None: all."""


@dataclass(frozen=True)
class Counter:
    """A number above the list that is asked for after the page, and opens what it counted."""

    code: str
    label: str | Promise
    rule: Group


@dataclass(frozen=True)
class Cell:
    """How a field looks in a row, and the class of its column.

    `html(row, text, context)` makes it: a function, since a template included in each of 400 cells is felt. Without one
    the value stands there as text.
    """

    html: "Callable[[Shown, str, Context], str] | None" = None
    css: str = ""
    label: str | Promise = ""
    """A shorter heading than the field's own."""


@dataclass
class Shown:
    """One row: the object, its values by field, what `prepare` added."""

    object: Any
    values: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    title: str = ""
    """What to call the row aloud, as far as this reader may know; `prepare` may put another in its place."""

    @property
    def pk(self) -> int:
        """The key that checkboxes and addresses carry."""
        return int(self.object.pk)


@dataclass(frozen=True, kw_only=True)
class ListAddition:
    """What an upper package brings to a list: how its fields look in a row, tabs and counters of its own."""

    code: str
    page: str
    """Code of the list, such as `customers`."""
    cells: Mapping[str, Cell] = field(default_factory=dict)
    views: tuple[BuiltInView, ...] = ()
    counters: tuple[Counter, ...] = ()
    weight: int = 100


list_additions: Registry[ListAddition] = Registry("list_additions", "cells, tabs, counters others bring to lists")


class ListPage(ABC):
    """What differs from list to list. `rows` is the only way to rows, and it begins with the reader's rights."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    weight: ClassVar[int] = 100
    url_name: ClassVar[str]
    through: ClassVar[str] = ""
    """Name of the address, if there is one, that leads through the rows one by one."""
    template: ClassVar[str] = "listing/page.html"
    part: ClassVar[str] = ""
    """Of a page with a form beside the filter: selector of what conditions change, so that the form stays as typed."""
    table: ClassVar[str]
    """The database table of the rows, as the catalogue's `{c}` means it."""
    permission: ClassVar[Permission] = Permission.VIEW_CUSTOMERS
    default_columns: ClassVar[tuple[str, ...]]
    first: ClassVar[str]
    """The column that is always there and stands first."""
    default_sort: ClassVar[str]
    cells: ClassVar[Mapping[str, Cell]] = {}
    views: ClassVar[tuple[BuiltInView, ...]] = (BuiltInView("all", pgettext_lazy("clients", "All")),)
    counters: ClassVar[tuple[Counter, ...]] = ()
    has_archive: ClassVar[bool] = False
    nothing: ClassVar[tuple[str | Promise, str | Promise]] = (_("Nothing here yet"), "")
    """Title and text of the list when there is nothing at all."""

    @abstractmethod
    def rows(self, user: User, *, archive: bool = False) -> QuerySet[Any]:
        """What the reader may see, in no order; never more."""

    @abstractmethod
    def fields(self) -> Mapping[str, Field]:
        """The catalogue, in its order."""

    def offered_views(self, user: User) -> Sequence[BuiltInView]:
        """Tabs that are there without this person saving them: the page's own, those of others, the archive."""
        added = [one for addition in list_additions if addition.page == self.code for one in addition.views]
        return sorted((*self.views, *added), key=lambda view: view.archive)

    def offered_counters(self) -> Sequence[Counter]:
        """The page's own, then those of others."""
        added = (one for addition in list_additions if addition.page == self.code for one in addition.counters)
        return (*self.counters, *added)

    def related(self, rows: QuerySet[Any], columns: Sequence[Field]) -> QuerySet[Any]:
        """Join what the cells of these columns need."""
        return rows

    def prepare(self, rows: Sequence[Shown], columns: Sequence[Field], user: User) -> None:  # noqa: B027  # optional
        """Load at once what the cells need beside values: contact points, tags."""

    def readable(self, user: User) -> dict[str, Field]:
        """Fields this person may filter and sort by."""
        return {code: known for code, known in self.fields().items() if may_read(user, known)}

    def showable(self, user: User) -> dict[str, Field]:
        """Fields this person may have as columns: masked ones too."""
        return {code: known for code, known in self.fields().items() if access(user, known) != FieldAccess.HIDDEN}

    def cell(self, known: Field) -> Cell:
        """How the field looks in this list; numbers stand at the right, digit below digit."""
        given = self.cells.get(known.code) or self._added_cell(known.code)
        return replace(given, css=f"{given.css} u-num") if known.type in NUMBERS else given

    def _added_cell(self, code: str) -> Cell:
        added = (one.cells[code] for one in list_additions if one.page == self.code and code in one.cells)
        return next(added, Cell(css=f"c-{code.replace('.', '-')}"))


list_pages: Registry[ListPage] = Registry("list_pages", "lists with filters, views and columns")
