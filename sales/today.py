"""«The rhythm is broken» and the sales of the month, on the page «Today»."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Func, Q, QuerySet, Sum
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import company
from accounts import today as whose
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
from core.registries.today import TodayCount, TodayItem, TodayRank, TodaySource, today_sources
from customers import rights
from customers.models import Customer
from sales.choices import PaymentStatus
from sales.models import CustomerValue, Purchase
from sales.models.value import BROKEN_AT
from sales.words import amount


def register() -> None:
    """Clients who stay away beside the day's work; the sum of the month above it."""
    today_sources.add(
        TodaySource(
            code="rhythm",
            label=gettext_lazy("The rhythm is broken"),
            items=broken,
            icon="trending-down",
            weight=35,
            nothing=gettext_lazy("Everybody who buys regularly came when he was expected."),
            permission=Permission.VIEW_CUSTOMERS,
        ),
        TodaySource(
            code="sales",
            label=gettext_lazy("Sales of the month"),
            items=lambda request, day, limit: [],
            count=sold,
            icon="coin",
            weight=90,
            permission=Permission.VIEW_CUSTOMERS,
        ),
    )


def broken(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Silent for more than twice their usual interval; who has just crossed it first: they may still remember us."""
    assert isinstance(request.user, User)
    known = ("last_purchase", "purchase_interval")
    if not all(rights.may_read(request.user, code) for code in known):
        return []
    found = _broken(request).select_related("customer__responsible")[:limit]
    return [_item(row, timezone.now()) for row in found]


def _broken(request: HttpRequest) -> QuerySet[CustomerValue]:
    """By the index of the moment at which the rhythm broke."""
    now = Func(Now(), template="(%(expressions)s AT TIME ZONE 'UTC')")
    rows = CustomerValue.objects.filter(average_interval__gt=0).alias(broken_at=BROKEN_AT).filter(broken_at__lt=now)
    assert isinstance(request.user, User)
    rows = rows.filter(customer__archived_at__isnull=True)
    rows = rows.filter(Q(customer__in=Customer.objects.visible_to(request.user)))
    people = whose.people(request)
    if people is not None:
        rows = rows.filter(among(people, "customer__responsible"))
    return rows.order_by(F("broken_at").desc(), "-customer")


def _item(row: CustomerValue, now: dt.datetime) -> TodayItem:
    usual, silent = max(round(row.average_interval), 1), (now - row.last_at).days
    every = ngettext("once in %(n)d day", "once in %(n)d days", usual) % {"n": usual}
    return TodayItem(
        customer_id=row.customer_id,
        reason=_("%(every)s, silent for %(days)d") % {"every": every, "days": silent},
        act_label=_("Call"),
        act_url=row.customer.get_absolute_url(),
        rank=TodayRank.UNTOUCHED,
        at=row.last_at,
        owner=row.customer.responsible.full_name if row.customer.responsible else "",
    )


def sold(request: HttpRequest, day: dt.date) -> TodayCount:
    """What these people sold this month, returns taken off; invoices are not sold yet."""
    assert isinstance(request.user, User)
    ours = company.current()
    first = day.replace(day=1)
    begins = dt.datetime.combine(first, dt.time.min, ours.zone)
    rows = Purchase.objects.visible_to(request.user).filter(purchased_at__gte=begins)
    rows = rows.exclude(status=PaymentStatus.INVOICED)
    people = whose.people(request)
    if people is not None:
        rows = rows.filter(among(people, "seller"))
    found: dict[str, Any] = rows.aggregate(
        total=Sum("total", default=0), number=Count("pk", filter=~Q(status=PaymentStatus.RETURNED))
    )
    number = ngettext("%(n)s purchase", "%(n)s purchases", found["number"]) % {"n": found["number"]}
    money = amount(found["total"], ours.currency) if rights.may_read(request.user, "purchases_total") else ""
    note = number if money else ""
    return TodayCount(found["number"], note, _list(first, day, people), text=money)


def _list(first: dt.date, day: dt.date, people: tuple[int, ...] | None) -> str:
    query = [("purchased_at__within", first.isoformat()), ("purchased_at__within", day.isoformat())]
    query += [("status__is_not", PaymentStatus.INVOICED.value)]
    query += [("seller__is", str(person)) for person in people or ()]
    return f"{reverse('sales:purchases')}?{urlencode(query)}"
