"""Pages of a list by key: the next page begins after a row, not after a number of rows.

The cursor in the address is the row's id alone. What the row sorts by is read from the base: names are personal
data and have no place in addresses and logs. The row is looked for among those the reader may see, so a forged
id tells nothing of a stranger's client.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.db.models import BooleanField, F, Func, Model, QuerySet, Value

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Order:
    """Columns or annotations of the list, none of them ever null; ties stand in the order of ids.

    One column with an index (column, id) sorts a million; several, or computed ones, only what is few.
    """

    code: str
    columns: tuple[str, ...]
    descending: bool = False
    tie: str = "id"
    """The id where the index has it: an index of a row beside holds (column, id of the list's row) of its own table."""

    @property
    def terms(self) -> list[str]:
        """The order of the page as `order_by` takes it."""
        sign = "-" if self.descending else ""
        return [f"{sign}{column}" for column in (*self.columns, self.tie)]

    def reversed(self) -> "Order":
        """Return the same order read from its end."""
        return replace(self, descending=not self.descending)


@dataclass(frozen=True)
class Cursor:
    """Where the page begins (`after`) or ends (`before`): an id, or None for the first page."""

    after: int | None = None
    before: int | None = None

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "Cursor":
        """Read the address; what is not a number counts as the first page."""
        return cls(after=_number(query.get("after")), before=_number(query.get("before")))


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows in the order of the list; `before` and `after` are the ids for the pages beside, None at an end."""

    rows: list[M]
    before: int | None
    after: int | None


def keyset_page(rows: QuerySet[M], order: Order, cursor: Cursor, size: int) -> Page[M]:
    """Return the page; the first one when the cursor's row is gone, or when there is less than a page before it."""
    if cursor.before is not None:
        found = _beyond(rows, order.reversed(), cursor.before, size)
        if found is not None and len(found) > size:
            page = found[size - 1 :: -1]
            return Page(page, before=page[0].pk, after=page[-1].pk)
        return _first(rows, order, size)
    if cursor.after is not None:
        found = _beyond(rows, order, cursor.after, size)
        if found:
            page = found[:size]
            return Page(page, before=page[0].pk, after=page[-1].pk if len(found) > size else None)
    return _first(rows, order, size)


def _first(rows: QuerySet[M], order: Order, size: int) -> Page[M]:
    found = list(rows.order_by(*order.terms)[: size + 1])
    page = found[:size]
    return Page(page, before=None, after=page[-1].pk if len(found) > size else None)


def _beyond(rows: QuerySet[M], order: Order, pk: int, size: int) -> list[M] | None:
    """Return one row more than a page beyond the row `pk`, None when the reader sees no such row."""
    key = rows.filter(pk=pk).order_by().values_list(*order.columns).first()
    if key is None:
        return None
    return list(rows.filter(beyond(order, key, pk)).order_by(*order.terms)[: size + 1])


def beyond(order: Order, key: Any, pk: int) -> Func:
    """The condition of standing after the row of this sort key and id."""
    sign = " < " if order.descending else " > "
    columns = [*zip(order.columns, key, strict=True), (order.tie, pk)]
    # A comparison of whole rows is one condition of the index, however many rows tie on the column. The planner
    # takes it for very narrow where most rows tie, so bulk writers space `created_at` by a microsecond.
    return Func(
        Func(*(F(column) for column, _ in columns), function="ROW"),
        Func(*(Value(value) for _, value in columns), function="ROW"),
        template="%(expressions)s",
        arg_joiner=sign,
        output_field=BooleanField(),
    )


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text else None
    except ValueError:
        return None
