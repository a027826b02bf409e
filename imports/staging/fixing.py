"""Rows put right by a person: read again by the same cleaning, matching and deciding as the whole file."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from core import sql
from core.errors import DomainError
from imports.models import Import, StagedRow, Verdict
from imports.models.staged import StagedRowQuerySet
from imports.readers import Row
from imports.staging.checking import SAMPLE, cleaner_of, mended, rules_of
from imports.staging.deciding import NEW, SKIP
from imports.staging.filling import CLAIMING, Seen, digest, staged
from imports.staging.matching import key_values
from imports.staging.reading import recount
from imports.trade import ENTITIES, OF_CLIENTS, applying, filling
from imports.trade.documents import lines_beside

AT_ONCE = 2_000
"""So many rows are read again while the person waits; more by a new check of the file."""
MANY = 50_000
"""So many rows are looked at for what hangs on them while he waits."""
NOBODY = StagedRow.objects.none()
FOUND_ANEW = (
    "said", "problems", "tone", "verdict", "reason", "twin", "keys", "candidates", "customer_id", "before", "writes",
)  # fmt: skip


@transaction.atomic
def set_cell(imported: Import, row: StagedRow, column: int, text: str) -> bool:
    """Put a text where the file says something else; the file's own text takes the mark off again.

    Whether the file is to be checked again, as after all that is done here: too many rows hang on this one.
    """
    row.fixes = {**row.fixes, str(column): text}
    row.save(update_fields=["fixes"])
    return read_again(imported, [row])


@transaction.atomic
def decide(imported: Import, row: StagedRow, decision: str) -> bool:
    """Say whom a row is about: `new`, `skip`, the id of a candidate, or nothing. Raises DomainError on others."""
    known = {"", NEW, SKIP, *(str(customer) for customer, _key in row.candidates)}
    if decision not in known:
        raise DomainError(_("This client is not among those the row may be about."), code="not_a_candidate")
    row.decision = decision
    row.save(update_fields=["decision"])
    alike = _of_one_client(imported, row) if imported.entity in OF_CLIENTS and decision != SKIP else NOBODY
    ids = list(alike.order_by("number").values_list("pk", flat=True))
    StagedRow.objects.filter(pk__in=ids).update(decision=decision)
    if len(ids) > AT_ONCE:
        return True
    return read_again(imported, [row, *StagedRow.objects.filter(pk__in=ids).order_by("number")])


def _of_one_client(imported: Import, row: StagedRow) -> StagedRowQuerySet:
    """Other rows of purchases or talks that name the same client by the same doubtful key: one answer serves all."""
    key = f"customer.{row.candidates[0][1]}" if row.candidates else ""
    value = row.said["values"].get(key)
    if not value:
        return NOBODY
    alike = StagedRow.objects.of(imported).filter(said__contains={"values": {key: value}}).exclude(pk=row.pk)
    return alike.exclude(candidates=[]).exclude(decision=SKIP)


@transaction.atomic
def drop_alike(imported: Import, column: int, code: str) -> tuple[int, bool]:
    """Leave out every row with a problem of a kind in a column. How many; whether the file is to be checked again."""
    rows = StagedRow.objects.of(imported).filter(problems__contains=[[column, code]]).exclude(decision=SKIP)
    found = dict(rows.order_by("number").values_list("pk", "number"))
    ids = list(found)
    StagedRow.objects.filter(pk__in=ids).update(decision=SKIP, verdict=Verdict.DROPPED, reason="skipped")
    if len(ids) > MANY:
        return len(ids), True
    return len(ids), _read_hanging(imported, lines_beside(imported, ids, AT_ONCE + 1), list(found.values()))


@transaction.atomic
def fix_alike(imported: Import, column: int, code: str, raw: str | None, act: str, value: str) -> tuple[int, bool]:
    """Put every such cell right. How many; whether they are too many to wait for: the file is checked again then."""
    params: dict[str, Any] = {
        "import": imported.pk, "column": column, "place": str(column), "code": code, "raw": raw, "act": act,
        "value": value,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("imports", "fix_cells"), params)
        ids = [pk for (pk,) in cursor.fetchall()]
    if len(ids) > AT_ONCE:
        return len(ids), True
    return len(ids), read_again(imported, list(StagedRow.objects.filter(pk__in=ids).order_by("number")))


def read_again(imported: Import, rows: Sequence[StagedRow]) -> bool:
    """Find out anew what becomes of these rows, and of those that hang on them; whether those are too many for that."""
    ids = [row.pk for row in rows]
    stood = lines_beside(imported, ids, AT_ONCE + 1)
    _again(imported, rows)
    # A purchase is compared with the base and written whole: its other lines are settled with those put right.
    beside = {row.pk: row for row in (*stood, *lines_beside(imported, ids, AT_ONCE + 1))}
    return _read_hanging(imported, list(beside.values()), [row.number for row in rows])


def _read_hanging(imported: Import, beside: Sequence[StagedRow], numbers: Sequence[int]) -> bool:
    """Other lines of their purchases, and rows that repeated these; more than a person waits for are left unread."""
    repeats = StagedRow.objects.of(imported).filter(twin__in=numbers).order_by("number")[: AT_ONCE + 1]
    hanging = [*beside, *repeats]
    if len(hanging) > AT_ONCE:
        return True
    _again(imported, hanging)
    if imported.entity in ENTITIES:
        applying.settle(imported, again=True)
    recount(imported)
    return False


def _again(imported: Import, rows: Sequence[StagedRow]) -> None:
    if not rows:
        return
    rules = rules_of(imported)
    files = [mended(Row(row.number, tuple(row.raw)), row.fixes) for row in rows]
    cleaned = cleaner_of(imported, _sample(imported)).clean_many(files)
    keys = [digest(key, value) for row in cleaned for key in rules.match for value in key_values(row, key)]
    seen = _seen(imported, [row.number for row in rows], keys)
    standing = {row.number: row for row in rows}
    raws = [row.raw for row in rows]
    if imported.entity in ENTITIES:
        made = filling.staged(imported, cleaned, raws, rules, standing=standing)
    else:
        made = staged(imported, cleaned, raws, rules, seen=seen, standing=standing)
    again = [StagedRow(pk=standing[one.number].pk, **{name: getattr(one, name) for name in FOUND_ANEW}) for one in made]
    StagedRow.objects.bulk_update(again, FOUND_ANEW, batch_size=500)


def _sample(imported: Import) -> list[Row]:
    """The first rows of the file, by which columns of dates are read."""
    rows = StagedRow.objects.of(imported).order_by("number").values_list("number", "raw")[:SAMPLE]
    return [Row(number, tuple(raw)) for number, raw in rows]


def _seen(imported: Import, numbers: Sequence[int], keys: Sequence[int]) -> Seen:
    """Other rows that claim the same keys, the first of each."""
    others = (
        StagedRow.objects.of(imported)
        .filter(Q(keys__overlap=list(keys)), verdict__in=CLAIMING)
        .exclude(verdict=Verdict.UNCHANGED, customer_id=None)
        .exclude(number__in=list(numbers))
        .order_by(F("number"))
    )
    seen: Seen = {}
    for number, theirs in others.values_list("number", "keys"):
        for key in theirs:
            seen.setdefault(key, number)
    return seen
