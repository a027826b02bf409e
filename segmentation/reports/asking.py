"""What every report of scores shares: whom it counts, its rights, addresses behind its numbers, its picture."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.field_rights import may_read
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import reach
from core import replica, sql
from core.registries.fields import FieldType, fields
from core.registries.reports import Act, ReportAsk, ReportResult
from core.rules.tree import Condition, Group
from core.text import moments
from core.text.numbers import number
from journal import runs as job_runs
from sales.reports.asking import may, seen
from segmentation.choices import Measure
from segmentation.models import ScoreRun
from segmentation.scores import jobs, runs

UNIQUE = "segmentation.rescore"
FIELDS = ("rfm_segment", "abc", "xyz", "lifecycle")
Values = Mapping[str, Any]


def counts_all(ask: ReportAsk) -> bool:
    """Whether everybody's clients are counted: the reader sees all of them, or may know their totals."""
    return reach(ask.user).everything or ask.user.has(Permission.SEE_TOTALS_OF_ALL)


def counted(ask: ReportAsk, client: str) -> str:
    """The condition that the client of this column is counted for the reader."""
    return "true" if counts_all(ask) else seen(ask, client)


def people(ask: ReportAsk) -> list[int]:
    """Whose clients the reader sees, for `seen`."""
    return list(reach(ask.user).people)


def rows(name: str, parts: Mapping[str, str], params: Values) -> list[tuple[Any, ...]]:
    """What `segmentation/sql/<name>.sql` finds."""
    with replica.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", name, parts), dict(params))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def may_see(ask: ReportAsk, code: str) -> bool:
    """Whether the reader may see this score of a client at all."""
    return may_read(ask.user, fields.get(code))


def closed() -> ReportResult:
    """For a reader whose role does not see the score."""
    return ReportResult(
        nothing=(_("Scores are closed for your role"), _("Whoever manages roles can open these fields of a client."))
    )


def not_yet(failed: ScoreRun | None = None) -> ReportResult:
    """Before the first counting, or when it failed."""
    if failed is not None:
        words = _("The first counting failed: %(why)s") % {"why": failed.error or _("the reason is not known")}
        return ReportResult(nothing=(_("Scores have not been counted yet"), words))
    text = _("They are counted every night; the round arrow above counts them now.")
    return ReportResult(nothing=(_("Scores have not been counted yet"), text))


def notice(ask: ReportAsk, run: ScoreRun) -> str:
    """What the reader must know: a failed counting, whose clients are counted."""
    said = []
    failed = runs.last_failed_since(run)
    if failed is not None:
        words = {"day": moments.short_date(failed.started_at), "shown": moments.short_date(run.as_of)}
        said.append(_("The counting of %(day)s failed: this is the picture of %(shown)s.") % words)
    return " ".join(filter(None, [*said, notice_of_reach(ask)]))


def notice_of_reach(ask: ReportAsk) -> str:
    """For who counts more clients than he may open."""
    if counts_all(ask) and not reach(ask.user).everything:
        return _("All clients of the company are counted; lists behind the numbers open only yours.")
    return ""


def stamp() -> object:
    """Which counting the reports read."""
    run = runs.last_good()
    failed = runs.last_failed_since(run)
    return (run and run.pk, failed and failed.pk)


def recount(user: User) -> str:
    """Everything anew, as a job with progress; for those who answer for the whole base."""
    if not (user.has(Permission.ADMINISTER) or user.has(Permission.SEE_TOTALS_OF_ALL)):
        return ""
    run = job_runs.start(jobs.FULL, by=user, unique_key=UNIQUE)
    return reverse("office:job", args=[run.pk])


def links(user: User) -> Sequence[Act]:
    """The way to the settings, for who may change them."""
    if not user.has(Permission.ADMINISTER):
        return ()
    return [Act(gettext_lazy("Settings of scores"), reverse("score_settings:page"), "settings")]


def clients_url(conditions: Sequence[tuple[str, str]]) -> str:
    """The list of clients with these values: (field, value); an empty value: the field is empty."""
    return f"{reverse('customers:list')}?{clients_query(conditions)}"


def clients_query(conditions: Sequence[tuple[str, str]]) -> str:
    """The same as a query: for a walk or an export."""
    return urlencode([(f"{code}__{_operator(code, value)}", value or "1") for code, value in conditions])


def _operator(code: str, value: str) -> str:
    if not value:
        return "empty"
    return "equals" if fields.get(code).type in (FieldType.NUMBER, FieldType.MONEY) else "is"


def segment_url(conditions: Sequence[tuple[str, str]]) -> str:
    """The page where a segment is built, with these values as its rule."""
    parts = tuple(Condition(code, _operator(code, value), (value,) if value else ()) for code, value in conditions)
    rule = json.dumps(Group(parts=parts).to_json(), separators=(",", ":"))
    return f"{reverse('segments:new')}?{urlencode({'rule': rule})}"


def acts(ask: ReportAsk, conditions: Sequence[tuple[str, str]]) -> list[Act]:
    """What can be done with the clients of a line: open them, go through them one by one, take them out."""
    query = clients_query(conditions)
    found = [
        Act(_("Open"), f"{reverse('customers:list')}?{query}", "users"),
        Act(_("Walk through"), f"{reverse('customers:walk_new')}?{query}", "player-play"),
        Act(_("Save as a segment"), segment_url(conditions), "filter"),
    ]
    if ask.user.has(Permission.EXPORT_CUSTOMERS):
        found.append(Act(_("Export"), f"{reverse('listing:export_new', args=['customers'])}?{query}", "download"))
    return found


def period_of(run: ScoreRun) -> str:
    """The days a run looked at."""
    if run.settings.window_days is None:
        return _("the whole history up to %(day)s") % {"day": moments.short_date(run.as_of)}
    since = run.as_of - dt.timedelta(days=run.settings.window_days - 1)
    return f"{moments.short_date(since)} – {moments.short_date(run.as_of)}"


def sees(ask: ReportAsk, measure: str) -> bool:
    """Whether the reader may see amounts of this measure; a number of purchases is no amount."""
    return measure == Measure.NUMBER or may(ask, "profit" if measure == Measure.PROFIT else "total")


def share(part: Any, whole: Any) -> float:
    """In per cent; nought of nothing."""
    return round(100 * float(part) / float(whole), 1) if whole else 0.0


def said(value: Any) -> str:
    """A share or a border in words: one place after the point where it is needed."""
    rounded = round(float(value), 1)
    return number(rounded, 0 if rounded.is_integer() else 1)


def whole_number(value: int) -> str:
    """With its thousands apart."""
    return number(value)
