"""Alerts of scores on the page «Today»: dear clients who fall, and VIPs who keep silent longer than usual."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import F, FloatField, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Now, TruncDate
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from accounts import today as whose
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
from core import per_request
from core.registries.today import TodayItem, TodayRank, TodaySource, today_sources
from customers import rights
from customers.models import Customer
from sales.models import CustomerValue
from sales.models.value import BROKEN_AT
from segmentation.choices import Abc, Lifecycle
from segmentation.models import CustomerScore, ScoreChange

FRESH_DAYS = 30
"""How long a fall is news."""


def register() -> None:
    """Two cards beside the day’s work."""
    today_sources.add(
        TodaySource(
            code="fallen",
            label=gettext_lazy("A becomes C"),
            items=fallen,
            icon="trending-down",
            weight=32,
            nothing=gettext_lazy("None of those who made the money has fallen into class C this month."),
            permission=Permission.VIEW_CUSTOMERS,
        ),
        TodaySource(
            code="silent_vips",
            label=gettext_lazy("VIPs are silent longer than usual"),
            items=silent_vips,
            icon="crown",
            weight=33,
            nothing=gettext_lazy("Every VIP came when he was expected."),
            permission=Permission.VIEW_CUSTOMERS,
        ),
    )


def fallen(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Class A until a day of this month, class C now; the last fall first."""
    return [_item(row, _fallen(row)) for row in _alerts(request, limit) if row["kind"] == FALLEN]


def silent_vips(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """By twice their usual interval; who has just crossed it first."""
    return [_item(row, _silent(row)) for row in _alerts(request, limit) if row["kind"] == SILENT]


def _alerts(request: HttpRequest, limit: int) -> list[dict[str, Any]]:
    """Rows of both kinds by one statement: the page has many sources."""
    user = request.user
    assert isinstance(user, User)
    asked = [
        rows(request)[:limit]
        for rows, fields in KINDS
        if all(rights.may_read(user, code) for code in fields)
    ]  # fmt: skip
    if not asked:
        return []
    return per_request.once(f"alerts of scores {limit}", lambda: list(asked[0].union(*asked[1:], all=True)))


def _rows_of_fallen(request: HttpRequest) -> QuerySet[Any, dict[str, Any]]:
    since = company.today() - dt.timedelta(days=FRESH_DAYS)
    falls = ScoreChange.objects.filter(customer=OuterRef("pk"), abc=Abc.A, on__gte=since).order_by("-on", "-pk")
    recent = ScoreChange.objects.filter(abc=Abc.A, on__gte=since).order_by().values("customer")
    rows = CustomerScore.objects.filter(pk__in=recent, abc=Abc.C).annotate(
        kind=Value(FALLEN), on=Subquery(falls.values("on")[:1]), usual=Value(0.0, output_field=FloatField())
    )
    return _seen(request, rows).order_by("-on", "-customer").values(*TOLD)


def _rows_of_silent(request: HttpRequest) -> QuerySet[Any, dict[str, Any]]:
    now = Func(Now(), template="(%(expressions)s AT TIME ZONE 'UTC')")
    vips = CustomerScore.objects.filter(lifecycle=Lifecycle.VIP).order_by().values("customer")
    rows = CustomerValue.objects.filter(average_interval__gt=0, pk__in=vips)
    rows = (
        rows.alias(broken_at=BROKEN_AT)
        .filter(broken_at__lt=now)
        .annotate(
            kind=Value(SILENT),
            on=TruncDate("last_at", tzinfo=company.current().zone),
            usual=Cast("average_interval", FloatField()),
        )
    )
    return _seen(request, rows).order_by(F("broken_at").desc(), "-customer").values(*TOLD)


FALLEN, SILENT = "fallen", "silent"
TOLD = (
    "customer_id", "kind", "on", "usual", "customer__responsible__first_name", "customer__responsible__last_name",
)  # fmt: skip
Rows = Callable[[HttpRequest], QuerySet[Any, dict[str, Any]]]
KINDS: tuple[tuple[Rows, tuple[str, ...]], ...] = (
    (_rows_of_fallen, ("abc",)),
    (_rows_of_silent, ("lifecycle", "last_purchase", "purchase_interval")),
)


def _fallen(row: dict[str, Any]) -> str:
    return _("made class A until %(day)s, now class C") % {"day": date_format(row["on"], "DATE_FORMAT")}


def _silent(row: dict[str, Any]) -> str:
    days = (company.today() - row["on"]).days
    usual = max(round(row["usual"]), 1)
    text = ngettext("silent for %(days)d day, usually comes in %(usual)d",
                    "silent for %(days)d days, usually comes in %(usual)d", days)  # fmt: skip
    return text % {"days": days, "usual": usual}


def _seen(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    assert isinstance(request.user, User)
    rows = rows.filter(customer__archived_at__isnull=True)
    rows = rows.filter(Q(customer__in=Customer.objects.visible_to(request.user)))
    people = whose.people(request)
    return rows if people is None else rows.filter(among(people, "customer__responsible"))


def _item(row: dict[str, Any], reason: str) -> TodayItem:
    name = f"{row['customer__responsible__first_name'] or ''} {row['customer__responsible__last_name'] or ''}"
    return TodayItem(
        customer_id=row["customer_id"],
        reason=reason,
        act_label=_("Call"),
        act_url=reverse("customers:detail", args=[row["customer_id"]]),
        rank=TodayRank.UNTOUCHED,
        owner=name.strip(),
    )
