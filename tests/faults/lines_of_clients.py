"""Lines of what works on the cards of clients: imports, exports, duplicates, cleaning, values, scores, segments."""

import datetime as dt
import uuid
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from customers.models import Customer
from customers.operations import EDIT
from imports import keeping as imports_keeping
from imports import recovering, services, whole
from imports.models import Import, StagedRow
from journal import operations, runs
from journal.models import JobRun, Operation
from journal.operations.lifecycle import JOB as OPERATION
from listing.exports import jobs as export_jobs
from listing.exports import services as exports
from listing.exports.choices import EXPORT
from listing.exports.models import Export
from listing.exports.services import Wish
from listing.pages import list_pages
from quality.cleaning import jobs as cleaning_jobs
from quality.cleaning import policy
from quality.cleaning import services as cleaning
from quality.queue import groups, sure
from quality.score import counting
from quality.search import jobs as search_jobs
from quality.search.services import search_whole
from sales import jobs as sales_jobs
from sales.models import ValueDay
from segmentation.scores import jobs as score_jobs
from segmentation.segments import jobs as segment_jobs
from tests.faults.lines import admin, by_itself, line, run_of, started

ROWS = 120
LONG_AGO = dt.timedelta(days=400)
SEARCHED = {"quality_duplicatesearch": "each attempt is written down; one that was killed has no end"}
SCORED = {
    "segmentation_scorerun": "each attempt is written down; the next one says that it was broken off",
    "segmentation_scorechange.run_id": "the number of the attempt that came to its end",
}

by_itself(search_jobs.WHOLE, apart=SEARCHED)
by_itself(counting.JOB)
by_itself(sales_jobs.REBUILD)
by_itself(score_jobs.FULL, apart=SCORED)
by_itself(score_jobs.NIGHTLY, apart=SCORED)
by_itself(segment_jobs.ALL)


def _file(rows: int = ROWS) -> Path:
    path = Path(settings.VAR_DIR) / "base.csv"
    lines = (f"{n};Клиентов{n};Иван;+7900{n:07};k{n}@example.com" for n in range(rows))
    path.write_text("\n".join(("ID;Фамилия;Имя;Телефон;E-mail", *lines)), encoding="utf-8")
    return path


def _begun() -> Import:
    return whole.begun(whole.Wish(path=_file(), by=admin()))


def _checked() -> Import:
    imported = _begun()
    runs.run_here(services.start_preview(imported, by=admin()).pk)
    return services.by_id(imported.pk)


@line(services.CHECK)
def _check() -> JobRun:
    return services.start_preview(_begun(), by=admin())


@line(OPERATION, about="import")
def _apply() -> JobRun:
    return run_of(services.start_apply(_checked(), by=admin()).job)


@line(OPERATION, about="undo of an import")
def _undo() -> JobRun:
    imported = whole.applied(_checked(), by=admin())
    assert imported.operation
    return run_of(operations.start_undo(Operation.objects.get(pk=imported.operation), admin()).job)


@line(OPERATION, about="bulk edit")
def _edit() -> JobRun:
    return run_of(operations.confirm(_draft_of_edit(), admin()).job)


@line(OPERATION, about="undo of a bulk edit")
def _undo_edit() -> JobRun:
    done = operations.run_now(operations.confirm(_draft_of_edit(), admin(), queued=False))
    return run_of(operations.start_undo(done, admin()).job)


def _draft_of_edit() -> Operation:
    return operations.draft(EDIT, {"chosen": {"all": True}, "changes": {"city": "Казань"}}, admin())


@line(imports_keeping.KIND)
def _old_rows() -> JobRun:
    imported = _checked()
    Import.objects.filter(pk=imported.pk).update(updated_at=timezone.now() - LONG_AGO)
    assert StagedRow.objects.count() == ROWS
    return started(imports_keeping.KIND)


@line(recovering.KIND)
def _broken_off() -> JobRun:
    """A command that was killed left what it looked at; an import never heard of the end of its operation."""
    left = whole.begun(whole.Wish(path=_file(5), by=admin(), fleeting=True))
    imported = _checked()
    whole.applied(imported, by=admin())
    Import.objects.filter(pk=imported.pk).update(state="applying")
    Import.objects.filter(pk=left.pk).update(updated_at=timezone.now() - LONG_AGO)
    return started(recovering.KIND)


def _export() -> Export:
    page = list_pages.get("customers")
    wish = Wish(page=page, choice={"all": True}, columns=["full_name", "city"], format="csv", purpose="Сверка")
    return exports.prepare(wish, by=admin())


@line(EXPORT)
def _make_export() -> JobRun:
    return exports.start(_export(), by=admin())


@line(export_jobs.EXPIRE)
def _old_exports() -> JobRun:
    for _ in range(3):
        exports.start_and_wait(_export(), by=admin())
    Export.objects.update(expires_at=timezone.now() - LONG_AGO)
    return started(export_jobs.EXPIRE)


@line(search_jobs.CHANGED, apart=SEARCHED)
def _changed() -> JobRun:
    search_whole()
    Customer.objects.filter(pk__in=Customer.objects.order_by("pk").values("pk")[:50]).update(city="Уфа")
    return started(search_jobs.CHANGED)


def _sure_groups() -> list[list[int]]:
    search_whole()
    found = [list(group.cards) for group in groups.sure(admin())]
    assert len(found) > 3
    return found


@line(sure.JOB)
def _merge() -> JobRun:
    args = {"groups": _sure_groups(), "batch": str(uuid.uuid4()), "by": admin().pk}
    return runs.start(sure.JOB, by=admin(), args=args)


@line(sure.PART)
def _part() -> JobRun:
    batch = uuid.uuid4()
    for ids in _sure_groups():
        sure.merge_group(ids, by=admin(), batch=batch)
    return sure.begin_parting(batch, by=admin())


@line(cleaning.JOB)
def _clean() -> JobRun:
    return cleaning.begin(by=admin(), fixes=True)[1]


@line(cleaning_jobs.NIGHT)
def _clean_by_night() -> JobRun:
    policy.decide(by=admin(), rhythm="nightly", weekday=0, checks=[], fixes=True, options={})
    return started(cleaning_jobs.NIGHT)


@line(sales_jobs.EXPIRE)
def _next_day() -> JobRun:
    ValueDay.objects.update(day=timezone.localdate() - dt.timedelta(days=60))
    return started(sales_jobs.EXPIRE)


@line(score_jobs.TOUCHED)
def _touched() -> JobRun:
    from sales.models import Purchase

    first = Purchase.objects.filter(total__gt=0).order_by("pk").values("pk")[:100]
    Purchase.objects.filter(pk__in=first).update(total=1)
    return started(score_jobs.TOUCHED)


@line(score_jobs.PAST, apart=SCORED | {"journal_entry": "a picture that is taken anew is told of again"})
def _past() -> JobRun:
    return started(score_jobs.PAST, admin(), as_of=str(timezone.localdate() - dt.timedelta(days=40)))


@line(segment_jobs.TOUCHED)
def _touched_segments() -> JobRun:
    Customer.objects.filter(pk__in=Customer.objects.order_by("pk").values("pk")[:100]).update(city="Уфа")
    return started(segment_jobs.TOUCHED)
