"""Cleaning of a dirty base: looked through, mended, taken back; memory must not grow with it."""

import resource
import time

from django.db import connection, transaction

from accounts.services import system_user
from crm.benches.base import fresh_base, seed, settle
from crm.benches.result import BenchPlan, BenchResult
from journal import runs
from journal.models import JobState, Operation
from journal.operations import run_now, start_undo
from quality.cleaning import services
from quality.models import CleaningRun

SPOIL = """
UPDATE customers_customer SET last_name = upper(last_name), name = upper(name) WHERE kind = 'person' AND id % 10 = 0;
UPDATE customers_customer SET sex = '' WHERE id % 10 = 1;
UPDATE customers_customer SET city = upper(city) WHERE city <> '' AND id % 10 = 2;
UPDATE customers_contactpoint SET raw = raw || ', 8 972 000-00-01', value = '', problem = 'not_a_phone'
 WHERE kind = 'phone' AND value <> '' AND customer_id % 10 = 3;
UPDATE customers_contactpoint SET raw = regexp_replace(raw, '[.][a-z]+$', '.con'),
       value = regexp_replace(value, '[.][a-z]+$', '.con')
 WHERE kind = 'email' AND value <> '' AND customer_id % 10 = 4
"""


def run(plan: BenchPlan) -> BenchResult:
    """By the services that the command and the page use."""
    with fresh_base():
        seed(plan.customers)
        with connection.cursor() as cursor:
            for statement in SPOIL.split(";"):
                cursor.execute(statement)
        settle()
        before = _peak_mb()
        started = time.perf_counter()
        preview = _clean(fixes=False)
        looked = time.perf_counter()
        settle()
        begun = time.perf_counter()
        done = _clean(fixes=True)
        mended = time.perf_counter()
        assert done.operation is not None
        operation = Operation.objects.get(pk=done.operation)
        run_now(start_undo(operation, system_user(), queued=False))
        undone = time.perf_counter()
    return BenchResult(
        figures={
            "customers": plan.customers,
            "found": sum(one["found"] for one in preview.counts.values()),
            "mended_cards": operation.applied,
            "look_seconds": round(looked - started, 2),
            "clean_seconds": round(mended - begun, 2),
            "undo_seconds": round(undone - mended, 2),
            "memory_grew_mb": round(_peak_mb() - before, 1),
        }
    )


def _clean(*, fixes: bool) -> CleaningRun:
    run, job = services.begin(by=system_user(), fixes=fixes, wake_up=False)
    services.work_on(run, transaction.atomic, lambda _done, _all: None)
    runs.end(job.pk, JobState.DONE)
    return CleaningRun.objects.get(pk=run.pk)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
