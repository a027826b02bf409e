"""Alerts of scores on the page «Today»: dear clients who fall, and VIPs who keep silent longer than usual."""

import datetime as dt
from typing import Any

from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from accounts import today as whose
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
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
    assert isinstance(request.user, User)
    if not rights.may_read(request.user, "abc"):
        return []
    since = company.today() - dt.timedelta(days=FRESH_DAYS)
    falls = ScoreChange.objects.filter(customer=OuterRef("pk"), abc=Abc.A, on__gte=since).order_by("-on", "-pk")
    recent = ScoreChange.objects.filter(abc=Abc.A, on__gte=since).order_by().values("customer")
    rows = CustomerScore.objects.filter(pk__in=recent, abc=Abc.C).annotate(fell_on=Subquery(falls.values("on")[:1]))
    found = _seen(request, rows).order_by("-fell_on", "-customer").select_related("customer__responsible")[:limit]
    return [_fallen(row) for row in found]


def _fallen(row: Any) -> TodayItem:
    text = _("made class A until %(day)s, now class C")
    return _item(row, text % {"day": date_format(row.fell_on, "DATE_FORMAT")})


def silent_vips(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """By twice their usual interval; who has just crossed it first."""
    assert isinstance(request.user, User)
    known = ("lifecycle", "last_purchase", "purchase_interval")
    if not all(rights.may_read(request.user, code) for code in known):
        return []
    now = Func(Now(), template="(%(expressions)s AT TIME ZONE 'UTC')")
    vips = CustomerScore.objects.filter(lifecycle=Lifecycle.VIP).order_by().values("customer")
    rows = CustomerValue.objects.filter(average_interval__gt=0, pk__in=vips)
    rows = rows.alias(broken_at=BROKEN_AT).filter(broken_at__lt=now).order_by(F("broken_at").desc(), "-customer")
    found = _seen(request, rows).select_related("customer__responsible")[:limit]
    return [_silent(row, timezone.now()) for row in found]


def _silent(row: CustomerValue, now: dt.datetime) -> TodayItem:
    days = (now - row.last_at).days
    usual = max(round(row.average_interval), 1)
    text = ngettext("silent for %(days)d day, usually comes in %(usual)d",
                    "silent for %(days)d days, usually comes in %(usual)d", days)  # fmt: skip
    return _item(row, text % {"days": days, "usual": usual})


def _seen(request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
    assert isinstance(request.user, User)
    rows = rows.filter(customer__archived_at__isnull=True)
    rows = rows.filter(Q(customer__in=Customer.objects.visible_to(request.user)))
    people = whose.people(request)
    return rows if people is None else rows.filter(among(people, "customer__responsible"))


def _item(row: Any, reason: str) -> TodayItem:
    customer = row.customer
    return TodayItem(
        customer_id=row.customer_id,
        reason=reason,
        act_label=_("Call"),
        act_url=customer.get_absolute_url(),
        rank=TodayRank.UNTOUCHED,
        owner=customer.responsible.full_name if customer.responsible else "",
    )
