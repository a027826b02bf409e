"""What becomes of a row: new, an update of one card, nothing, a doubt, a repeat, a rejection."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from consents.ledger.import_targets import told_by
from customers.choices import CustomerKind
from customers.custom.bringing import filled_by
from customers.normalise.names import full_name, sort_name
from customers.services import MORE_FIELDS
from imports.cleaning.rows import CleanRow
from imports.models import Verdict
from imports.staging.matching import SIMILAR, Candidate, of_program, other_numbers
from imports.staging.rules import Rules

PARTS = ("last_name", "first_name", "middle_name")
PLAIN = (
    "birth_date", "sex", "city", "address", "company", "position", "inn", "kpp", "source", "note", "responsible",
    *MORE_FIELDS,
)  # fmt: skip
ONLY_PERSONS = ("birth_date", "sex")
COLUMNS = {"responsible": "responsible_id"}
WRITTEN = {target: COLUMNS.get(target, target) for target in PLAIN}
"""Target to the column of the card."""
SKIP, NEW = "skip", "new"


@dataclass(slots=True)
class Card:
    """A client as it stands: columns, contact values, tags, numbers in the file's source."""

    columns: Mapping[str, Any]
    points: Collection[str] = frozenset()
    tags: Collection[str] = frozenset()
    numbers: Collection[str] = frozenset()
    own: Mapping[str, Any] = field(default_factory=dict)
    others: Collection[str] = frozenset()
    """Names in messengers and sites, as «kind value»."""


@dataclass(slots=True)
class Outcome:
    """What becomes of a row, and what will be written."""

    verdict: Verdict
    reason: str = ""
    customer: int | None = None
    before: dict[str, Any] = field(default_factory=dict)
    writes: dict[str, Any] = field(default_factory=dict)


def choose(row: CleanRow, found: Sequence[Candidate], decision: str, rules: Rules) -> Outcome:
    """Whom the row is about, before his card is read; UPDATED may still turn out to change nothing."""
    if decision == SKIP:
        return Outcome(Verdict.DROPPED, "skipped")
    if row.rejected:
        return Outcome(Verdict.REJECTED, row.rejected)
    if decision == NEW:
        return _new(row, rules)
    if decision.isdecimal():
        return Outcome(Verdict.UPDATED, customer=int(decision))
    if not found:
        return _new(row, rules)
    if found[0].key == SIMILAR:
        return Outcome(Verdict.DOUBTFUL, SIMILAR)
    if rules.mode == "create":
        return Outcome(Verdict.UNCHANGED, "known", customer=found[0].customer)
    first = [one.customer for one in found if one.key == found[0].key]
    if len(first) > 1:
        return Outcome(Verdict.DOUBTFUL, f"several_by_{found[0].key}")
    if any(one.customer != first[0] for one in found):
        return Outcome(Verdict.DOUBTFUL, "keys_disagree")
    return Outcome(Verdict.UPDATED, customer=first[0])


def _new(row: CleanRow, rules: Rules) -> Outcome:
    if rules.mode == "update":
        return Outcome(Verdict.UNCHANGED, "unknown")
    kind = str(row.values.get("kind") or CustomerKind.PERSON)
    columns: dict[str, Any] = {"kind": kind, **_names(row, kind)}
    left_out: Collection[str] = ONLY_PERSONS if kind == CustomerKind.COMPANY else ()
    for target, value in row.values.items():
        column = WRITTEN.get(target)
        if column is None or value is None or value == "" or target in left_out:
            continue
        columns[column] = value if type(value) is str and target == column else as_json(target, value)
    columns.setdefault("responsible_id", rules.responsible_id)
    writes = {"columns": columns, **_rest(row, rules, Card({}))}
    if rules.own:
        begins = {one.key: one.default for one in rules.own.values() if one.default is not None and one.suits(kind)}
        own = begins | filled_by(row.values, rules.own, kind)
        if own:
            writes["own"] = own
    return Outcome(Verdict.NEW, writes=writes)


def _names(row: CleanRow, kind: str) -> dict[str, str]:
    get = row.values.get
    if kind != CustomerKind.PERSON:
        name = str(get("full_name") or "")
        return {"name": name, "sort_name": sort_name(name)}
    parts = {part: str(get(part) or "") for part in PARTS}
    name = full_name(*parts.values())
    return {**parts, "name": name, "sort_name": sort_name(name)}


def update(row: CleanRow, customer: int, card: Card, rules: Rules) -> Outcome:
    """What the row changes on a card."""
    columns = _changed_name(row, card, rules) | _changed_fields(row, card, rules)
    writes = _rest(row, rules, card)
    if columns:
        writes["columns"] = columns
    own = _changed_own(row, card, rules) if rules.own else {}
    if own:
        writes["own"] = own
    if not writes:
        return Outcome(Verdict.UNCHANGED, customer=customer)
    before = {column: as_json(column, card.columns.get(column)) for column in columns}
    if own:
        before["own"] = {key: card.own.get(key) for key in own}
    return Outcome(Verdict.UPDATED, customer=customer, before=before, writes=writes)


def _changed_name(row: CleanRow, card: Card, rules: Rules) -> dict[str, str]:
    values, columns = row.values, card.columns
    if all(not values.get(part) or values[part] == columns[part] for part in PARTS):
        return {}
    said = {part: str(values.get(part) or "") for part in PARTS}
    policy = rules.policy("full_name")
    if card.columns["kind"] != CustomerKind.PERSON or not any(said.values()) or policy == "keep":
        return {}
    stands = {part: card.columns[part] for part in PARTS}
    if policy == "fill" and any(stands[part] and said[part] and stands[part] != said[part] for part in PARTS):
        return {}
    new = {part: said[part] or stands[part] for part in PARTS}
    if new == stands:
        return {}
    name = full_name(*new.values())
    return {
        **{part: new[part] for part in PARTS if new[part] != stands[part]},
        "name": name,
        "sort_name": sort_name(name),
    }


def _changed_fields(row: CleanRow, card: Card, rules: Rules) -> dict[str, Any]:
    """What is the same already, as nearly all of a file brought again, is passed over at once."""
    changed: dict[str, Any] = {}
    columns = card.columns
    for target, value in row.values.items():
        column = WRITTEN.get(target)
        if column is None or value == columns.get(column) or value in (None, ""):
            continue
        policy = rules.policy(target)
        if policy == "keep":
            continue
        if target in ONLY_PERSONS and card.columns["kind"] == CustomerKind.COMPANY:
            continue
        said, stands = as_json(target, value), as_json(target, columns.get(column))
        if said != stands and (policy == "overwrite" or stands in (None, "")):
            changed[column] = said
    return changed


def _changed_own(row: CleanRow, card: Card, rules: Rules) -> dict[str, Any]:
    """By the field's id; what may not be empty cannot be emptied here, for a row that says nothing changes nothing."""
    changed: dict[str, Any] = {}
    for code, value in row.values.items():
        one = rules.own.get(code)
        policy = rules.policy(code) if one else "keep"
        if one is None or policy == "keep" or value is None or not one.suits(card.columns["kind"]):
            continue
        stands = card.own.get(one.key)
        if value != stands and (policy == "overwrite" or stands is None):
            changed[one.key] = value
    return changed


def _rest(row: CleanRow, rules: Rules, card: Card) -> dict[str, Any]:
    """Points, tags and the number in the other program that are not there yet."""
    found: dict[str, Any] = {}
    for name, target, points in (("phones", "phone", row.phones), ("emails", "email", row.emails)):
        fresh = [[point.raw, point.value, point.label] for point in points if point.value not in card.points]
        if fresh and not (card.columns and rules.policy(target) == "keep"):
            found[name] = fresh
    for kind, points in row.others.items():
        fresh = [[one.raw, one.value, one.label] for one in points if f"{kind} {one.value}" not in card.others]
        if fresh and not (card.columns and rules.policy(kind) == "keep"):
            found.setdefault("others", {})[kind] = fresh
    closed = rules.closed if card.columns else ()
    if (row.tags or rules.tag) and "tags" not in closed:
        tags = dict.fromkeys((*row.tags, rules.tag) if rules.tag else row.tags)
        found["tags"] = [tag for tag in tags if tag.lower() not in card.tags]
    if "external_id" not in closed:
        found["other_ids"] = [pair for pair in other_numbers(row) if of_program(pair) not in card.numbers]
        number = str(row.values.get("external_id") or "")
        found["external_id"] = number if number not in card.numbers else ""
    found["consents"] = told_by(row.values)
    return {name: value for name, value in found.items() if value}


def as_json(target: str, value: Any) -> Any:
    """A value as the staging table keeps it and the base compares it."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if target in {"responsible", "responsible_id"} and value not in (None, ""):
        return int(value)
    return value
