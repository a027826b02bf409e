"""The days of a segment as one person may know them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts import company
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import reach
from core import sql
from segmentation.models import Segment, SegmentDay


@dataclass(frozen=True)
class Day:
    """How large the segment was at the end of the day, how many came and went on it."""

    day: dt.date
    size: int
    entered: int
    left: int


def sees_totals(user: User) -> bool:
    """Whether numbers over the whole base are the person's to see."""
    return user.has(Permission.SEE_TOTALS_OF_ALL) or reach(user).everything


def days(segment: Segment, user: User, since: dt.date, until: dt.date) -> list[Day]:
    """Days that were counted. One who sees some people's clients has them counted from the stays of those alone."""
    rows = SegmentDay.objects.filter(segment=segment, day__gte=since, day__lte=until).order_by("day")
    kept = [Day(one.day, one.size, one.entered, one.left) for one in rows]
    if sees_totals(user) or not kept:
        return kept
    values: dict[str, Any] = {
        "segment": segment.pk,
        "days": [one.day for one in kept],
        "people": list(reach(user).people),
        "zone": str(company.current().zone),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.statement("segmentation", "count_days"), values)
        return [Day(*row) for row in cursor.fetchall()]
