"""What a trigger came to by month: it lives for years, and one number for all of them says little."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from accounts import company
from campaigns.models import Campaign
from core import sql

MOST = 12


@dataclass(frozen=True)
class Month:
    """One of them, by the hand-over of its messages."""

    month: dt.date
    sent: int
    delivered: int
    opened: int
    clicked: int
    bought: int
    orders: int
    revenue: Decimal


def lines(campaign: Campaign) -> list[Month]:
    """The latest first."""
    params: dict[str, Any] = {"campaign": campaign.pk, "zone": str(company.current().zone), "most": MOST}
    with connection.cursor() as cursor:
        cursor.execute(sql.text("campaigns", "count_months"), params)
        return [Month(*row) for row in cursor.fetchall()]
