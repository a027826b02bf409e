"""The rule of a segment: read strictly, since a rule without one of its conditions would find other people.

A saved view drops what it does not know and says so; a segment says what is wrong and keeps its last membership.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import company
from accounts.field_rights import may_read
from accounts.models import User
from core.errors import DomainError
from core.registries.fields import Field, catalogue
from core.rules.parse import DEEPEST, MOST_CONDITIONS, parse
from core.rules.sentence import sentence
from core.rules.sql import Context
from core.rules.tree import Condition, Group, Join, Node, conditions
from customers.models import Customer
from customers.selection import RuleHolds
from segmentation.models import Segment

FIELD = "segment"
"""Code of the field «in segment» of the catalogue."""


def read(data: Any, *, by: User | None = None, of: Mapping[str, Field] | None = None) -> Group:
    """The tree whole, or DomainError with a sentence for each thing wrong; `by`: as far as this person may ask."""
    known = catalogue() if of is None else of
    if data and not isinstance(data, dict):
        raise DomainError(_("The rule cannot be read."), code="rule")
    _check_size(data)
    _check_fields(data, known)
    parsed = parse(data, known, may_read=(lambda field: may_read(by, field)) if by else lambda _field: True)
    if parsed.notices:
        raise DomainError(" ".join(parsed.notices), code="rule")
    _check_segments(parsed.tree)
    return parsed.tree


def readable_part(data: Any) -> Group:
    """What can be asked of a rule that cannot be asked whole: for the page that mends it."""
    return parse(data, catalogue()).tree if isinstance(data, dict) and depth_of(data) <= DEEPEST else Group()


def words(tree: Node) -> str:
    """The rule as a sentence; exclusions stand at its end: «… except those who …»."""
    included, excluded = split(tree)
    known = catalogue()
    said = sentence(included, known)
    if not excluded.parts:
        return said
    without = sentence(Group(Join.ANY, excluded.parts), known)
    return _("%(who)s, except those for whom: %(without)s") % {"who": said, "without": without}


def split(tree: Node) -> tuple[Group, Group]:
    """Whom the rule takes, and whom it leaves out: a last «none of» of a rule that asks for all of its parts."""
    whole = tree if isinstance(tree, Group) else Group(parts=(tree,))
    last = whole.parts[-1] if whole.parts else None
    if whole.join != Join.ALL or not isinstance(last, Group) or last.join != Join.NONE:
        return whole, Group(Join.NONE)
    rest = whole.parts[:-1]
    return (rest[0] if len(rest) == 1 and isinstance(rest[0], Group) else Group(parts=rest)), last


def joined(included: Group, excluded: Group) -> Group:
    """The tree of both, as it is kept."""
    if not excluded.parts:
        return included
    return Group(parts=(included, excluded)) if included.parts else Group(parts=(excluded,))


def holds(tree: Group, today: dt.date | None = None, *, at_once: bool = False) -> RuleHolds:
    """The rule as a condition of clients, over the whole catalogue: rights were asked when it was written.

    `at_once` where the whole base is asked, not some clients of it.
    """
    here = company.current()
    asked = Context("", today or here.today(), catalogue(), here.zone, at_once)
    return RuleHolds(tree, asked)


def found(tree: Group, today: dt.date | None = None, *, at_once: bool = True) -> "QuerySet[Customer]":
    """Everybody the rule finds, in no order; who stands in the archive is in no segment."""
    rows = Customer.objects.active()
    return rows.filter(holds(tree, today, at_once=at_once)) if tree.parts else rows


def asked_segments(tree: Node) -> set[int]:
    """Segments the rule asks for."""
    return {
        int(value)
        for one in conditions(tree)
        if one.field == FIELD
        for value in one.values
        if value.isascii() and value.isdigit()
    }


def asked_in(data: Any) -> set[int]:
    """The same of a rule as it is kept, readable or not."""
    return {
        int(value)
        for one in raw_conditions(data)
        if one.get("field") == FIELD and isinstance(one.get("values"), list)
        for value in map(str, one["values"])
        if value.isascii() and value.isdigit()
    }


def raw_conditions(data: Any) -> Iterator[dict[str, Any]]:
    """Conditions of JSON of any depth, without recursion."""
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and "field" in one:
            yield one
        elif isinstance(one, dict):
            waiting += [part for join in Join if isinstance(one.get(join.value), list) for part in one[join.value]]


def depth_of(data: Any) -> int:
    """How deep groups of JSON stand in each other, without recursion."""
    level, here = 0, [data]
    while here := [one for one in here if isinstance(one, dict) and "field" not in one]:
        level += 1
        here = [part for one in here for join in Join if isinstance(one.get(join.value), list) for part in one[join]]
    return level


def _check_size(data: Any) -> None:
    levels = depth_of(data)
    if levels > DEEPEST:
        said = ngettext(
            "Groups of conditions stand %(levels)s level deep in each other; a rule has at most %(most)s.",
            "Groups of conditions stand %(levels)s levels deep in each other; a rule has at most %(most)s.",
            levels,
        )
        raise DomainError(said % {"levels": levels, "most": DEEPEST}, code="deep")
    if sum(1 for _one in raw_conditions(data)) > MOST_CONDITIONS:
        raise DomainError(_("A rule has at most %(most)s conditions.") % {"most": MOST_CONDITIONS}, code="many")


def _check_fields(data: Any, known: Mapping[str, Field]) -> None:
    gone = sorted({str(one["field"]) for one in raw_conditions(data)} - known.keys())
    if gone:
        raise DomainError(
            _("The rule asks for a field that is gone: %(fields)s. Change the rule.") % {"fields": ", ".join(gone)},
            code="field",
        )


def _check_segments(tree: Group) -> None:
    asked = asked_segments(tree)
    if asked and Segment.objects.live().filter(pk__in=asked).count() < len(asked):
        raise DomainError(_("The rule asks for a segment that is gone. Change the rule."), code="segment")


def condition_of(segment: Segment) -> Condition:
    """«In this segment»."""
    return Condition(FIELD, "is", (str(segment.pk),))
