"""Orders of a list. A field with indexes sorts a million; any other only what the filters have made few."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.fields import Field, FieldType
from core.rules.operators import FOLDED
from listing.keyset import Order
from listing.pages import ListPage
from listing.state import State
from listing.totals import EXACT_UP_TO
from listing.values import OUTPUT

FLAG, VALUE = "sort_flag", "sort_value"
WORDS = frozenset({FieldType.TEXT, FieldType.PHONE, FieldType.EMAIL, FieldType.CHOICE})
LOWEST = {
    FieldType.FLAG: "FALSE",
    FieldType.DATE: "DATE '0001-01-01'",
    FieldType.MOMENT: "TIMESTAMPTZ '0001-01-02 00:00+00'",
}
TOO_MANY = _("Sorting by this column works when the filters leave no more than 10,000 rows; here is the usual order.")


@dataclass(frozen=True)
class Header:
    """A column that sorts: the address a click opens, and how it is sorted now (as `aria-sort` says it)."""

    query: str
    now: str
    hint: str | Promise = ""


def sorted_rows(state: State) -> tuple[QuerySet[Any], Order, str | Promise]:
    """Rows with what they are sorted by, the order, and why it is another than was asked."""
    known = state.page.fields()[state.sort.lstrip("-")]
    if known.order:
        return held(state.rows, known), indexed(known, state.sort), ""
    if state.rows.order_by()[: EXACT_UP_TO + 1].count() > EXACT_UP_TO:
        usual = state.page.fields()[state.page.default_sort.lstrip("-")]
        return held(state.rows, usual), indexed(usual, state.page.default_sort), TOO_MANY
    return computed(state.page, state.rows, known, state.sort)


def indexed(known: Field, sort: str) -> Order:
    """By a column that the indexes begin with; in a row beside, those who have no value yet stand as the lowest."""
    beside = _beside(known)
    return Order(sort, (known.order,), sort.startswith("-"), f"{beside}__pk" if beside else "id")


def held(rows: QuerySet[Any], known: Field) -> QuerySet[Any]:
    """The rows, joined inwards with the row beside that every one of them has: its index may then give the order."""
    beside = _beside(known)
    return rows.filter(**{f"{beside}__isnull": False}) if beside else rows


def _beside(known: Field) -> str:
    return known.order.rpartition("__")[0]


def computed(page: ListPage, rows: QuerySet[Any], known: Field, sort: str) -> tuple[QuerySet[Any], Order, str]:
    """By any single value; those who have none stand last whichever way it is turned."""
    descending = sort.startswith("-")
    column = known.sql.replace("{c}", page.table)
    absent = f"NULLIF({column}, '') IS NULL" if _is_text(known) else f"{column} IS NULL"
    flag = f"NOT ({absent})" if descending else f"({absent})"
    found = rows.annotate(
        **{
            FLAG: RawSQL(f"({flag})::int", []),  # noqa: S611  # our own declarations only
            VALUE: RawSQL(_value(known, column), [], output_field=_output(known)),  # noqa: S611
        }
    )
    return found, Order(sort, (FLAG, VALUE), descending=descending), ""


def header(state: State, known: Field) -> Header | None:
    """What a click on the heading of the column does; None where it does nothing."""
    if not sortable(known) or known.code not in state.page.readable(state.user):
        return None
    sorted_now = state.sort.lstrip("-") == known.code
    first = f"-{known.code}" if known.type in LOWEST else known.code
    turned = known.code if state.sort.startswith("-") else f"-{known.code}"
    now = "" if not sorted_now else "descending" if state.sort.startswith("-") else "ascending"
    hint = "" if known.order else _("Sorts up to 10,000 rows: narrow the list by filters first")
    return Header(state.query_for(sort=turned if sorted_now else first), now, hint)


def sortable(known: Field) -> bool:
    """Neither by what a client has many of, nor by numbers of other rows, which mean nothing to a reader."""
    return not known.within and not known.is_key and known.type != FieldType.OBJECT


def _is_text(known: Field) -> bool:
    return known.type in WORDS and not known.is_key


def _value(known: Field, column: str) -> str:
    if _is_text(known):
        return f"""(COALESCE({FOLDED.replace("{x}", column)}, '') COLLATE "C")"""
    return f"COALESCE({column}, {LOWEST.get(known.type, '0')})"


def _output(known: Field) -> Any:
    made = OUTPUT.get(known.type)
    return made() if made else None
