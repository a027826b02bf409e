"""The form of one condition: field, operator, values. A plain GET form; the address is the only thing it changes."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.registries.fields import Field, FieldType, names_of
from core.rules.operators import AMOUNTS, BY_CODE, TIMES, Operator, Takes, for_field, meaning
from core.rules.parse import check_values
from core.rules.tree import Condition, Group, Join
from listing.state import State

FEW = 50
"""So many choices are looked through; of more those that fit some words."""
LOOKED_FOR, LONGEST_WORDS = "look", 100
WITH_CHOICES = frozenset({Takes.MANY, Takes.TIMES})


class ConditionForm(forms.Form):
    """`field`, `op` and values stand in the address beside the list's own filters, under names of their own."""

    op = forms.ChoiceField(label=gettext_lazy("Condition"))

    def __init__(self, known: Field, query: QueryDict, standing: Condition | None) -> None:
        self.known = known
        self.offered = for_field(known)
        asked = query.get("op") or (standing.operator if standing else "")
        self.operator = BY_CODE[asked] if asked in {one.code for one in self.offered} else self.offered[0]
        self.is_ready = "apply" in query
        values = query.getlist("value") if "value" in query else list(standing.values if standing else ())
        data = query.copy()
        data["op"] = self.operator.code
        data.setlist("value", values)
        super().__init__(data)
        self.fields["op"] = forms.ChoiceField(
            label=_("Condition"), choices=[(one.code, one.label) for one in self.offered]
        )
        for name, made in value_fields(known, self.operator).items():
            self.fields[name] = made

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError with the sentence of the rule that cannot be read."""
        data = super().clean() or {}
        try:
            check_values(self.known, meaning(self.operator), self.values)
        except DomainError as error:
            raise forms.ValidationError(str(error), code="values") from error
        return data

    @property
    def values(self) -> tuple[str, ...]:
        """As they stand in the rule."""
        if self.operator.takes == Takes.NOTHING:
            return ()
        assert isinstance(self.data, QueryDict)
        given = [value.strip() for value in self.data.getlist("value")]
        if self.operator.takes == Takes.TIMES:
            return (*given[:2], *(value for value in given[2:] if value))
        wanted = given if self.operator.takes == Takes.MANY else given[: 2 if self.operator.takes == Takes.TWO else 1]
        return tuple(value for value in wanted if value)

    @property
    def condition(self) -> Condition:
        """What the form says."""
        return Condition(self.known.code, self.operator.code, self.values)

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """Places for values of an operator without a list of choices: (type of input, value)."""
        count = {Takes.NOTHING: 0, Takes.TWO: 2, Takes.TIMES: 2}.get(self.operator.takes, 1)
        if self.has_choices and self.operator.takes != Takes.TIMES:
            return []
        assert isinstance(self.data, QueryDict)
        given = self.data.getlist("value")
        return [(_input(self.known, self.operator), given[n] if n < len(given) else "") for n in range(count)]

    @property
    def has_choices(self) -> bool:
        """Whether values are ticked, not typed."""
        return self.known.choices is not None and self.operator.takes in WITH_CHOICES

    @property
    def words(self) -> str:
        """What is looked for among very many choices."""
        return str(self.data.get(LOOKED_FOR, "")).replace("\0", "").strip()[:LONGEST_WORDS]

    @cached_property
    def is_searched(self) -> bool:
        """Whether there are more choices than are looked through: those that fit are found by words."""
        if not self.has_choices or self.known.choices is None:
            return False
        return self.known.found is not None or len(self.known.choices()) > FEW

    @cached_property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Values to tick: (value, name, ticked). Of very many those that are ticked, then the first that fit."""
        if not self.has_choices:
            return []
        assert isinstance(self.data, QueryDict)
        given = self.data.getlist("value")[2 if self.operator.takes == Takes.TIMES else 0 :]
        if not self.is_searched:
            names = names_of(self.known, given)
            return [(value, str(name), value in given) for value, name in names.items()]
        ticked = list(dict.fromkeys(filter(None, given)))
        names = names_of(self.known, ticked)
        found = {value: name for value, name in self._found().items() if value not in ticked}
        return [
            *((value, str(names[value]), True) for value in ticked if value in names),
            *((value, str(name), False) for value, name in found.items()),
        ]

    def _found(self) -> Mapping[str, str | Promise]:
        if self.known.found is not None:
            return self.known.found(self.words, FEW)
        assert self.known.choices is not None
        words = self.words.casefold().split()
        names = ((value, name, str(name).casefold()) for value, name in self.known.choices().items())
        fitting = ((value, name) for value, name, low in names if all(word in low for word in words))
        return dict(islice(fitting, FEW))


def value_fields(known: Field, operator: Operator) -> dict[str, forms.Field]:
    """Nothing is asked of `value` here: the rule says what it can read."""
    return {} if operator.takes == Takes.NOTHING else {"value": forms.CharField(required=False)}


def condition_form(state: State, query: QueryDict) -> ConditionForm | None:
    """The form for the field the address names, or for the part of the rule it says to change."""
    standing = part_to_change(state, query)
    code = query.get("field") or (standing.field if standing else "")
    known = state.page.readable(state.user).get(code)
    if known is None:
        return None
    return ConditionForm(known, query, standing if standing and standing.field == code else None)


def part_to_change(state: State, query: QueryDict) -> Condition | None:
    """The chip that was clicked."""
    place = query.get("place", "")
    if state.tree.join != Join.ALL or not place.isdecimal() or len(place) > 3 or int(place) >= len(state.tree.parts):
        return None
    part = state.tree.parts[int(place)]
    return part if isinstance(part, Condition) else None


def tree_with(state: State, form: ConditionForm) -> Group:
    """The rule with the condition in the place of the one that was changed, else at the end."""
    if state.tree.join != Join.ALL:
        return Group(parts=(state.tree, form.condition))
    assert isinstance(form.data, QueryDict)
    parts = list(state.tree.parts)
    if part_to_change(state, form.data) is not None:
        parts[int(str(form.data["place"]))] = form.condition
    elif form.condition not in parts:
        parts.append(form.condition)
    return Group(parts=tuple(parts))


def _input(known: Field, operator: Operator) -> str:
    """Type of the input: the browser's own calendar and numbers where they help."""
    if operator.takes in {Takes.DAYS, Takes.TIMES} or known.type in AMOUNTS:
        return "number"
    if known.type in TIMES:
        return "date"
    return {FieldType.PHONE: "tel"}.get(known.type, "text")
