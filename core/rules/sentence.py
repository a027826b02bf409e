"""The tree in words, in the reader's language: chips above a list, the name of a segment, a line of the journal."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.errors import DomainError
from core.registries.fields import Field, names_of
from core.rules import values as rule_values
from core.rules.operators import BY_CODE, TIMES, Operator, Takes
from core.rules.tree import Condition, Group, Join, Node


@dataclass(frozen=True)
class Words:
    """One condition as three parts of a chip."""

    field: str
    operator: str
    value: str

    def __str__(self) -> str:
        return " ".join(part for part in (self.field, self.operator, self.value) if part)


def chip(condition: Condition, fields: Mapping[str, Field]) -> Words:
    """«City», «is», «Kazan or Moscow»."""
    field, operator = fields[condition.field], BY_CODE[condition.operator]
    if operator.takes == Takes.DAYS:
        return Words(str(field.label), _days(operator, int(condition.values[0])), "")
    if operator.takes == Takes.TIMES:
        often, days, *things = condition.values
        named = [_value(field, operator, value) for value in things]
        return Words(str(field.label), _times(operator, int(often), int(days)), _either(named))
    shown = [_value(field, operator, value) for value in condition.values]
    if operator.takes == Takes.TWO:
        return Words(str(field.label), _between(operator), f"{shown[0]} – {shown[1]}")
    return Words(str(field.label), str(operator.label), _either(shown))


def sentence(node: Node, fields: Mapping[str, Field]) -> str:
    """The whole tree; an empty one says «all clients»."""
    if isinstance(node, Condition):
        return str(chip(node, fields))
    if not node.parts:
        return _("all clients")
    return _group(node, fields)


def _group(group: Group, fields: Mapping[str, Field]) -> str:
    said = [_part(part, fields) for part in group.parts]
    if group.join == Join.ALL:
        return pgettext("rule", " and ").join(said)
    either = pgettext("rule", " or ").join(said)
    if group.join == Join.ANY:
        return either
    return _("none of: %(conditions)s") % {"conditions": either}


def _part(part: Node, fields: Mapping[str, Field]) -> str:
    text = sentence(part, fields)
    return f"({text})" if isinstance(part, Group) and len(part.parts) > 1 else text


def _either(shown: list[str]) -> str:
    if len(shown) <= 3:
        return pgettext("rule", " or ").join(shown)
    more = len(shown) - 2
    rest = ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
    return pgettext("rule", " or ").join([", ".join(shown[:2]), rest])


def _value(field: Field, operator: Operator, value: str) -> str:
    if field.choices is not None and operator.takes in {Takes.MANY, Takes.TIMES}:
        return str(names_of(field, (value,)).get(value, value))
    if field.type in TIMES:
        try:
            return date_format(rule_values.read_date(field, value), "SHORT_DATE_FORMAT")
        except DomainError:
            return value
    return value


def _between(operator: Operator) -> str:
    return "" if operator.code == "within" else str(operator.label)


def _times(operator: Operator, often: int, days: int) -> str:
    """«At least 2 times in 90 days»."""
    if operator.code == "times":
        text = ngettext("at least %(often)s time", "at least %(often)s times", often)
    elif often == 1:
        text = _("not once")
    else:
        text = ngettext("fewer than %(often)s time", "fewer than %(often)s times", often)
    within = ngettext("in %(days)s day", "in %(days)s days", days)
    return f"{text % {'often': often}} {within % {'days': days}}"


def _days(operator: Operator, days: int) -> str:
    if operator.code == "last_days":
        text = ngettext("in the last %(days)s day", "in the last %(days)s days", days)
    elif operator.code == "older_days":
        text = ngettext("more than %(days)s day ago", "more than %(days)s days ago", days)
    elif operator.code == "days_ago":
        text = ngettext("exactly %(days)s day ago", "exactly %(days)s days ago", days)
    elif operator.code == "in_days":
        text = ngettext("exactly in %(days)s day", "exactly in %(days)s days", days)
    elif operator.code == "next_days":
        text = ngettext("in the next %(days)s day", "in the next %(days)s days", days)
    else:
        text = ngettext("(day and month) in the next %(days)s day", "(day and month) in the next %(days)s days", days)
    return text % {"days": days}
