"""Mends what a run found, a batch of cards a transaction. What stands otherwise than it was found is left alone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core import sql
from customers.identifiers import new_id
from customers.models import ContactPoint, Customer
from customers.tags import MOST_ON_A_CARD, ensure_tags
from interactions.tasks.choices import Priority, TaskKind
from journal.models import Operation, OperationItem
from journal.operations import items
from quality.cleaning.batch import left_alone
from quality.cleaning.quiet import INACTIVE, alive
from quality.models import CleaningRun, Finding, FindingState

COLUMNS = (
    "kind", "last_name", "first_name", "middle_name", "name", "sort_name", "sex", "city", "source", "position",
    "industry",
)  # fmt: skip
READ = (*COLUMNS, "birth_date", "address")
"""Columns of a card that findings speak of."""


def apply(operation: Operation, run: CleaningRun, after: int, upto: int) -> None:
    """All findings of the cards of the batch; marks those that were refused, and cards of which all were."""
    batch = OperationItem.objects.filter(operation_id=operation.pk, seq__gt=after, seq__lte=upto)
    ids = [int(pk) for pk in batch.order_by("seq").values_list("object_id", flat=True)]
    items.lock(Customer.objects.filter(pk__in=ids))
    findings = list(Finding.objects.filter(run=run, customer__in=ids, state=FindingState.SURE).order_by("pk"))
    refused = _refused(findings, ids, run)
    going = [one for one in findings if one.pk not in refused]
    cards = [one for one in going if one.point is None]
    _write_cards(cards)
    _write_points([one for one in going if one.point is not None], operation.pk)
    _archive([one.customer_id for one in cards if one.after.get("archived")])
    _tag([one.customer_id for one in cards if one.after.get("tag")], operation.pk)
    _give_tasks([one.customer_id for one in cards if one.after.get("task")], operation)
    _mark(operation, going, refused, {one.pk: one.customer_id for one in findings})


def _refused(findings: Sequence[Finding], ids: Sequence[int], run: CleaningRun) -> dict[int, str]:
    """Key of a finding to the reason why it is left alone."""
    columns = ("pk", "archived_at", *READ)
    cards = {row[0]: dict(zip(columns, row, strict=True)) for row in _rows(Customer, ids, columns)}
    told = [one.point for one in findings if one.point is not None]
    names = ("pk", "archived_at", "kind", "raw", "value", "state")
    points = {row[0]: dict(zip(names, row, strict=True)) for row in _rows(ContactPoint, told, names)}
    closed = set(left_alone().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    living = _living([one.customer_id for one in findings if one.kind in {"inactive", "card_empty"}], run)
    full = _full([one.customer_id for one in findings if one.after.get("tag")])
    found: dict[int, str] = {}
    for one in findings:
        card = cards.get(one.customer_id)
        reason = _why(one, card, points.get(one.point) if one.point else card)
        if one.customer_id in closed:
            reason = "restricted"
        elif not reason and one.customer_id in living:
            reason = "alive"
        elif not reason and one.after.get("tag") and one.customer_id in full:
            reason = "too_many_tags"
        if reason:
            found[one.pk] = reason
    return found


def _why(finding: Finding, card: Mapping[str, Any] | None, stands: Mapping[str, Any] | None) -> str:
    if card is None or stands is None:
        return "gone"
    if card["archived_at"] is not None:
        return "archived"
    if stands["archived_at"] is not None:
        return "gone"
    same = all(_text(stands[column]) == _text(value) for column, value in finding.before.items())
    return "" if same else "changed_since"


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _rows(model: Any, keys: Iterable[Any], columns: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    rows: Iterable[tuple[Any, ...]] = model.objects.filter(pk__in=list(keys)).order_by("pk").values_list(*columns)
    return rows


def _living(ids: Sequence[int], run: CleaningRun) -> set[int]:
    """Of cards that are put away for silence: those that are silent no more since the base was looked through."""
    if not ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id FROM customers_customer c WHERE c.id = ANY (%(ids)s) AND {alive('%(since)s')}",  # noqa: S608
            {"ids": list(ids), "since": run.started_at},
        )
        return {row[0] for row in cursor.fetchall()}


def _full(ids: Sequence[int]) -> set[int]:
    if not ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT customer_id FROM customers_customertag WHERE customer_id = ANY (%s)"
            " GROUP BY 1 HAVING count(*) >= %s",
            [list(ids), MOST_ON_A_CARD],
        )
        return {row[0] for row in cursor.fetchall()}


def _write_cards(findings: Iterable[Finding]) -> None:
    """Findings of one card go together into one statement."""
    new: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in findings:
        new[one.customer_id] |= {column: one.after[column] for column in COLUMNS if column in one.after}
    _run("clean_cards", {pk: values for pk, values in new.items() if values})


def _write_points(findings: Sequence[Finding], operation: UUID) -> None:
    """In place, or another point instead of the old one; what else stood in the cell becomes points of its own.

    Findings of one point go together: a number is read again, and nobody answers it.
    """
    changed: dict[UUID, dict[str, Any]] = defaultdict(dict)
    made: list[dict[str, Any]] = []
    for one in findings:
        assert one.point is not None
        if "replace" in one.after:
            changed[one.point] |= {"gone": True}
            made.append({"id": str(new_id()), "old": str(one.point), "instead": True, **one.after["replace"]})
            continue
        changed[one.point] |= {key: value for key, value in one.after.items() if key != "add"}
        made += [
            {"id": str(new_id()), "old": str(one.point), "instead": False, "kind": one.after["kind"], **other}
            for other in one.after.get("add", ())
        ]
    params: dict[str, Any] = {"made": json.dumps(made, ensure_ascii=False), "operation": operation}
    if made:
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("quality", "read_replaced"), params)
            params["made"] = cursor.fetchone()[0]
    _run("clean_points", changed, {"why": _("Cleaning of the base")})
    if made:
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("quality", "add_cleaned_points"), params)


def _run(name: str, new: Mapping[Any, Mapping[str, Any]], more: Mapping[str, Any] | None = None) -> None:
    if new:
        values = [json.dumps(values, ensure_ascii=False) for values in new.values()]
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("quality", name), {"ids": list(new), "values": values, **(more or {})})


def _archive(ids: Sequence[int]) -> None:
    now = timezone.now()
    Customer.objects.filter(pk__in=ids).update(archived_at=now, updated_at=now)


def _tag(ids: Sequence[int], operation: UUID) -> None:
    if ids:
        tag = ensure_tags([str(INACTIVE)])[0]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO customers_customertag (customer_id, tag_id, created_at, made_in)"
                " SELECT c, %s, now(), %s FROM unnest(%s::bigint[]) AS c ON CONFLICT DO NOTHING",
                [tag, operation, list(ids)],
            )


def _give_tasks(ids: Sequence[int], operation: Operation) -> None:
    if ids:
        params = {
            "ids": list(ids), "doer": None, "by": operation.actor_id, "text": _("Look through the card"),
            "kind": TaskKind.OTHER, "priority": Priority.NORMAL, "day": timezone.localdate(), "made_in": operation.pk,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(sql.statement("interactions", "insert_tasks_for_clients"), params)


def _mark(
    operation: Operation, going: Sequence[Finding], refused: Mapping[int, str], customer_of: Mapping[int, int]
) -> None:
    """What became of each finding, and of each card."""
    Finding.objects.filter(pk__in=[one.pk for one in going]).update(state=FindingState.FIXED)
    by_reason: dict[str, list[int]] = defaultdict(list)
    for pk, reason in refused.items():
        by_reason[reason].append(pk)
    for reason, keys in by_reason.items():
        Finding.objects.filter(pk__in=keys).update(state=FindingState.REFUSED, reason=reason)
    mended = {one.customer_id for one in going}
    left = {customer_of[pk]: reason for pk, reason in refused.items() if customer_of[pk] not in mended}
    if left:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE journal_operationitem i SET state = 'refused', reason = v.reason"
                " FROM unnest(%s::text[], %s::text[]) AS v (id, reason)"
                " WHERE i.operation_id = %s AND i.object_id = v.id",
                [[str(pk) for pk in left], list(left.values()), operation.pk],
            )
