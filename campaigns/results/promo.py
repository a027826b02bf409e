"""Purchases that name a promo code of a campaign, whoever made them: he need not have been in its audience."""

import datetime as dt
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Upper
from django.utils import timezone

from campaigns.models import Campaign, PromoCode
from sales.choices import PaymentStatus
from sales.models import Purchase


def purchases(campaign: Campaign) -> QuerySet[Purchase]:
    """Paid ones, from the launch to the end of the window; found by their day."""
    started = campaign.started_at or campaign.created_at
    until = (campaign.finished_at or timezone.now()) + dt.timedelta(days=campaign.window_days)
    codes = PromoCode.objects.filter(campaign=campaign).annotate(large=Upper("code")).order_by().values("large")
    rows = Purchase.objects.filter(purchased_at__gte=started, purchased_at__lt=until).exclude(promo_code="")
    return rows.exclude(status=PaymentStatus.INVOICED).alias(large=Upper("promo_code")).filter(large__in=codes)


def total(campaign: Campaign) -> tuple[int, Decimal]:
    """How many, and their sum; what was given back is taken off."""
    rows = purchases(campaign).order_by()
    number = rows.filter(total__gte=0).aggregate(number=Count("pk"))["number"]
    return number, rows.aggregate(revenue=Sum("total"))["revenue"] or Decimal(0)
