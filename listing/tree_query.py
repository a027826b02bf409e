"""The address of a list says what it is filtered by: a query string to the rule tree, and back.

Plain filters stand as `city__is=Kazan&birth_date__anniversary=7`, several values as a name repeated. A tree that is
more than that (groups in groups, one question asked twice) stands whole in `rule`, as JSON. `rule=` alone means «no
filter», where a saved view would bring its own.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.field_rights import may_read
from accounts.models import User
from core.registries.fields import Field
from core.rules.operators import BY_CODE, Takes
from core.rules.parse import Parsed, parse
from core.rules.tree import Condition, Group, Join

RULE = "rule"
BETWEEN = "__"
NOTHING = "1"
"""What a question without values carries, so that the name has something to stand with."""


class ValuesWidget(forms.TextInput):
    """Every value under the name, in the order of the address."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return list(data.getlist(name)) if hasattr(data, "getlist") else list(data.get(name, []))


class ValuesField(forms.Field):
    """Text as it came; whether it can be read is the rule's to say."""

    widget = ValuesWidget


class ConditionFilter(filters.Filter):  # type: ignore[misc]  # the library is untyped
    """One question about one field."""

    field_class = ValuesField


class TreeFilterSet(filters.FilterSet):  # type: ignore[misc]
    """Reads its conditions from the address. It never filters rows itself: the tree does."""

    def conditions(self) -> list[dict[str, Any]]:
        """As JSON of `core.rules`, in the order of the address."""
        self.form.is_valid()
        given: Mapping[str, list[str]] = self.form.cleaned_data
        return [_condition(name, given[name]) for name in self.filters if given.get(name)]


def filterset(names: Iterable[str]) -> type[TreeFilterSet]:
    """A FilterSet of the questions an address asks: of all there are, most are never asked at once."""
    declared = {name: ConditionFilter(required=False) for name in names}
    made: type[TreeFilterSet] = type("AddressFilterSet", (TreeFilterSet,), declared)
    return made


def tree_from_query(query: QueryDict, *, fields: Mapping[str, Field], user: User) -> Parsed:
    """What the address asks for. Never raises: what cannot be asked, or not by this person, is named in `notices`."""
    stated, unreadable = _stated(query)
    names = [name for name in query if is_condition(name)]
    parts = [*filterset(names)(query, queryset=User.objects.none()).conditions()] if names else []
    if stated:
        parts.append(stated)
    found = parse({Join.ALL.value: parts}, fields, may_read=lambda field: may_read(user, field))
    if unreadable:
        found.notices.append(_("A condition that cannot be read was left out."))
    return Parsed(_flat(found.tree), found.notices)


def query_from_tree(tree: Group) -> str:
    """The shortest address of the tree, without a question mark; empty for everybody."""
    if not tree.parts:
        return ""
    query = QueryDict(mutable=True)
    if _is_plain(tree):
        for part in tree.parts:
            assert isinstance(part, Condition)
            query.setlist(name_of(part), list(part.values) or [NOTHING])
    else:
        query[RULE] = json.dumps(tree.to_json(), ensure_ascii=False, separators=(",", ":"))
    return query.urlencode()


def says_filter(query: QueryDict) -> bool:
    """Whether the address speaks of filters at all; if not, a saved view may."""
    return RULE in query or any(is_condition(name) for name in query)


def is_condition(name: str) -> bool:
    """«city__is» is one, known or not; «sort» is not."""
    return bool(name.rpartition(BETWEEN)[0])


def name_of(condition: Condition) -> str:
    """How a question is called in the address."""
    return f"{condition.field}{BETWEEN}{condition.operator}"


def _condition(name: str, values: list[str]) -> dict[str, Any]:
    code, _between, operator = name.rpartition(BETWEEN)
    known = BY_CODE.get(operator)
    if known is not None and known.takes == Takes.NOTHING:
        values = []
    return {"field": code, "op": operator, "values": values}


def _stated(query: QueryDict) -> tuple[Any, bool]:
    """The tree that stands whole, and whether there is one that cannot be read."""
    text = query.get(RULE, "")
    if not text:
        return None, False
    try:
        return json.loads(text), False
    except (ValueError, RecursionError):
        return None, True


def _is_plain(tree: Group) -> bool:
    """Whether names and values alone can say it."""
    parts = [part for part in tree.parts if isinstance(part, Condition)]
    names = {name_of(part) for part in parts}
    return tree.join == Join.ALL and len(parts) == len(tree.parts) == len(names)


def _flat(tree: Group) -> Group:
    """«All of (all of x)» is «all of x»: the form in which trees are compared and written back."""
    parts: list[Any] = []
    for part in tree.parts:
        inner = _flat(part) if isinstance(part, Group) else part
        plain = isinstance(inner, Group) and (inner.join == tree.join != Join.NONE or not inner.parts)
        parts += inner.parts if plain and isinstance(inner, Group) else [inner]
    if len(parts) == 1 and isinstance(parts[0], Group) and tree.join == Join.ALL:
        return parts[0]
    return Group(tree.join, tuple(parts))
