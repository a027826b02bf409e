"""The field catalogue: each attribute of a client declared once.

List columns, filters, import targets, exports, template variables and masks are derived from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

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
    choices: Callable[[], Mapping[str, str | Promise]] | None = None
    """Values and their names, for types CHOICE and MULTI; asked when shown."""
    is_key: bool = False
    """The column is a number that points at a row, not text: empty means NULL only."""
    index: str = ""
    """Name of the index giving (column, id); only such a field sorts the whole base."""
    own_index: str = ""
    """Name of the index giving (responsible, column, id), for those who see some people's clients only."""
    order: str = ""
    """The model's column those indexes begin with, never null; empty for a field without them."""
    weight: int = 100
    read_permission: str = ""
    mask: Callable[[str], str] | None = None
    """How the value looks to one who may know that it exists but not read it."""
    personal: bool = True
    headings: tuple[str, ...] = ()
    """Column headings by which import knows the field, in any language, lower case."""
    cleaner: Callable[[str], object] | None = None
    """Turns a cell's text into a value; raises DomainError with what is wrong."""


fields: Registry[Field] = Registry("fields", "attributes of a client, declared once")
