"""Rows of products, purchases and talks into the staging table: matched and decided a batch at a time."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import User
from customers.normalise.names import sort_name
from imports.cleaning.rows import Cell, CleanRow
from imports.models import Import, StagedRow, Verdict
from imports.staging.deciding import NEW, SKIP
from imports.staging.filling import GRADES, NOTHING, WORST, Kept, _problem, kept_cells
from imports.staging.matching import _FINDERS, Candidate, among, seen_by
from imports.staging.rules import Rules
from imports.trade import OF_CLIENTS, PURCHASES
from imports.trade.cleaning import KEYS
from imports.trade.rates import rated
from imports.trade.units import measured, remeasured
from sales.choice_lists import categories
from sales.models import Product
from sales.money import rounded

DOCUMENT = ("number", "purchased_at", "quantity", "price", "discount", "cost", "status")


def staged(
    imported: Import,
    rows: Sequence[CleanRow],
    raws: Sequence[Sequence[Cell]],
    rules: Rules,
    *,
    standing: Mapping[int, StagedRow] | None = None,
) -> list[Kept]:
    """Rows as they are kept."""
    standing = standing or {}
    if imported.entity == PURCHASES:
        rows = measured(rated(rows))
    if imported.entity in OF_CLIENTS:
        decisions = {number: row.decision for number, row in standing.items()}
        decided = _of_clients(rows, rules, decisions, imported.owner)
    else:
        rows, decided = _products(rows, rules)
    return [
        _as_kept(row, raw, *outcome, standing.get(row.number))
        for row, raw, outcome in zip(rows, raws, decided, strict=True)
    ]


Outcome = tuple[Verdict, str, int | None, dict[str, Any], list[Candidate]]
"""What becomes of the row, why, of whom or what it is, what is written, whom it may be besides."""


def _of_clients(rows: Sequence[CleanRow], rules: Rules, decisions: Mapping[int, str], reader: User) -> list[Outcome]:
    keys = [key for key in rules.match if key in KEYS]
    found = {}
    for key in keys:
        asked = {value for row in rows for value in _values(row, key)}
        found[key] = _FINDERS[key](list(asked), rules) if asked else {}
    theirs = of_colleagues({pk for clients in found.values() for those in clients.values() for pk in those}, reader)
    return [_of_client(row, keys, found, rules, decisions.get(row.number, ""), theirs) for row in rows]


def of_colleagues(ids: set[int], reader: User) -> set[int]:
    """Those of these clients that the importer may not see, and so may not write about."""
    if not ids or reader.is_system:
        return set()
    mine = seen_by(reader).filter(among("customers_customer.id", ids, "bigint")).order_by("pk")
    return ids - set(mine.values_list("pk", flat=True))


def _of_client(
    row: CleanRow,
    keys: Sequence[str],
    found: Mapping[str, Mapping[str, list[int]]],
    rules: Rules,
    decision: str,
    theirs: set[int],
) -> Outcome:
    said = [(key, value) for key in keys for value in _values(row, key)]
    if row.rejected:
        return Verdict.REJECTED, row.rejected, _known(said, found, theirs), {}, []
    if not said:
        return Verdict.REJECTED, "no_client", None, {}, []
    writes = {**row.values, "key": said[0][0], "value": said[0][1], "said": dict(reversed(said))}
    for key, value in said:
        clients = found[key].get(value, [])
        if clients and theirs.issuperset(clients):
            return _of_colleague(key, value, clients, writes, decision)
        if len(clients) > 1:
            return _several(key, value, [pk for pk in clients if pk not in theirs], writes, decision)
        if clients:
            return Verdict.NEW, "", clients[0], writes, []
    if rules.mode == "update":
        return Verdict.UNCHANGED, "unknown", None, {}, []
    return Verdict.NEW, "", None, writes, []


def _values(row: CleanRow, key: str) -> list[str]:
    """What the row names its client by: each of several phones or addresses of a cell, the first of them first."""
    points = {"phone": row.phones, "email": row.emails}.get(key, ())
    if points:
        return [point.value for point in points]
    value = row.values.get(f"customer.{key}")
    return [str(value)] if value else []


def _known(
    said: Sequence[tuple[str, str]], found: Mapping[str, Mapping[str, list[int]]], theirs: set[int]
) -> int | None:
    """Whose purchase a line is that cannot be brought in: the others of it are looked at with it."""
    clients: list[int] = next((those for key, value in said if (those := found[key].get(value))), [])
    return clients[0] if len(clients) == 1 and clients[0] not in theirs else None


def _of_colleague(key: str, value: str, clients: Sequence[int], writes: dict[str, Any], decision: str) -> Outcome:
    """Only another sees who has the key: left alone, or brought in as of a new one; a number belongs to one alone."""
    those = [Candidate(client, key) for client in clients]
    if decision == NEW and key != "external_id":
        return Verdict.NEW, "", None, {**writes, "key": key, "value": value, "anew": True}, those
    return Verdict.DOUBTFUL, "colleague", None, {}, those


def _several(key: str, value: str, clients: Sequence[int], writes: dict[str, Any], decision: str) -> Outcome:
    """Several clients have the key: a person says which, or that it is none of them."""
    those = [Candidate(client, key) for client in clients]
    if decision == NEW:
        return Verdict.NEW, "", None, {**writes, "key": key, "value": value, "anew": True}, those
    if decision.isdecimal() and int(decision) in clients:
        return Verdict.NEW, "", int(decision), writes, those
    return Verdict.DOUBTFUL, f"several_by_{key}", None, {}, those


def _products(rows: Sequence[CleanRow], rules: Rules) -> tuple[Sequence[CleanRow], list[Outcome]]:
    skus = {str(row.values["sku"]) for row in rows if row.values.get("sku")}
    names = {sort_name(str(row.values["name"]))[:300] for row in rows if row.values.get("name")}
    by_sku = {one.sku: one for one in Product.objects.filter(sku__in=skus).order_by("pk")}
    by_name = {one.sort_name: one for one in Product.objects.filter(sort_name__in=names).order_by("-pk")}
    paths = categories() if by_sku or by_name else {}
    rows = remeasured(rows, by_sku, by_name)
    return rows, [_product(row, by_sku, by_name, paths, rules) for row in rows]


def _product(
    row: CleanRow, by_sku: Mapping[str, Product], by_name: Mapping[str, Product], paths: Mapping[str, Any], rules: Rules
) -> Outcome:
    if row.rejected:
        return Verdict.REJECTED, row.rejected, None, {}, []
    sku = str(row.values.get("sku", ""))
    name = str(row.values["name"])
    known = by_sku.get(sku) if sku else by_name.get(sort_name(name)[:300])
    writes = {**row.values, "name": name, "sort_name": sort_name(name)[:300]}
    if known is None:
        if rules.mode == "update":
            return Verdict.UNCHANGED, "unknown", None, {}, []
        return Verdict.NEW, "", None, writes, []
    if rules.mode == "create":
        return Verdict.UNCHANGED, "known", known.pk, {}, []
    stands = {
        "name": known.name, "brand": known.brand, "unit": known.unit, "price": f"{known.price:f}",
        "cost": f"{known.cost:f}", "category": str(paths.get(str(known.category_id), "")).replace(" / ", "/"),
    }  # fmt: skip
    changed = {
        code: value
        for code, value in row.values.items()
        if code in stands and _same_form(code, value) != _same_form(code, stands[code])
    }
    if not changed or rules.on_conflict == "keep":
        return Verdict.UNCHANGED, "", known.pk, {}, []
    if "name" in changed:
        changed["sort_name"] = sort_name(name)[:300]
    return Verdict.UPDATED, "", known.pk, changed, []


def _same_form(code: str, value: Any) -> Any:
    if code in {"price", "cost"}:
        return rounded(Decimal(str(value)))
    return "/".join(part.strip() for part in str(value).replace(">", "/").split("/")) if code == "category" else value


def _as_kept(
    row: CleanRow, raw: Sequence[Cell], verdict: Verdict, reason: str, known: int | None, writes: dict[str, Any],
    candidates: list[Candidate], standing: StagedRow | None,
) -> Kept:  # fmt: skip
    decision = standing.decision if standing else ""
    if decision == SKIP:
        verdict, reason, writes = Verdict.DROPPED, "skipped", {}
    return Kept(
        number=row.number,
        raw=kept_cells(raw),
        fixes=standing.fixes if standing else NOTHING,
        said={"values": row.values, "phones": row.phones, "emails": row.emails, "tags": []},
        problems=[_problem(problem) for problem in row.problems],
        tone=min((GRADES[problem.grade] for problem in row.problems), key=WORST.index) if row.problems else "",
        verdict=verdict,
        reason=reason,
        twin=None,
        keys=[],
        candidates=candidates,
        decision=decision,
        customer_id=known,
        before={},
        writes=writes,
    )
