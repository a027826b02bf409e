"""What was found, as a person reads it: before and after by field, within his rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts import field_rights
from accounts.models import User
from core import sql
from core.registries.cleaning import CleaningCheck, cleaning_checks
from core.registries.fields import fields
from customers.choices import ContactState, CustomerKind, Sex
from customers.models import Customer
from quality.cleaning.operation import REASONS
from quality.models import CleaningRun, Finding, FindingState

EXAMPLES = 3
HIDDEN = frozenset({"sort_name", "kind", "label", "extension", "last_name", "first_name", "middle_name", "birth_date"})
"""Told by the name, or by the kind of what was found."""
WORDS: Mapping[str, Mapping[str, str | Promise]] = {
    "sex": dict(Sex.choices),
    "kind": dict(CustomerKind.choices),
    "state": dict(ContactState.choices),
}
TONES = {
    FindingState.FIXED: "ok", FindingState.SURE: "info", FindingState.ASKED: "warn", FindingState.REFUSED: "bad",
}  # fmt: skip


@dataclass(frozen=True)
class ShownFinding:
    """One row of the report."""

    finding: Finding
    customer: Customer
    what: str | Promise
    before: str
    after: str
    state: str | Promise
    tone: str
    reason: str | Promise


@dataclass(frozen=True)
class ShownCheck:
    """A check with its numbers and some examples."""

    check: CleaningCheck
    counts: Mapping[str, int]
    kinds: list[tuple[str, str | Promise, int, str | Promise]]
    """(code, name, how many, advice)."""
    examples: list[ShownFinding]


def shown(findings: Iterable[Finding], reader: User) -> list[ShownFinding]:
    """With names of clients; two queries. Clients the reader does not see are left out."""
    found = list(findings)
    cards = Customer.objects.visible_to(reader).in_bulk([one.customer_id for one in found])
    labels = {code: label for check in cleaning_checks for code, label in check.kinds.items()}
    return [
        ShownFinding(
            finding=one,
            customer=cards[one.customer_id],
            what=labels.get(one.kind, one.kind),
            before=_said(one, one.before, reader),
            after=_becomes(one, reader),
            state=FindingState(one.state).label,
            tone=TONES.get(FindingState(one.state), ""),
            reason=REASONS.get(one.reason, one.reason),
        )
        for one in found
        if one.customer_id in cards
    ]


def _becomes(one: Finding, reader: User) -> str:
    if one.after.get("archived"):
        return _("into the archive")
    if one.after.get("tag"):
        return _("the tag “Inactive”")
    if one.after.get("task"):
        return _("a task for the responsible")
    values = one.after.get("replace", one.after)
    said = _said(one, values, reader)
    others = ", ".join(other["value"] for other in one.after.get("add", ()))
    return f"{said}, {others}" if others and said != _hidden() else said


def _said(one: Finding, values: Mapping[str, Any], reader: User) -> str:
    """Values of the fields that matter, in words."""
    if one.point is not None:
        field = "email" if "@" in str(values.get("raw", values.get("value", ""))) else "phone"
        if not _may(reader, field):
            return _hidden()
        if set(values) <= {"state"}:
            return str(WORDS["state"].get(str(values.get("state", "")), ""))
        return str((values.get("raw") if values is one.before else values.get("value")) or values.get("value") or "")
    if one.kind.startswith("company") and values is one.after:
        return _("a company: %(name)s") % {"name": values.get("name", "")}
    told = []
    for code, value in values.items():
        if code in HIDDEN or value in (None, "") or (code == "address" and "city" not in one.after):
            continue
        if not _may(reader, "full_name" if code == "name" else code):
            return _hidden()
        told.append(str(WORDS.get(code, {}).get(str(value), value)))
    parts = " / ".join(str(values[code]) for code in ("last_name", "first_name", "middle_name") if values.get(code))
    return parts if parts and one.kind in {"name_fields", "name_doubtful"} else ", ".join(told)


def _may(reader: User, code: str) -> bool:
    return code not in fields or field_rights.may_read(reader, fields.get(code))


def _hidden() -> str:
    return "•••"


def checks(run: CleaningRun, reader: User) -> list[ShownCheck]:
    """All checks of a run, the same number of queries whatever was found."""
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("quality", "read_examples"), {"run": run.pk, "each": EXAMPLES})
        rows = cursor.fetchall()
    numbers: dict[str, int] = {}
    keys: list[int] = []
    for pk, kind, n in rows:
        numbers[kind] = n
        keys.append(pk)
    examples = shown(Finding.objects.filter(pk__in=keys).order_by("kind", "pk"), reader)
    return [
        ShownCheck(
            check=check,
            counts=run.counts.get(check.code, {"found": 0, "fixed": 0, "flagged": 0, "refused": 0}),
            kinds=[
                (code, label, numbers[code], check.advice.get(code, ""))
                for code, label in check.kinds.items()
                if code in numbers
            ],
            examples=[one for one in examples if one.finding.check_code == check.code],
        )
        for check in cleaning_checks
        if check.code in run.checks
    ]
