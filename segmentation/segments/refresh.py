"""Membership made equal to the rules: of everybody at night and after a change, of touched clients in between.

What a rule asks of days («in the last 30 days») moves at midnight for clients nobody touched: the night's run finds
them. A segment that cannot be counted keeps its last good membership, and says when and why.
"""

import datetime as dt
import logging
import time
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from accounts import company
from core import sql
from core.errors import DomainError
from core.registries.jobs import JobContext
from customers.models import Customer
from journal.models import Touched
from segmentation.models import Segment, SegmentDay, SegmentFlood, SegmentPick, SegmentReading, SegmentState
from segmentation.models.segment import ONLY
from segmentation.segments import order, rules

logger = logging.getLogger(__name__)

RULE_ERROR, DATABASE_ERROR = "rule", "database"
LONGEST = "60s"
"""A statement over a whole base may take longer than a page may."""
MANY_TOUCHED = 50_000
"""So many are cheaper counted with everybody else."""
EVERYBODY = "TRUE"


@dataclass(frozen=True)
class Refreshed:
    """What a refresh has found."""

    size: int
    entered: int
    left: int
    seconds: float


def one(segment: Segment) -> Refreshed | None:
    """Count the segment anew, and those that rest on it; None when its rule cannot be asked."""
    found = _whole(segment)
    for other in order.resting_on(segment):
        _whole(other)
    return found


def everything(job: JobContext | None = None) -> dict[str, int]:
    """Count all segments anew, those that others rest on first. Safe to run twice, safe to kill."""
    upto = _horizon()
    segments = order.in_order(list(Segment.objects.live().order_by("pk")))
    failed = 0
    for done, segment in enumerate(segments, start=1):
        with _step(job):
            failed += _whole(segment) is None
        if job is not None:
            job.progress(done, len(segments))
    with _step(job):
        _read_up_to(upto)
    return {"segments": len(segments), "failed": failed}


def touched(job: JobContext | None = None) -> int:
    """Test those that changed since the last reading; returns how many clients that were."""
    upto = _horizon()
    reading = SegmentReading.objects.filter(pk=ONLY).first()
    ids = None if reading is None or _flooded(upto) else _touched(reading.tx, upto)
    if ids is None:
        everything(job)
        return 0
    changed = set(_changed())
    for segment in order.in_order(list(Segment.objects.live().order_by("pk"))):
        anew = segment.pk in changed or bool(rules.asked_in(segment.rule) & changed)
        if anew:
            changed.add(segment.pk)
        if anew or ids:
            with _step(job):
                _whole(segment) if anew else _among(segment, ids)
    with _step(job):
        _read_up_to(upto)
    return len(ids)


@transaction.atomic
def _whole(segment: Segment) -> Refreshed | None:
    return _try(segment, None)


@transaction.atomic
def _among(segment: Segment, ids: list[int]) -> Refreshed | None:
    return _try(segment, ids)


@transaction.atomic
def as_of(segment: Segment, day: dt.date) -> Refreshed | None:
    """As it would have been counted at the end of a day, over the clients of now: for a base that is being made."""
    return _try(segment, None, day)


def _try(segment: Segment, ids: list[int] | None, day: dt.date | None = None) -> Refreshed | None:
    state = _hold(segment)
    started = time.perf_counter()
    try:
        with transaction.atomic():
            size, entered, left = _write(segment, ids, day)
    except DomainError:
        _failed(state, RULE_ERROR)
        return None
    except DatabaseError as error:
        logger.warning("a segment was not counted", extra={"segment": segment.pk, "why": type(error).__name__})
        _failed(state, DATABASE_ERROR)
        return None
    found = Refreshed(
        size if ids is None else state.size + entered - left, entered, left, time.perf_counter() - started
    )
    state.rule = segment.rule
    _keep(state, found, day or company.today(), whole=ids is None)
    return found


def _hold(segment: Segment) -> SegmentState:
    """One refresh of a segment at a time: the second one finds what the first has written."""
    SegmentState.objects.get_or_create(segment_id=segment.pk)
    return SegmentState.objects.select_for_update(no_key=True).get(pk=segment.pk)


def _write(segment: Segment, ids: list[int] | None, day: dt.date | None) -> tuple[int, int, int]:
    wanted, values = _wanted(segment, ids, day)
    at = dt.datetime.combine(day, dt.time(23), tzinfo=company.current().zone) if day else timezone.now()
    among = EVERYBODY if ids is None else "m.customer_id = ANY(%(ids)s::bigint[])"
    text = sql.statement("segmentation", "refresh_members", {"among": among, "wanted": wanted})
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [LONGEST])
        cursor.execute(text, {**values, "segment": segment.pk, "at": at, "ids": ids})
        size, entered, left = cursor.fetchone()
    return int(size), int(entered), int(left)


def _wanted(segment: Segment, ids: list[int] | None, day: dt.date | None) -> tuple[str, dict[str, Any]]:
    """SELECT of the ids the segment should hold, its parameters named."""
    if segment.is_fixed:
        picks = SegmentPick.objects.filter(segment=segment, customer=OuterRef("pk"))
        rows: QuerySet[Customer] = Customer.objects.active().filter(Exists(picks))
    else:
        rows = rules.found(rules.read(segment.rule), day, at_once=ids is None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return named(rows.order_by().values("pk"))


def named(rows: "QuerySet[Any, Any]") -> tuple[str, dict[str, Any]]:
    """The statement of a query set, with names for its parameters, to stand within a statement of ours."""
    try:
        text, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "SELECT NULL::bigint AS id WHERE FALSE", {}
    given = {f"w{place}": value for place, value in enumerate(values)}
    return text.replace("%%", "%%%%") % tuple(f"%({name})s" for name in given), given


def _keep(state: SegmentState, found: Refreshed, day: dt.date, *, whole: bool) -> None:
    """The state, and the day's row: its size is that of its last refresh."""
    state.size, state.failed_at, state.error = found.size, None, ""
    state.refreshed_at = timezone.now()
    if whole:
        state.seconds = round(found.seconds, 3)
    state.save()
    row, _made = SegmentDay.objects.get_or_create(segment_id=state.pk, day=day, defaults={"size": found.size})
    SegmentDay.objects.filter(pk=row.pk).update(
        size=found.size, entered=F("entered") + found.entered, left=F("left") + found.left
    )


def _failed(state: SegmentState, error: str) -> None:
    state.failed_at, state.error = timezone.now(), error
    state.save(update_fields=["failed_at", "error"])


def _horizon() -> int:
    """Changes of transactions before this one are all there: none of them can commit later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


def _changed() -> list[int]:
    """Segments counted by another rule than stands in them: a change was taken back, or there is no count yet."""
    live = Segment.objects.live()
    never = live.filter(state=None)
    other = live.exclude(state=None).exclude(rule=F("state__rule"))
    return [*never.order_by("pk").values_list("pk", flat=True), *other.order_by("pk").values_list("pk", flat=True)]


def _flooded(upto: int) -> bool:
    """Whether some statement changed more clients than it has named."""
    return SegmentFlood.objects.filter(tx__lt=upto).exists()


def _touched(since: int, upto: int) -> list[int] | None:
    """Clients changed in these transactions; None when they are too many to be looked at one by one."""
    rows = Touched.objects.filter(tx__gte=since, tx__lt=upto).order_by("customer_id")
    ids = list(rows.values_list("customer_id", flat=True).distinct()[: MANY_TOUCHED + 1])
    return None if len(ids) > MANY_TOUCHED else ids


def _read_up_to(upto: int) -> None:
    SegmentFlood.objects.filter(tx__lt=upto).delete()
    SegmentReading.objects.update_or_create(pk=ONLY, defaults={"tx": upto, "read_at": timezone.now()})


def _step(job: JobContext | None) -> AbstractContextManager[None]:
    return job.step() if job else transaction.atomic()
