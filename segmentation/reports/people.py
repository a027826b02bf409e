"""The list behind a number of a report, page by page: clients as far as the reader may open them, or products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core import sql
from core.registries.reports import Behind, BehindLine, CustomerQuery, ReportAsk, reports
from core.text import moments
from core.text.numbers import money
from customers import rights
from customers.models import Customer
from sales.reports.asking import may
from segmentation.choices import Rfm
from segmentation.models import CustomerScore
from segmentation.reports import asking

PAGE = 100
LONGEST_KEY = 19


@dataclass(frozen=True)
class Page:
    """One page: id, weight and what else was told of each; how many there are in all; where the next page begins."""

    rows: Sequence[tuple[Any, ...]]
    number: int
    next: str
    customers: CustomerQuery
    """All of them; of products, nothing to keep."""

    @property
    def ids(self) -> list[int]:
        """In their order."""
        return [row[0] for row in self.rows]


def url(ask: ReportAsk, report: str, key: str) -> str:
    """The report's own list, for what no filter of the list of clients says."""
    days = {"since": ask.since.isoformat(), "until": ask.until.isoformat()} if reports.get(report).has_period else {}
    query = {"key": key, **days, **{name: str(value) for name, value in ask.values.items() if value}}
    return f"{reverse('reports:behind', args=[report])}?{urlencode(query)}"


def page(ask: ReportAsk, name: str, parts: Mapping[str, str], params: asking.Values, limit: int) -> Page:
    """What `segmentation/sql/<name>.sql` gives, from where the page before has ended."""
    most = min(limit, PAGE)
    after = ask.after
    is_id = after.isascii() and after.isdecimal() and len(after) < LONGEST_KEY
    if after and not is_id:
        raise LookupError(after)
    asked = {**params, "after": int(after) if after else None, "most": most + 1}
    statement = sql.statement("segmentation", name, parts)
    found = asking.rows("page_of_behind", {"behind": statement}, asked)
    rows = [line[1:] for line in found[:most]]
    goes_on = str(rows[-1][0]) if len(found) > most else ""
    return Page(rows, found[0][0] if found else 0, goes_on, CustomerQuery(statement, params))


def shown(ask: ReportAsk, title: str, found: Page, says: Mapping[int, str] | None = None) -> Behind:
    """Clients of the page, each with `says`, or else with his grades."""
    rows = Customer.objects.visible_to(ask.user).filter(pk__in=found.ids).select_related("responsible", "score")
    place = {pk: at for at, pk in enumerate(found.ids)}
    lines = [
        BehindLine(
            at=None,
            who=row.responsible.full_name if row.responsible else "",
            what=says.get(row.pk, "") if says else _grades(ask, row.score),
            customer=rights.shown(ask.user, "name", row.title),
            url=row.get_absolute_url(),
        )
        for row in sorted(rows.order_by("pk"), key=lambda row: place[row.pk])
    ]
    headings = ("", _("Manager"), _("Scores"), _("Client"))
    return Behind(
        title=title, lines=lines, headings=headings, number=found.number, next=found.next, customers=found.customers
    )


def _grades(ask: ReportAsk, score: CustomerScore) -> str:
    """«545 · Champions · 12 000 ₽ · last 03.11.2026», as far as the reader may see it."""
    said = [str(Rfm(score.rfm_segment).label)] if score.rfm_segment and asking.may_see(ask, "rfm_segment") else []
    said += [score.cell] if asking.may_see(ask, "rfm") else []
    said += [money(score.monetary)] if may(ask, "total") and score.monetary else []
    said += [_("last purchase %(day)s") % {"day": moments.short_date(score.last_on)}] if score.frequency else []
    return " · ".join(str(part) for part in said if part)
