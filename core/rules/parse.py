"""JSON to tree. What is unknown or unreadable is dropped and named: an old saved view must still open."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.registries.fields import Field
from core.rules import values
from core.rules.operators import BY_CODE, PERIOD, Operator, for_field, meaning
from core.rules.tree import EVERYBODY, Condition, Group, Join, Node

MOST_CONDITIONS = 200
DEEPEST = 6


@dataclass
class Parsed:
    """A tree that can be asked, and sentences about what was left out of it."""

    tree: Group
    notices: list[str] = field(default_factory=list)


def check_values(field: Field, operator: Operator, given: tuple[str, ...]) -> None:
    """Raises DomainError when the values cannot be read; the day it is asked on does not matter for that."""
    read = values.period if operator.sql == PERIOD else values.to_sql
    read(field, operator, given, dt.date(2000, 1, 1))


class _LeftOutError(Exception):
    """A part that cannot be asked; the message says why."""


class _Parser:
    def __init__(self, fields: Mapping[str, Field], may_read: Callable[[Field], bool]) -> None:
        self.fields = fields
        self.may_read = may_read
        self.notices: list[str] = []
        self.count = 0

    def node(self, data: Any, level: int) -> Node | None:
        try:
            if not isinstance(data, dict):
                raise _LeftOutError(_("A condition that cannot be read was left out."))
            return self.condition(data) if "field" in data else self.group(data, level)
        except (_LeftOutError, DomainError) as reason:
            if str(reason) not in self.notices:
                self.notices.append(str(reason))
            return None

    def group(self, data: Mapping[str, Any], level: int) -> Group:
        join = next((join for join in Join if join.value in data), None)
        parts = data[join.value] if join else None
        if join is None or not isinstance(parts, list):
            raise _LeftOutError(_("A condition that cannot be read was left out."))
        if level > DEEPEST:
            raise _LeftOutError(_("Groups of conditions stand too deep in each other; the deepest were left out."))
        read = (self.node(part, level + 1) for part in parts)
        return Group(join, tuple(part for part in read if part is not None and part != EVERYBODY))

    def condition(self, data: Mapping[str, Any]) -> Condition:
        self.count += 1
        if self.count > MOST_CONDITIONS:
            text = _("There are too many conditions; those beyond %(most)s were left out.")
            raise _LeftOutError(text % {"most": MOST_CONDITIONS})
        code, operator = str(data.get("field")), BY_CODE.get(str(data.get("op")))
        known = self.fields.get(code)
        if known is None:
            text = _("The condition on “%(field)s” was left out: there is no such field.")
            raise _LeftOutError(text % {"field": code})
        if not self.may_read(known):
            text = _("The condition on “%(field)s” was left out: this field is not open to you.")
            raise _LeftOutError(text % {"field": known.label})
        if operator is None or operator not in for_field(known):
            text = _("The condition on “%(field)s” was left out: it cannot be asked so.")
            raise _LeftOutError(text % {"field": known.label})
        given = data.get("values", [])
        # The database has no text with a NUL in it, so nothing of it is asked.
        found = tuple(str(value).replace("\0", "") for value in (given if isinstance(given, list) else [given]))
        check_values(known, meaning(operator), found)
        return Condition(code, operator.code, found)


def parse(data: Any, fields: Mapping[str, Field], *, may_read: Callable[[Field], bool] = lambda _field: True) -> Parsed:
    """Never raises: what cannot be asked is left out and said in `notices`."""
    parser = _Parser(fields, may_read)
    node = parser.node(data, 1) if data else EVERYBODY
    tree = node if isinstance(node, Group) else Group(Join.ALL, (node,) if node else ())
    return Parsed(tree, parser.notices)
