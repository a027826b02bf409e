"""«Value» on the card: what the client brought, twelve months of it, his last purchases."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from core.registries.panels import CardPanel, PanelPlace, card_panels
from customers import rights
from sales.models import CategoryMonth, CustomerValue, Purchase
from sales.words import amount

MONTHS = 12
LATEST = 3
WIDTH, HEIGHT, GAP = 280, 44, 3
SEEN = (
    "purchases_total", "average_check", "purchases_number", "purchases_profit", "last_purchase", "purchase_interval",
)  # fmt: skip
"""Attributes the panel shows, each by the right of its own."""


@dataclass(frozen=True)
class Bar:
    """A month of the spark: a rectangle, and what it says."""

    x: float
    y: float
    width: float
    height: float
    label: str
    is_on: bool


def register() -> None:
    """Add the panel to the card."""
    card_panels.add(
        CardPanel(
            code="value",
            title=pgettext_lazy("client", "Value"),
            place=PanelPlace.RIGHT,
            render=render_panel,
            weight=20,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def render_panel(request: HttpRequest, customer_id: int) -> str:
    """Sums, months and the last purchases of a client the reader may see."""
    assert isinstance(request.user, User)
    ours = company.current()
    may = {code: rights.may_read(request.user, code) for code in SEEN}
    months = months_of(customer_id, ours.today()) if may["purchases_total"] else {}
    context = {
        "value": CustomerValue.objects.get(pk=customer_id),
        "may": may,
        "bars": bars(months, ours.currency) if months else [],
        "first": min(months, default=None),
        "last": max(months, default=None),
        "said": _said(months, ours.currency) if months else "",
        "box": {"width": WIDTH, "height": HEIGHT},
        "latest": Purchase.objects.filter(customer=customer_id).newest_first()[:LATEST],
        "customer_id": customer_id,
        "currency": ours.currency,
        "may_edit": request.user.has(Permission.EDIT_CUSTOMERS),
    }
    return render_to_string("sales/value_panel.html", context, request)


def months_of(customer_id: int, today: dt.date) -> dict[dt.date, Decimal]:
    """Sums of this month and the eleven before it."""
    months = [_back(today, ago) for ago in reversed(range(MONTHS))]
    rows = CategoryMonth.objects.filter(customer=customer_id, month__gte=months[0])
    sums: Mapping[dt.date, Decimal] = dict(rows.values_list("month").annotate(Sum("total")).order_by("month"))
    return {month: sums.get(month, Decimal(0)) for month in months}


def _back(today: dt.date, months: int) -> dt.date:
    ordinal = today.year * 12 + today.month - 1 - months
    return dt.date(ordinal // 12, ordinal % 12 + 1, 1)


def bars(months: Mapping[dt.date, Decimal], currency: str) -> list[Bar]:
    """One a month; a month without purchases, or with returns only, is a line at the bottom."""
    most = max(months.values())
    width = (WIDTH - GAP * (MONTHS - 1)) / MONTHS
    found = []
    for place, (month, total) in enumerate(months.items()):
        height = max(float(total / most) * HEIGHT, 1.0) if most > 0 and total > 0 else 1.0
        label = f"{date_format(month, 'YEAR_MONTH_FORMAT')}: {amount(total, currency)}"
        x = round(place * (width + GAP), 1)
        found.append(Bar(x, round(HEIGHT - height, 1), round(width, 1), round(height, 1), label, total == most > 0))
    return found


def _said(months: Mapping[dt.date, Decimal], currency: str) -> str:
    best = max(months, key=lambda month: months[month])
    if months[best] <= 0:
        return _("No purchases in twelve months")
    places = {"sum": amount(months[best], currency), "month": date_format(best, "YEAR_MONTH_FORMAT")}
    return _("Purchases by month; the most, %(sum)s, in %(month)s") % places
