"""What every report of sales shares: its filters, the purchases it counts, addresses behind its numbers."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import company
from accounts.field_rights import may_read
from accounts.models import User
from accounts.scope import reach
from core import replica, sql
from core.registries.fields import fields
from core.registries.reports import Behind, BehindLine, ReportAsk
from core.text import moments
from customers import rights
from sales import choice_lists
from sales.models import Purchase
from sales.words import amount

DAILY, WEEKLY = 31, 182
"""Up to so many days a report goes day by day, up to so many week by week; longer ones by month."""
ALL = ("", pgettext_lazy("report", "all"))


class SalesForm(forms.Form):
    """Filters of every report of sales."""

    shop = forms.ChoiceField(label=_("Shop"), required=False)
    seller = forms.ChoiceField(label=_("Seller"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        for name, choices in (("shop", choice_lists.shops()), ("seller", choice_lists.sellers())):
            self.fields[name].choices = [ALL, *choices.items()]  # type: ignore[attr-defined]  # a ChoiceField


def asked(ask: ReportAsk) -> str:
    """The condition on purchases `p`: of the period, of clients the reader sees, by the filters; no invoices."""
    parts = ["p.status <> 'invoiced' AND p.purchased_at >= %(since)s AND p.purchased_at < %(until)s"]
    parts += [f"p.{name}_id = %({name})s" for name in ("shop", "seller") if ask.values.get(name)]
    return " AND ".join((*parts, seen(ask, "p.customer_id")))


def seen(ask: ReportAsk, client: str) -> str:
    """The condition that the reader sees the client of this column."""
    if reach(ask.user).everything:
        return "true"
    return f"{client} IN (SELECT c.id FROM customers_customer c WHERE c.responsible_id = ANY(%(people)s))"  # noqa: S608  # a column of ours


def parameters(ask: ReportAsk, **more: Any) -> dict[str, Any]:
    """Values of the statement."""
    found: dict[str, Any] = {
        "since": ask.begins,
        "until": ask.ends,
        "first": ask.since,
        "last": ask.until,
        "zone": str(ask.zone),
        "grain": grain(ask),
        "people": list(reach(ask.user).people),
    }
    found |= {name: int(ask.values[name]) for name in ("shop", "seller") if ask.values.get(name)}
    return {**found, **more}


def rows(ask: ReportAsk, name: str, parts: Mapping[str, str] | None = None, **more: Any) -> list[tuple[Any, ...]]:
    """What `sales/sql/<name>.sql` finds of what is asked."""
    with replica.cursor() as cursor:
        cursor.execute(sql.statement("sales", name, {"asked": asked(ask), **(parts or {})}), parameters(ask, **more))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def grain(ask: ReportAsk) -> str:
    """`day`, `week` or `month`: the step of the period's charts."""
    days = (ask.until - ask.since).days + 1
    return "day" if days <= DAILY else "week" if days <= WEEKLY else "month"


def steps(ask: ReportAsk) -> list[dt.date]:
    """The first days of all steps of the period, those without purchases too."""
    return list(_steps(ask))


def _steps(ask: ReportAsk) -> Iterator[dt.date]:
    step = grain(ask)
    day = ask.since
    if step == "week":
        day -= dt.timedelta(days=day.weekday())
    elif step == "month":
        day = day.replace(day=1)
    while day <= ask.until:
        yield day
        ahead = 1 if step == "day" else 7 if step == "week" else 32
        day += dt.timedelta(days=ahead)
        day = day.replace(day=1) if step == "month" else day


def step_name(ask: ReportAsk, day: dt.date) -> str:
    """How a step is called under a chart."""
    if grain(ask) == "month":
        return month_name(day)
    return moments.day_on_axis(day)


def month_name(day: dt.date) -> str:
    """The same of a month."""
    return moments.month_on_axis(day)


def may(ask: ReportAsk, what: str) -> bool:
    """Whether the reader may see these amounts: `total`, `profit`, `discount`."""
    return may_read(ask.user, fields.get(f"purchases_{what}"))


BOUGHT = ":bought"
"""Ends a key that asks for what was bought without what came back: the number of purchases counts no returns."""


def list_url(ask: ReportAsk, conditions: Mapping[str, str] = MappingProxyType({}), *, bought: bool = False) -> str:
    """The list of purchases that a sum is made of; with `bought` those that a number of purchases counts."""
    query = [("purchased_at__within", ask.since.isoformat()), ("purchased_at__within", ask.until.isoformat())]
    query += [("status__is_not", status) for status in ("invoiced", *(("returned",) if bought else ()))]
    query += [(f"{name}__is", str(ask.values[name])) for name in ("shop", "seller") if ask.values.get(name)]
    known = {name for name, _value in query}
    query += [(name, value) for name, value in conditions.items() if name not in known]
    return f"{reverse('sales:purchases')}?{urlencode(query)}"


def behind_url(ask: ReportAsk, report: str, key: str) -> str:
    """The report's own list, for what no filter of the list of purchases says."""
    query = {"since": ask.since.isoformat(), "until": ask.until.isoformat(), "key": key}
    query |= {name: str(value) for name, value in ask.values.items() if value}
    return f"{reverse('reports:behind', args=[report])}?{urlencode(query)}"


def lines_of(ask: ReportAsk, title: str, ids: Sequence[int], limit: int) -> Behind:
    """Purchases found (one more than `limit` when there are more), as the reader may see them."""
    found = Purchase.objects.visible_to(ask.user).filter(pk__in=ids[:limit]).select_related("customer", "seller")
    money, currency = may(ask, "total"), company.current().currency
    lines = [
        BehindLine(
            at=row.purchased_at,
            who=row.seller.full_name if row.seller else "",
            what=" · ".join(
                filter(None, (row.number, row.get_status_display(), amount(row.total, currency) if money else ""))
            ),
            customer=rights.shown(ask.user, "name", row.customer.title),
            url=row.get_absolute_url(),
        )
        for row in found.newest_first()
    ]
    return Behind(title=title, lines=lines, more=len(ids) > limit)


def share(part: Any, whole: Any) -> float | None:
    """In per cent; None of nothing."""
    return round(100 * float(part) / float(whole), 1) if whole else None


def each(amount_of: Any, number: Any) -> float | None:
    """An average; None of nothing."""
    return round(float(amount_of) / float(number), 2) if number else None
