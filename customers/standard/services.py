"""Rules of the standard made, changed and taken out. Each is one operation, in the journal, and can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.registries.fields import forget
from customers.choices import CustomerKind
from customers.models import StandardRule
from customers.standard import completeness
from customers.tracking import STANDARD_RULE
from journal.models import Operation
from journal.operations import single

MOST_RULES = 50
MOST_MONTHS = 120


@dataclass(frozen=True)
class RuleWish:
    """How a rule shall be; texts as they were typed. `rule` is a tree of `core.rules`, empty for everybody."""

    name: str
    kind: str
    rule: dict[str, Any]
    fields: Sequence[str]
    months: str = ""


def make(*, by: User, wish: RuleWish) -> tuple[StandardRule, Operation]:
    """A new rule. Raises DomainError saying what is missing."""
    values = _read(wish)
    if StandardRule.objects.count() >= MOST_RULES:
        raise DomainError(_("The standard holds at most %(most)s rules.") % {"most": MOST_RULES}, code="many")
    with single(by=by, params={"object_type": STANDARD_RULE}) as operation:
        made = StandardRule.objects.create(**values, made_in=operation.pk)
        operation.params["object_id"] = str(made.pk)
    forget()
    return made, operation


def change(*, by: User, rule: StandardRule, wish: RuleWish) -> Operation | None:
    """None when nothing was different. Raises DomainError saying what is missing."""
    values = _read(wish)
    if all(getattr(rule, name) == value for name, value in values.items()):
        return None
    with single(by=by, params={"object_type": STANDARD_RULE, "object_id": str(rule.pk)}) as operation:
        StandardRule.objects.filter(pk=rule.pk).update(**values)
    forget()
    return operation


def remove(*, by: User, rule: StandardRule) -> Operation:
    """It asks no more; cards keep all they have."""
    with single(by=by, params={"object_type": STANDARD_RULE, "object_id": str(rule.pk)}) as operation:
        rule.delete()
    forget()
    return operation


def _read(wish: RuleWish) -> dict[str, Any]:
    known, months = completeness.known(), wish.months.strip()
    codes = [code for code in dict.fromkeys(wish.fields) if code in known]
    if not codes or wish.kind not in {"", *CustomerKind.values}:
        raise DomainError(_("Choose what must be filled."), code="fields")
    if months and not (months.isascii() and months.isdecimal() and 1 <= int(months[:5]) <= MOST_MONTHS):
        raise DomainError(_("Write a number of months, 1 to 120."), code="months")
    return {
        "name": " ".join(wish.name.replace("\0", "").split())[:100] or _("Rule of the standard"),
        "kind": wish.kind,
        "rule": wish.rule,
        "fields": codes,
        "recheck_months": int(months) if months else None,
    }
