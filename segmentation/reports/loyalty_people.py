"""Who stands behind numbers of cohorts and of months: the conditions the report counts by, and their lists."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core import sql
from core.registries.reports import Behind, ReportAsk
from sales.reports.asking import seen
from segmentation.reports import asking, people

CODE = "retention"
SILENCE = 180
"""Days after which a buyer counts as returned: as the report of new and returned buyers has it."""
CONDITIONS: Mapping[str, str] = {
    "buyers": "number > 0",
    "first": "number > 0 AND number_before = 0",
    "old": "number > 0 AND number_before > 0",
    "again": "number > 0 AND (number_before > 0 OR number > 1)",
    "risen": "number > 0 AND number_before > 0 AND bought * number_before > 1.1 * bought_before * number",
    "returned": "number > 0 AND first_at >= last_before + %(silence)s * interval '1 day'",
}
KEY = re.compile(r"(?P<kind>[a-z]+):(?P<month>\d{4}-\d{2}|all)(?::(?P<after>\d{1,4}))?")
COHORT = "cohort"
MONTH = "%Y-%m"


def months(whose: str) -> str:
    """What each client bought month by month, of those for whom `whose` holds."""
    return sql.statement("segmentation", "part_loyalty", {"counted": whose})


def params(ask: ReportAsk) -> dict[str, Any]:
    """What the statements of the report need."""
    return {
        "zone": str(ask.zone), "begins": ask.begins, "ends": ask.ends, "people": asking.people(ask), "silence": SILENCE,
    }  # fmt: skip


def cohort_url(ask: ReportAsk, month: dt.date, after: int) -> str:
    """Who first bought in the month and bought again so many months later."""
    return people.url(ask, CODE, f"{COHORT}:{month.strftime(MONTH)}:{after}")


def url(ask: ReportAsk, kind: str, month: dt.date | None = None) -> str:
    """Who was of that kind in the month; no month: in any of the period."""
    return people.url(ask, CODE, f"{kind}:{month.strftime(MONTH) if month else 'all'}")


def behind(ask: ReportAsk, key: str, limit: int) -> Behind:
    """`key` is `cohort:<month>:<months later>`, `<kind>:<month>` or `<kind>:all`: those who bought most first."""
    found = KEY.fullmatch(key)
    kind = found["kind"] if found else ""
    if found is None or (kind == COHORT) != (found["after"] is not None) or kind not in (COHORT, "ever", *CONDITIONS):
        raise LookupError(key)
    month = None if found["month"] == "all" else _month(found["month"])
    if kind == COHORT and month is not None:
        return _of_cohort(ask, month, int(found["after"]), limit)
    if kind == COHORT:
        raise LookupError(key)
    return _of_month(ask, kind, month, limit)


def _month(typed: str) -> dt.date:
    try:
        return dt.date.fromisoformat(f"{typed}-01")
    except ValueError as error:
        raise LookupError(typed) from error


def _of_cohort(ask: ReportAsk, month: dt.date, after: int, limit: int) -> Behind:
    then = _later(month, after)
    asked = {
        "first_since": max(ask.begins, _begins(ask, month)),
        "first_until": min(ask.ends, _begins(ask, _later(month, 1))),
        "month_since": _begins(ask, then), "month_until": min(ask.ends, _begins(ask, _later(then, 1))),
    }  # fmt: skip
    named = {"shown": seen(ask, "v.customer_id")}
    page = people.page(ask, "behind_retention", named, {**params(ask), **asked}, limit)
    words = {"cohort": date_format(month, "YEAR_MONTH_FORMAT"), "month": date_format(then, "YEAR_MONTH_FORMAT")}
    return people.shown(ask, _("First bought in %(cohort)s, bought in %(month)s") % words, page)


def _of_month(ask: ReportAsk, kind: str, month: dt.date | None, limit: int) -> Behind:
    since, until = month or ask.since.replace(day=1), month or ask.until
    condition = CONDITIONS["first" if kind == "ever" else kind]
    asked = {"since": dt.date.min if kind == "ever" else since, "until": until}
    named = {"months": months(seen(ask, "p.customer_id")), "kind": condition}
    page = people.page(ask, "behind_loyalty", named, {**params(ask), **asked}, limit)
    title = _kinds()[kind]
    return people.shown(ask, f"{title}: {date_format(month, 'YEAR_MONTH_FORMAT')}" if month else title, page)


def _kinds() -> dict[str, str]:
    return {
        "buyers": _("Buyers"), "first": _("Bought for the first time"), "old": _("Had bought before"),
        "again": _("Repeat buyers"), "risen": _("Up-sell"), "returned": _("Returned"), "ever": _("Have ever bought"),
    }  # fmt: skip


def _later(month: dt.date, after: int) -> dt.date:
    number = min(month.year * 12 + month.month - 1 + after, dt.date.max.year * 12)
    return dt.date(number // 12, number % 12 + 1, 1)


def _begins(ask: ReportAsk, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, ask.zone)
