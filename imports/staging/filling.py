"""Rows into the staging table: cleaned, matched and decided a batch at a time; the same for a single row put right."""

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from customers.dictionaries import canonical_many, dictionaries
from imports.cleaning.rows import Cell, CleanPoint, CleanRow, Problem
from imports.consents import refusals
from imports.models import Import, StagedRow, Verdict
from imports.rejects.workbook import as_text
from imports.staging.companies import ask_of_taken, numbers_of
from imports.staging.deciding import Outcome, as_json, choose
from imports.staging.likeness import add_alike
from imports.staging.matching import Candidate, Said, candidates, found_by, said_by
from imports.staging.pointing import point_at_clients
from imports.staging.rules import Rules
from imports.staging.standing import look_at_cards, targets_in

GRADES = {"rejects": "bad", "left_out": "bad", "question": "warn", "fixed": "ok"}
CLAIMING = (Verdict.NEW, Verdict.UPDATED, Verdict.UNCHANGED)
WORST = ("bad", "warn", "ok", "")
Seen = dict[int, int]
"""Digest of a key, or of a known client, to the first row that has it."""
UNSAID: Mapping[str, Any] = MappingProxyType({"values": {}, "phones": (), "emails": (), "tags": (), "others": {}})
"""Of a row that changes nothing: it is shown as the file has it."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kept(NamedTuple):
    """A row as the staging table has it; its fields are columns of that table."""

    number: int
    raw: Sequence[Any]
    fixes: Mapping[str, str]
    said: Mapping[str, Any]
    problems: list[Any]
    tone: str
    verdict: str
    reason: str
    twin: int | None
    keys: list[int]
    candidates: Sequence[Candidate]
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
    rows = point_at_clients(_by_dictionaries(list(map(_in_json, rows))), imported, rules)
    said = said_by(rows, rules.match)
    found = found_by(said, rules)
    those: list[Sequence[Candidate]] = list(candidates(said, found, len(rows)))
    decisions = [_decision(standing.get(row.number)) for row in rows] if standing else [""] * len(rows)
    add_alike(rows, those, decisions, rules)
    outcomes = [choose(row, of_row, made, rules) for row, of_row, made in zip(rows, those, decisions, strict=True)]
    ask_of_taken(rows, those, decisions, outcomes)
    look_at_cards(rows, outcomes, rules, imported.owner, found)
    if refusals.speaks_of_consents(imported):
        refusals.note(rows, outcomes)
    parts = zip(rows, raws, those, decisions, outcomes, _digests(said, len(rows)), strict=True)
    return [
        _as_kept(row, raw, of_row, decision, outcome, keys, seen, standing)
        for row, raw, of_row, decision, outcome, keys in parts
    ]


def _as_kept(
    row: CleanRow,
    raw: Sequence[Cell],
    those: Sequence[Candidate],
    decision: str,
    outcome: Outcome,
    keys: list[int],
    seen: Seen | None,
    standing: Mapping[int, StagedRow],
) -> Kept:
    if outcome.verdict is Verdict.NEW and not decision and (numbers := numbers_of(row)):
        keys.append(digest("company", numbers))
    twin = _repeats(row, outcome, keys, seen) if seen is not None else None
    verdict = outcome.verdict
    return _new(
        Kept,
        (
            row.number,
            kept_cells(raw),
            standing[row.number].fixes if row.number in standing else NOTHING,
            UNSAID if verdict is Verdict.UNCHANGED and not decision else _said(row),
            [_problem(problem) for problem in row.problems] if row.problems else [],
            min((GRADES[problem.grade] for problem in row.problems), key=WORST.index) if row.problems else "",
            Verdict.DUPLICATE if twin else verdict,
            outcome.reason,
            twin,
            keys,
            those,
            decision,
            outcome.customer,
            outcome.before,
            outcome.writes,
        ),
    )


def _said(row: CleanRow) -> dict[str, Any]:
    return {
        "values": row.values,
        "phones": row.phones,
        "emails": row.emails,
        "tags": row.tags,
        "others": dict(row.others),
    }


def _in_json(row: CleanRow) -> CleanRow:
    """With values as the staging table keeps them."""
    values: Mapping[str, Any] = row.values
    changed = {code: as_json(code, value) for code, value in values.items() if type(value) is not str}
    if "responsible" in values:
        changed["responsible"] = as_json("responsible", values["responsible"])
    return row._replace(values={**values, **changed}) if changed else row


def _by_dictionaries(rows: Sequence[CleanRow]) -> Sequence[CleanRow]:
    """Cities, sources and the like as the dictionaries write them: one query for all rows of the batch."""
    told = targets_in(rows)
    said = {
        code: {str(row.values[code]) for row in rows if row.values.get(code)} for code in dictionaries() if code in told
    }
    written = {code: texts for code, texts in canonical_many(said).items() if texts}
    if not written:
        return rows
    changed = []
    for row in rows:
        new = {code: texts[text] for code, texts in written.items() if (text := str(row.values.get(code))) in texts}
        changed.append(row._replace(values={**row.values, **new}) if new else row)
    return changed


def _digests(said: Said, size: int) -> list[list[int]]:
    """Digests of all that each row says, in the order of keys."""
    lists: list[list[int]] = [[] for _row in range(size)]
    for key, values_of in said.items():
        for mine, values in zip(lists, values_of, strict=True):
            for value in values:
                mine.append(digest(key, value))
    return lists


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


def kept_cells(raw: Sequence[Cell]) -> Sequence[Any]:
    """Cells as JSON. Those of a text come without NUL from the reader, yet nothing may slip into the base."""
    try:
        if "\0" not in "".join(raw):  # type: ignore[arg-type]  # cells of a text are texts
            return raw
    except TypeError:
        pass
    return [cell if type(cell) is str and "\0" not in cell else _kept(cell) for cell in raw]


def _kept(cell: Any) -> Any:
    """A cell as JSON; dates and times as a person types them, NUL and infinity never."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
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


_new = cast(Callable[[type[Kept], tuple[Any, ...]], Kept], tuple.__new__)
"""Makes a row at a third of the cost of calling its class."""
