"""Rows into the staging table: cleaned, matched and decided a batch at a time; the same for a single row put right."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models.functions import Lower

from accounts.models import User
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId
from imports.cleaning.rows import Cell, CleanPoint, CleanRow, Problem
from imports.models import Import, StagedRow, Verdict
from imports.rejects.workbook import as_text
from imports.staging.deciding import PARTS, Card, Outcome, as_json, choose, update
from imports.staging.matching import candidates, key_values, seen_by
from imports.staging.rules import Rules

GRADES = {"rejects": "bad", "left_out": "bad", "question": "warn", "fixed": "ok"}
CLAIMING = (Verdict.NEW, Verdict.UPDATED, Verdict.UNCHANGED)
WORST = ("bad", "warn", "ok", "")
CARD_COLUMNS = (
    "pk", "kind", *PARTS, "name", "sort_name", "birth_date", "sex", "city", "address", "company", "position", "inn",
    "kpp", "source", "note", "responsible_id",
)  # fmt: skip
Seen = dict[int, int]
"""Digest of a key, or of a known client, to the first row that has it."""


def staged(
    imported: Import,
    rows: Sequence[CleanRow],
    raws: Sequence[Sequence[Cell]],
    rules: Rules,
    seen: Seen,
    *,
    standing: Mapping[int, StagedRow] | None = None,
) -> list[StagedRow]:
    """Rows as they are kept. `standing` are the kept ones of the same numbers, whose decisions and fixes stay."""
    standing = standing or {}
    found = candidates(rows, rules)
    outcomes = [
        choose(row, those, _decision(standing.get(row.number)), rules) for row, those in zip(rows, found, strict=True)
    ]
    _look_at_cards(rows, outcomes, rules, imported.owner)
    made = []
    for row, raw, those, outcome in zip(rows, raws, found, outcomes, strict=True):
        keys = [digest(key, value) for key in rules.match for value in key_values(row, key)]
        twin = _repeats(row, outcome, keys, seen)
        was = standing.get(row.number)
        made.append(
            StagedRow(
                pk=was.pk if was else None,
                imported=imported,
                number=row.number,
                raw=[_kept(cell) for cell in raw],
                fixes=was.fixes if was else {},
                decision=was.decision if was else "",
                said={
                    "values": {code: as_json(code, value) for code, value in row.values.items()},
                    "phones": [list(point) for point in row.phones],
                    "emails": [list(point) for point in row.emails],
                    "tags": list(row.tags),
                },
                problems=[_problem(problem) for problem in row.problems],
                tone=min((GRADES[problem.grade] for problem in row.problems), key=WORST.index, default=""),
                verdict=Verdict.DUPLICATE if twin else outcome.verdict,
                reason=outcome.reason,
                twin=twin,
                keys=keys,
                candidates=[list(one) for one in those],
                customer_id=outcome.customer,
                before=outcome.before,
                writes=outcome.writes,
            )
        )
    return made


def digest(key: str, value: str) -> int:
    """A key as the staging table keeps it."""
    return int.from_bytes(hashlib.blake2b(f"{key}\n{value}".encode(), digest_size=8).digest(), signed=True)


def _decision(row: StagedRow | None) -> str:
    return row.decision if row else ""


def _repeats(row: CleanRow, outcome: Outcome, keys: list[int], seen: Seen) -> int | None:
    """The earlier row about the same client. One that changes nothing claims its client too, or the same file brought
    in again would write its repeats.
    """
    if outcome.verdict not in CLAIMING or (outcome.verdict == Verdict.UNCHANGED and not outcome.customer):
        return None
    mine = [*keys, *([digest("client", str(outcome.customer))] if outcome.customer else [])]
    twin = next((seen[key] for key in mine if key in seen and seen[key] != row.number), None)
    if twin is None:
        for key in mine:
            seen.setdefault(key, row.number)
    return twin


def _look_at_cards(rows: Sequence[CleanRow], outcomes: list[Outcome], rules: Rules, reader: User) -> None:
    """Turn updates into what they change, all cards of the batch asked for at once.

    A match over the whole base must not show a colleague's card: such a row is doubtful, and says no more.
    """
    ids = {one.customer for one in outcomes if one.verdict == Verdict.UPDATED and one.customer}
    cards = cards_of(ids, rules, reader)
    theirs = set(Customer.objects.filter(pk__in=ids - set(cards)).order_by("pk").values_list("pk", flat=True))
    for at, outcome in enumerate(outcomes):
        if outcome.verdict != Verdict.UPDATED or outcome.customer is None:
            continue
        card = cards.get(outcome.customer)
        why = "colleague" if outcome.customer in theirs else "client_gone"
        outcomes[at] = update(rows[at], outcome.customer, card, rules) if card else Outcome(Verdict.DOUBTFUL, why)


def cards_of(ids: Iterable[int], rules: Rules, reader: User) -> dict[int, Card]:
    """What stands on those of these cards that the reader may see."""
    ids = list(ids)
    if not ids:
        return {}
    points, tags, numbers = _sets(ids), _tags(ids), _numbers(ids, rules)
    rows = seen_by(reader).filter(pk__in=ids).order_by("pk").values(*CARD_COLUMNS)
    none: frozenset[str] = frozenset()
    return {
        row["pk"]: Card(row, points.get(row["pk"], none), tags.get(row["pk"], none), numbers.get(row["pk"], none))
        for row in rows
    }


def _sets(ids: list[int]) -> dict[int, frozenset[str]]:
    rows = ContactPoint.objects.filter(customer_id__in=ids, archived_at__isnull=True).order_by("pk")
    return _by_card(rows.values_list("customer_id", "value"))


def _tags(ids: list[int]) -> dict[int, frozenset[str]]:
    rows = CustomerTag.objects.filter(customer_id__in=ids).order_by("pk")
    return _by_card(rows.annotate(name=Lower("tag__name")).values_list("customer_id", "name"))


def _numbers(ids: list[int], rules: Rules) -> dict[int, frozenset[str]]:
    rows = ExternalId.objects.filter(customer_id__in=ids, source=rules.source).order_by("pk")
    return _by_card(rows.values_list("customer_id", "value"))


def _by_card(pairs: Iterable[Any]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for customer, value in pairs:
        found.setdefault(customer, set()).add(value)
    return {customer: frozenset(values) for customer, values in found.items()}


def _kept(cell: Any) -> Any:
    """A cell as JSON; dates and times as a person types them, NUL never."""
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    return (cell if isinstance(cell, str) else as_text(cell)).replace("\0", "")


def _problem(problem: Problem) -> list[Any]:
    raw = problem.raw.replace("\0", "")
    params = {name: str(value) for name, value in problem.params.items()}
    return [problem.column, problem.target, raw, problem.code, params, problem.fix, problem.grade]


def problem_of(kept: Sequence[Any]) -> Problem:
    """A problem as the staging table has it."""
    return Problem(*kept)


def row_of(kept: StagedRow) -> CleanRow:
    """What a row said when it was cleaned."""
    said = kept.said
    return CleanRow(
        number=kept.number,
        values=said["values"],
        phones=tuple(CleanPoint(*point) for point in said["phones"]),
        emails=tuple(CleanPoint(*point) for point in said["emails"]),
        tags=tuple(said["tags"]),
        problems=tuple(problem_of(problem) for problem in kept.problems),
        rejected=kept.reason if kept.verdict == Verdict.REJECTED else "",
    )
