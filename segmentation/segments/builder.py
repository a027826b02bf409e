"""The draft as its page shows it: conditions with their operators and boxes, the fields there are to choose from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.field_rights import may_read
from accounts.models import User
from core.registries.fields import Field, FieldType, catalogue
from core.rules.operators import AMOUNTS, BY_CODE, TIMES, Operator, Takes, for_field
from core.rules.tree import Join
from segmentation.models import Segment
from segmentation.segments.drafting import Draft, Part
from segmentation.segments.rules import FIELD

ROUBLES = "\u20bd"
JOINS = (
    (Join.ALL.value, pgettext_lazy("conditions", "all")),
    (Join.ANY.value, pgettext_lazy("conditions", "any")),
    (Join.NONE.value, pgettext_lazy("conditions", "none")),
)
BETWEEN = {
    Join.ALL.value: pgettext_lazy("between conditions", "and"),
    Join.ANY.value: pgettext_lazy("between conditions", "or"),
    Join.NONE.value: pgettext_lazy("between conditions", "nor"),
}
GROUPS = (
    ("card", gettext_lazy("Card")),
    ("own", gettext_lazy("Own fields")),
    ("work", gettext_lazy("Work with the client")),
    ("sales", gettext_lazy("Purchases")),
    ("scores", gettext_lazy("Scores and segments")),
)
ICONS = {
    "card": "user",
    "own": "adjustments-horizontal",
    "work": "clock",
    "sales": "shopping-bag",
    "scores": "chart-dots",
}
WORK, SALES, SCORES = 200, 500, 600
"""Weights at which the fields of the next group begin."""


@dataclass(frozen=True)
class Box:
    """An input of one value."""

    type: str
    value: str
    label: str | Promise


@dataclass(frozen=True)
class ShownCondition:
    """A condition ready for its row."""

    part: Part
    label: str | Promise
    icon: str
    operators: Sequence[Operator]
    boxes: Sequence[Box]
    chips: Sequence[tuple[int, str, str]]
    """(place among the values, value, its name)."""
    options: Sequence[tuple[str, str]] | None
    """What can be added; None: it is typed, or nothing can be."""
    types_more: bool
    unit: str | Promise


@dataclass(frozen=True)
class ShownGroup:
    """A group ready for its frame."""

    part: Part
    parts: Sequence["ShownGroup | ShownCondition"]
    is_choosing: bool
    between: str | Promise

    @property
    def is_group(self) -> bool:
        """For the template, which asks each part."""
        return True


def show(draft: Draft, user: User) -> dict[str, Any]:
    """Both sides of the draft and what a chooser offers; one query for each list of names."""
    known = {code: one for code, one in catalogue().items() if may_read(user, one)}
    names = _names(draft, known, user)
    return {
        "included": _group(draft.included, draft, known, names),
        "excluded": _group(draft.excluded, draft, known, names),
        "offered": list(offered(known)) if draft.choosing else (),
        "joins": JOINS,
    }


def offered(known: Mapping[str, Field]) -> Iterator[tuple[str | Promise, list[Field]]]:
    """Fields by what they tell of, in the order of the card; those that cannot be asked are left out."""
    by_group: dict[str, list[Field]] = {}
    for one in known.values():
        if for_field(one):
            by_group.setdefault(group_of(one), []).append(one)
    for code, label in GROUPS:
        if code in by_group:
            yield label, by_group[code]


def group_of(one: Field) -> str:
    """What a field tells of: by its code where people made it, else by its place in the catalogue."""
    if one.code.startswith("custom."):
        return "own"
    if "." in one.code or one.weight < WORK:
        return "card"
    return "work" if one.weight < SALES else "sales" if one.weight < SCORES else "scores"


def choices(one: Field, user: User) -> Mapping[str, str | Promise]:
    """Names of values; of segments those the person may see, his private ones by name."""
    if one.code == FIELD:
        rows = Segment.objects.visible_to(user).by_name().values_list("pk", "name")
        return {str(pk): name for pk, name in rows}
    return one.choices() if one.choices else {}


def _names(draft: Draft, known: Mapping[str, Field], user: User) -> dict[str, Mapping[str, str | Promise]]:
    asked = {part.code for root in (draft.included, draft.excluded) for part in root.walk() if not part.is_group}
    return {code: choices(known[code], user) for code in asked if code in known and known[code].choices}


def _group(part: Part, draft: Draft, known: Mapping[str, Field], names: Mapping[str, Any]) -> ShownGroup:
    shown = [
        _group(one, draft, known, names) if one.is_group else _condition(one, known.get(one.code), names)
        for one in part.parts
    ]
    return ShownGroup(part, shown, draft.choosing == part.path, BETWEEN[part.join])


def _condition(part: Part, one: Field | None, names: Mapping[str, Any]) -> ShownCondition:
    if one is None:
        said = _("a field that is not open to you")
        return ShownCondition(part, said, "lock", (), (), (), None, types_more=False, unit="")
    operator = BY_CODE[part.op]
    named = names.get(one.code)
    begins = 2 if operator.takes == Takes.TIMES else 0
    lists = operator.takes in {Takes.MANY, Takes.TIMES}
    chips = [
        (place, value, str(named.get(value, value) if named else value))
        for place, value in enumerate(part.values)
        if lists and place >= begins
    ]
    left = None
    if lists and named is not None:
        left = [(value, str(name)) for value, name in named.items() if value not in part.values[begins:]]
    return ShownCondition(
        part, one.label, ICONS[group_of(one)], for_field(one), _boxes(one, operator, part.values), chips, left,
        types_more=lists and named is None, unit=_unit(one, operator),
    )  # fmt: skip


def _boxes(one: Field, operator: Operator, values: Sequence[str]) -> list[Box]:
    labels: Sequence[str] = {
        Takes.NOTHING: (), Takes.MANY: (), Takes.ONE: (_("Value"),), Takes.DAYS: (_("Days"),),
        Takes.TWO: (pgettext("range", "From"), pgettext("range", "To")),
        Takes.TIMES: (_("Times"), _("In how many days")),
    }[operator.takes]  # fmt: skip
    return [
        Box(_input(one, operator), values[at] if at < len(values) else "", label) for at, label in enumerate(labels)
    ]


def _input(one: Field, operator: Operator) -> str:
    if operator.takes in {Takes.DAYS, Takes.TIMES} or one.type in AMOUNTS:
        return "number"
    return "date" if one.type in TIMES else "text"


def _unit(one: Field, operator: Operator) -> str | Promise:
    return ROUBLES if one.type == FieldType.MONEY and operator.takes in {Takes.ONE, Takes.TWO} else ""
