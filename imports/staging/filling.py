"""Rows into the staging table: cleaned, matched and decided a batch at a time; the same for a single row put right."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models.functions import Lower

from accounts.models import User
from customers.cells.nicks import OTHERS
from customers.custom.bringing import standing_values
from customers.dictionaries import canonical_many, dictionaries
from customers.models import ContactPoint, Customer, CustomerTag, ExternalId
from customers.services import MORE_FIELDS
from imports.cleaning.rows import Cell, CleanPoint, CleanRow, Problem
from imports.models import Import, StagedRow, Verdict
from imports.rejects.workbook import as_text
from imports.staging.companies import ask_of_taken, numbers_of
from imports.staging.deciding import PARTS, Card, Outcome, as_json, choose, update
from imports.staging.matching import Candidate, Found, among, candidates, found_by, key_values, of_program, seen_by
from imports.staging.rules import Rules

GRADES = {"rejects": "bad", "left_out": "bad", "question": "warn", "fixed": "ok"}
CLAIMING = (Verdict.NEW, Verdict.UPDATED, Verdict.UNCHANGED)
WORST = ("bad", "warn", "ok", "")
CARD_COLUMNS = (
    "id", "kind", *PARTS, "name", "sort_name", "birth_date", "sex", "city", "address", "company", "position", "inn",
    "kpp", "source", "note", "responsible_id", *MORE_FIELDS,
)  # fmt: skip
Seen = dict[int, int]
"""Digest of a key, or of a known client, to the first row that has it."""
UNSAID: Mapping[str, Any] = MappingProxyType({"values": {}, "phones": (), "emails": (), "tags": (), "others": {}})
"""Of a row that changes nothing: it is shown as the file has it."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kept(NamedTuple):
    """A row as the staging table has it; its fields are columns of that table."""

    number: int
    raw: list[Any]
    fixes: Mapping[str, str]
    said: Mapping[str, Any]
    problems: list[Any]
    tone: str
    verdict: str
    reason: str
    twin: int | None
    keys: list[int]
    candidates: list[Any]
    decision: str
    customer_id: int | None
    before: Mapping[str, Any]
    writes: Mapping[str, Any]


def staged(
    imported: Import,
    rows: Sequence[CleanRow],
    raws: Sequence[Sequence[Cell]],
    rules: Rules,
    *,
    seen: Seen | None = None,
    standing: Mapping[int, StagedRow] | None = None,
) -> list[Kept]:
    """Rows as they are kept. `standing` are the kept ones of the same numbers, whose decisions and fixes stay.

    `seen` tells which rows repeat others; the check of a whole file asks the staging table at its end instead.
    """
    standing = standing or {}
    rows = _by_dictionaries([row._replace(values=_json_values(row.values)) for row in rows])
    found = found_by(rows, rules)
    those: list[Sequence[Candidate]] = list(candidates(rows, found))
    decisions = [_decision(standing.get(row.number)) for row in rows] if standing else [""] * len(rows)
    outcomes = [choose(row, of_row, made, rules) for row, of_row, made in zip(rows, those, decisions, strict=True)]
    ask_of_taken(rows, those, decisions, outcomes)
    _look_at_cards(rows, outcomes, rules, imported.owner, found)
    parts = zip(rows, raws, those, decisions, outcomes, strict=True)
    return [_as_kept(*part, rules, seen, standing) for part in parts]


def _as_kept(
    row: CleanRow,
    raw: Sequence[Cell],
    those: Sequence[Candidate],
    decision: str,
    outcome: Outcome,
    rules: Rules,
    seen: Seen | None,
    standing: Mapping[int, StagedRow],
) -> Kept:
    keys = [digest(key, value) for key in rules.match for value in key_values(row, key)]
    if outcome.verdict == Verdict.NEW and not decision and (numbers := numbers_of(row)):
        keys.append(digest("company", numbers))
    twin = _repeats(row, outcome, keys, seen) if seen is not None else None
    return Kept(
        number=row.number,
        raw=[cell if type(cell) is str and "\0" not in cell else _kept(cell) for cell in raw],
        fixes=standing[row.number].fixes if row.number in standing else NOTHING,
        said=UNSAID if outcome.verdict == Verdict.UNCHANGED and not decision else _said(row),
        problems=[_problem(problem) for problem in row.problems],
        tone=min((GRADES[problem.grade] for problem in row.problems), key=WORST.index) if row.problems else "",
        verdict=Verdict.DUPLICATE if twin else outcome.verdict,
        reason=outcome.reason,
        twin=twin,
        keys=keys,
        candidates=[list(one) for one in those],
        decision=decision,
        customer_id=outcome.customer,
        before=outcome.before,
        writes=outcome.writes,
    )


def _said(row: CleanRow) -> dict[str, Any]:
    return {
        "values": row.values,
        "phones": row.phones,
        "emails": row.emails,
        "tags": row.tags,
        "others": dict(row.others),
    }


def _json_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the staging table keeps them."""
    return {
        code: value if type(value) is str and code != "responsible" else as_json(code, value)
        for code, value in values.items()
    }


def _by_dictionaries(rows: Sequence[CleanRow]) -> Sequence[CleanRow]:
    """Cities, sources and the like as the dictionaries write them: one query for all rows of the batch."""
    said = {code: {str(row.values[code]) for row in rows if row.values.get(code)} for code in dictionaries()}
    written = {code: texts for code, texts in canonical_many(said).items() if texts}
    if not written:
        return rows
    changed = []
    for row in rows:
        new = {code: texts[text] for code, texts in written.items() if (text := str(row.values.get(code))) in texts}
        changed.append(row._replace(values={**row.values, **new}) if new else row)
    return changed


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


def _look_at_cards(
    rows: Sequence[CleanRow], outcomes: list[Outcome], rules: Rules, reader: User, found: Mapping[str, Found]
) -> None:
    """Turn updates into what they change, all cards of the batch asked for at once.

    A match over the whole base must not show a colleague's card: such a row is doubtful, and says no more.
    """
    about = {at: one.customer for at, one in enumerate(outcomes) if one.verdict == Verdict.UPDATED and one.customer}
    cards = cards_of([(rows[at], customer) for at, customer in about.items()], rules, reader, found)
    lost = set(about.values()) - set(cards)
    theirs = set(Customer.objects.filter(pk__in=lost).order_by("pk").values_list("pk", flat=True)) if lost else lost
    for at, customer in about.items():
        card = cards.get(customer)
        why = "colleague" if customer in theirs else "client_gone"
        outcomes[at] = update(rows[at], customer, card, rules) if card else Outcome(Verdict.DOUBTFUL, why)


def cards_of(
    about: Sequence[tuple[CleanRow, int]], rules: Rules, reader: User, found: Mapping[str, Found]
) -> dict[int, Card]:
    """What stands on the cards of these rows that the reader may see."""
    ids = list({customer for _row, customer in about})
    if not ids:
        return {}
    points, numbers = _points(about, ids, found), _numbers(about, ids, rules, found)
    tags = _tags(ids) if rules.tag or any(row.tags for row, _customer in about) else {}
    mine = seen_by(reader).filter(among("customers_customer.id", ids, "bigint")).order_by("pk")
    says_own = rules.own and any(code in rules.own for row, _customer in about for code in row.values)
    own = standing_values(ids) if says_own else {}
    others = _others(ids) if any(row.others for row, _customer in about) else {}
    none: frozenset[str] = frozenset()
    cards = {}
    for row in mine.values_list(*CARD_COLUMNS):
        pk = row[0]
        columns = dict(zip(CARD_COLUMNS, row, strict=True))
        cards[pk] = Card(columns, points.get(pk, none), tags.get(pk, none), numbers.get(pk, none), own.get(pk, {}))
        cards[pk].others = others.get(pk, none)
    return cards


def _points(
    about: Sequence[tuple[CleanRow, int]], ids: list[int], found: Mapping[str, Found]
) -> Mapping[int, Collection[str]]:
    """What is asked of a row stands in the answers to its keys, where phones and e-mails both are keys."""
    if "phone" in found and "email" in found:
        return _of_answers(about, found, ("phone", "email"))
    mine = among("customers_contactpoint.customer_id", ids, "bigint")
    rows = ContactPoint.objects.filter(mine, archived_at__isnull=True).order_by("pk")
    return _by_card(rows.values_list("customer_id", "value"))


def _others(ids: list[int]) -> Mapping[int, Collection[str]]:
    """Names in messengers and sites, each with its kind: a number may be a phone and a name in a messenger."""
    mine = among("customers_contactpoint.customer_id", ids, "bigint")
    rows = ContactPoint.objects.filter(mine, kind__in=OTHERS, archived_at__isnull=True).order_by("pk")
    return _by_card((pk, f"{kind} {value}") for pk, kind, value in rows.values_list("customer_id", "kind", "value"))


def _numbers(
    about: Sequence[tuple[CleanRow, int]], ids: list[int], rules: Rules, found: Mapping[str, Found]
) -> Mapping[int, Collection[str]]:
    if "external_id" in found:
        return _of_answers(about, found, ("external_id",))
    mine = among("customers_externalid.customer_id", ids, "bigint")
    rows = ExternalId.objects.filter(mine).order_by("pk").values_list("customer_id", "source", "value")
    told = [(customer, source, value) for customer, source, value in rows]
    own = [(customer, value) for customer, source, value in told if source == rules.source]
    named = [(customer, of_program((source, value))) for customer, source, value in told]
    unnamed = [(customer, of_program(("", value))) for customer, value in own]
    return _by_card([*own, *named, *unnamed])


def _of_answers(
    about: Sequence[tuple[CleanRow, int]], found: Mapping[str, Found], keys: Sequence[str]
) -> dict[int, set[str]]:
    pairs = (
        (customer, value)
        for row, customer in about
        for key in keys
        for value in key_values(row, key)
        if customer in found[key].get(value, ())
    )
    return _by_card(pairs)


def _tags(ids: list[int]) -> dict[int, set[str]]:
    rows = CustomerTag.objects.filter(among("customers_customertag.customer_id", ids, "bigint")).order_by("pk")
    return _by_card(rows.annotate(name=Lower("tag__name")).values_list("customer_id", "name"))


def _by_card(pairs: Iterable[Any]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for customer, value in pairs:
        found.setdefault(customer, set()).add(value)
    return found


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
        # Rows staged before there were such targets have none.
        others={kind: tuple(CleanPoint(*one) for one in those) for kind, those in said.get("others", {}).items()},
    )
