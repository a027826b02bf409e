"""A page of a list ready for its template: rows with values, headings, chips, tabs, links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.field_rights import shown
from core.registries.fields import Field, names_of
from core.rules.sentence import Words, chip, sentence
from core.rules.tree import Condition, Group, Join, Node
from core.text.numbers import number
from listing import values
from listing.keyset import Cursor, keyset_page
from listing.ordering import Header, header, sorted_rows
from listing.pages import MOST_ROWS_ON_PAGE, ROWS_ON_PAGE, Cell, Counter, Shown
from listing.state import State
from listing.tabs import asked_fields
from listing.words import text_of

Names = Mapping[str, str | Promise]
MOST_DIGITS = 9


@dataclass(frozen=True)
class Heading:
    """The top of a column."""

    known: Field
    cell: Cell
    label: str | Promise
    sorts: Header | None


@dataclass(frozen=True)
class Chip:
    """One part of the rule: its words, the address without it, and where it stands among the parts."""

    words: Words | str
    without: str
    place: int
    editable: bool


@dataclass(frozen=True)
class RowCell:
    """What stands in one column of one row."""

    cell: Cell
    known: Field
    value: Any
    text: str


def context(state: State, query: QueryDict) -> dict[str, Any]:
    """Everything the template of a list needs; a constant number of queries."""
    rows, order, why_not = sorted_rows(state)
    columns = state.columns
    rows = values.annotate(state.page.related(rows, columns), _valued(state, columns), table=state.page.table)
    page = keyset_page(rows, order, Cursor.from_query(query), _size(query))
    found = [Shown(row, title=str(row)) for row in page.rows]
    names = {known.code: _names(known, found) for known in _valued(state, columns) if known.choices}
    state.page.prepare(found, columns, state.user)
    way = f"?{state.query}" + (f"&size={_size(query)}" if _size(query) != ROWS_ON_PAGE else "")
    since = _since(query) if page.before else 1
    return {
        "state": state,
        "headings": [_heading(state, known) for known in columns],
        "rows": [(row, _cells(state, row, columns, names)) for row in found],
        "chips": chips(state),
        "sentence": sentence(state.tree, state.page.fields()),
        "counters": [
            (counter, state.query_for(tree=counter.rule))
            for counter in state.page.counters
            if counter_is_open(counter, state)
        ],
        "before": f"{way}&before={page.before}{_from(since, -_size(query))}" if page.before else "",
        "after": f"{way}&after={page.after}{_from(since, len(found))}" if page.after else "",
        "where": place(since, len(found), is_all=not page.before and not page.after),
        "notices": [*state.notices, *([str(why_not)] if why_not else [])],
        "rule": state.tree.to_json(),
    }


def chips(state: State) -> list[Chip]:
    """The parts of the rule as they stand above the list."""
    tree = state.tree
    if tree.join != Join.ALL:
        return [Chip(sentence(tree, state.page.fields()), f"?{state.query_for(tree=Group())}", 0, editable=False)]
    return [_chip(state, part, place) for place, part in enumerate(tree.parts)]


def counter_is_open(counter: Counter, state: State) -> bool:
    """Only over fields this person may read."""
    return asked_fields(counter.rule) <= state.page.readable(state.user).keys()


def _chip(state: State, part: Node, place: int) -> Chip:
    rest = Group(state.tree.join, state.tree.parts[:place] + state.tree.parts[place + 1 :])
    fields, way = state.page.fields(), f"?{state.query_for(tree=rest)}"
    if isinstance(part, Condition):
        return Chip(chip(part, fields), way, place, editable=True)
    return Chip(sentence(part, fields), way, place, editable=False)


def _heading(state: State, known: Field) -> Heading:
    cell = state.page.cell(known)
    return Heading(known, cell, cell.label or known.label, header(state, known))


def _valued(state: State, columns: Sequence[Field]) -> list[Field]:
    """Columns shown by their values; those with a cell of their own are loaded by `prepare`."""
    return [known for known in columns if state.page.cell(known).html is None]


def _names(known: Field, rows: Sequence[Shown]) -> Names:
    """Of all values of a column on the page, asked for at once."""
    stand = (getattr(row.object, values.name_of(known), None) for row in rows)
    lists = (value if isinstance(value, list | tuple) else (value,) for value in stand)
    return names_of(known, {str(one) for those in lists for one in those if one not in (None, "")})


def _cells(state: State, row: Shown, columns: Sequence[Field], names: Mapping[str, Names]) -> list[RowCell]:
    cells = []
    for known in columns:
        value = getattr(row.object, values.name_of(known), None)
        text = text_of(known, value, choices=names.get(known.code))
        cells.append(RowCell(state.page.cell(known), known, value, shown(state.user, known, text)))
    return cells


def place(since: int, rows: int, *, is_all: bool) -> SafeString:
    """«1-50 of …»: the total comes with the count above the list; of one page it is known at once."""
    there = format_html("{}\u2013{} ", number(since), number(since + rows - 1)) if since and rows else ""
    total = _("of %(total)s") % {"total": number(rows)} if is_all else ""
    return format_html('{}<span id="list-total">{}</span>', there, total)


def _since(query: QueryDict) -> int:
    """Number of the first row, as the link that led here counted it; 0: nobody knows."""
    asked = query.get("from", "")
    return int(asked) if asked.isdecimal() and len(asked) <= MOST_DIGITS else 0


def _from(since: int, step: int) -> str:
    return f"&from={max(since + step, 1)}" if since else ""


def _size(query: QueryDict) -> int:
    asked = query.get("size", "")
    if not asked.isdecimal() or len(asked) > 3 or not int(asked):
        return ROWS_ON_PAGE
    return min(int(asked), MOST_ROWS_ON_PAGE)
