"""The field catalogue: each attribute of a client declared once.

List columns, filters, import targets, exports, template variables and masks are derived from it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.signals import request_finished, request_started
from django.utils.functional import Promise

from core import per_request
from core.registry import Registry


class FieldType(StrEnum):
    """How values of a field compare, are asked for and shown."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    MULTI = "multi"
    FLAG = "flag"
    PHONE = "phone"
    EMAIL = "email"
    OBJECT = "object"
    """Shown in a way of its own, such as another client or a secret: asked only whether it is there."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One attribute of a client."""

    code: str
    label: str | Promise
    type: FieldType
    sql: str
    """SQL expression; `{c}` stands for the alias of the client table, such as `{c}.city`."""
    within: str = ""
    """For what a client has many of: `SELECT 1 FROM … p WHERE p.customer_id = {c}.id AND {test}`, `sql` of `p`."""
    beside: str = ""
    """For a value in a row beside the client's: as `within`, but conditions test `inner`; `sql` is the whole of it."""
    inner: str = ""
    quick: Callable[[str, list[Any]], tuple[str, list[Any]] | None] | None = None
    """(operator, parameters): a test of the row beside that an index answers, None where there is none."""
    choices: Callable[[], Mapping[str, str | Promise]] | None = None
    """Values and their names, for types CHOICE and MULTI; asked when shown."""
    found: Callable[[str, int], Mapping[str, str | Promise]] | None = None
    """(words, how many) to the first values that fit, where there are too many to read them all for a form."""
    named: Callable[[Collection[str]], Mapping[str, str | Promise]] | None = None
    """Names of these values alone, for the same fields."""
    is_key: bool = False
    """The column is a number that points at a row, not text: empty means NULL only."""
    counted: str = ""
    """For what happens to a client time after time: `FROM … p WHERE …`, once for each time that it happened to the
    client `p.customer_id` since `%s` with any of `%s`, which stand in it in this order. Such a field is asked «at least
    N times in M days» too."""
    index: str = ""
    """Name of the index giving (column, id); only such a field sorts the whole base."""
    own_index: str = ""
    """Name of the index giving (responsible, column, id), for those who see some people's clients only."""
    order: str = ""
    """The model's column those indexes begin with, never null; empty for a field without them. `value__total`: of a row
    beside that each row has, whose own index gives (column, id); people of few clients have those sorted."""
    weight: int = 100
    read_permission: str = ""
    follows: str = ""
    """Code of the client's attribute whose rights this one has: who may not see his profit sees none of a purchase."""
    mask: Callable[[str], str] | None = None
    """How the value looks to one who may know that it exists but not read it."""
    personal: bool = True
    told: Callable[[Any, Collection[str]], Mapping[str, str]] | None = None
    """For values that are not words: (reader, values of many rows) to what they say to this reader, by one query."""
    told_sql: str = ""
    """Instead of `sql` where values are told: all that telling needs."""
    opened: Callable[[Any, Collection[str]], Mapping[str, str]] | None = None
    """For secrets, as `told`: what is kept to what it says. For exports alone, which tell the journal."""
    opened_sql: str = ""
    """Instead of `sql` where secrets are opened: what is kept."""
    headings: tuple[str, ...] = ()
    """Column headings by which import knows the field, in any language, lower case."""
    cleaner: Callable[[str], object] | None = None
    """Turns a cell's text into a value; raises DomainError with what is wrong."""


def names_of(field: Field, values: Collection[str]) -> Mapping[str, str | Promise]:
    """What values of a field with choices are called: all there are, or these alone where there are very many."""
    if field.named is not None:
        return field.named(values)
    return field.choices() if field.choices is not None else {}


fields: Registry[Field] = Registry("fields", "attributes of a client, declared once")
"""Only those that the code declares; readers ask `catalogue` or `find`, which know the company's own too."""


@dataclass(frozen=True, kw_only=True)
class FieldSource:
    """Fields that people have made: their codes begin with the source's code and a dot."""

    code: str
    fields: Callable[[], Mapping[str, Field]]
    """Asked of the database once a request; outside of one, each time."""
    weight: int = 100


field_sources: Registry[FieldSource] = Registry("field_sources", "attributes of a client that people declare")
_kept: ContextVar[dict[str, Mapping[str, Field]] | None] = ContextVar("fields_of_request", default=None)


def catalogue() -> Mapping[str, Field]:
    """Every attribute of a client by code, in the order of the card: those of the code, then the company's own."""
    found = {field.code: field for field in fields}
    for source in field_sources:
        found |= fields_of(source)
    return found


def find(code: str) -> Field | None:
    """The attribute of that code; the database is asked only for one that people made."""
    if code in fields:
        return fields.get(code)
    source, dot, _name = code.partition(".")
    return fields_of(field_sources.get(source)).get(code) if dot and source in field_sources else None


def forget() -> None:
    """Call after a change of own fields: the rest of the request reads them anew."""
    kept = _kept.get()
    if kept is not None:
        kept.clear()
    per_request.forget()


@contextmanager
def code_alone() -> Iterator[None]:
    """Inside, the catalogue is what the code declares: for work without a database."""
    token = _kept.set({source.code: {} for source in field_sources})
    try:
        yield
    finally:
        _kept.reset(token)


def fields_of(source: FieldSource) -> Mapping[str, Field]:
    """What the source declares, asked once a request."""
    kept = _kept.get()
    if kept is None:
        return source.fields()
    if source.code not in kept:
        kept[source.code] = source.fields()
    return kept[source.code]


def _begin(**_more: Any) -> None:
    _kept.set({})


def _end(**_more: Any) -> None:
    _kept.set(None)


request_started.connect(_begin, dispatch_uid="core.registries.fields")
request_finished.connect(_end, dispatch_uid="core.registries.fields")
