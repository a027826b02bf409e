"""The administrator's days of the work calendar."""

import datetime as dt

from core.registries.workdays import OwnDays, own_days
from interactions.tasks.models import CalendarDay


def register() -> None:
    """Tell the work calendar of them."""
    own_days.add(OwnDays(code="tasks", read=read))


def read() -> dict[dt.date, bool]:
    """Each day, and whether the company works on it."""
    return dict(CalendarDay.objects.order_by("day").values_list("day", "is_work"))
