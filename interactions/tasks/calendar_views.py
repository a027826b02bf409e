"""Tasks by day, week and month."""

import calendar as months
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from core import workdays
from interactions.tasks import rights, words
from interactions.tasks.models import Task
from interactions.tasks.views import reader

LOOKS = {
    "day": pgettext_lazy("calendar of", "Day"),
    "week": pgettext_lazy("calendar of", "Week"),
    "month": pgettext_lazy("calendar of", "Month"),
}
IN_A_DAY = {"day": 200, "week": 30, "month": 4}
MOST = 1_000
TEAM = "team"
FIRST, LAST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


@dataclass
class Day:
    """One square: `off` is the name of the feast, or a dash for a plain day off."""

    day: dt.date
    is_work: bool
    feast: str
    inside: bool
    is_today: bool
    rows: list[tuple[Task, str, str]] = field(default_factory=list)
    more: int = 0


@require_safe
@never_cache
def calendar(request: UserRequest) -> HttpResponse:
    """`?look=` day, week or month; `?day=` within it; `?who=` another person, or the team."""
    reader(request)
    look = request.GET.get("look", "week") if request.GET.get("look") in LOOKS else "week"
    day, today = _day(request), timezone.localdate()
    first, last = span(look, day)
    who, people = _who(request), rights.doers(request.user)
    tasks = _tasks(request, first, last, who)
    days = _days(look, first, last, day, tasks)
    context = {
        "look": look,
        "looks": LOOKS.items(),
        "days": days,
        "day": day,
        "title": _title(look, first, last, day),
        "before": step(look, day, -1),
        "after": step(look, day, 1),
        "today": today,
        "who": who,
        "people": people if len(people) > 1 else (),
        "too_many": len(tasks) > MOST,
        "may_add": rights.may_add(request.user),
        "weekdays": [one.day for one in days[:7]] if look != "day" else [],
    }
    return render(request, "tasks/calendar.html", context)


def span(look: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day shown; a month is shown in whole weeks."""
    if look == "day":
        return day, day
    monday = day - dt.timedelta(days=day.weekday())
    if look == "week":
        return monday, monday + dt.timedelta(days=6)
    first = day.replace(day=1)
    last = day.replace(day=months.monthrange(day.year, day.month)[1])
    return first - dt.timedelta(days=first.weekday()), last + dt.timedelta(days=6 - last.weekday())


def step(look: str, day: dt.date, way: int) -> dt.date:
    """The same look, one before or after."""
    if look != "month":
        return day + dt.timedelta(days=way * (7 if look == "week" else 1))
    number = day.year * 12 + day.month - 1 + way
    return dt.date(number // 12, number % 12 + 1, 1)


def _day(request: UserRequest) -> dt.date:
    try:
        asked = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate()
    return min(max(asked, FIRST), LAST)


def _who(request: UserRequest) -> str:
    asked = request.GET.get("who", "")
    return asked if asked == TEAM or (asked.isdecimal() and len(asked) < 19) else str(request.user.pk)


def _tasks(request: UserRequest, first: dt.date, last: dt.date, who: str) -> list[Task]:
    """By the index of one's own; a day to each side, since zones differ."""
    zone = timezone.get_current_timezone()
    begins = dt.datetime.combine(first, dt.time(), tzinfo=zone if isinstance(zone, ZoneInfo) else dt.UTC)
    wide = (begins - dt.timedelta(days=1), begins + dt.timedelta(days=(last - first).days + 3))
    rows = Task.objects.visible_to(request.user).exclude(state="cancelled").filter(ends_at__range=wide)
    if who != TEAM:
        rows = rows.filter(responsible=int(who))
    return list(rows.select_related("customer", "responsible").by_due()[: MOST + 1])


def _days(look: str, first: dt.date, last: dt.date, day: dt.date, tasks: list[Task]) -> list[Day]:
    by_day: dict[dt.date, list[Task]] = defaultdict(list)
    for task in tasks[:MOST]:
        by_day[timezone.localtime(task.due_at).date() if task.due_at else task.due_on].append(task)
    work, today, most = workdays.calendar(), timezone.localdate(), IN_A_DAY[look]
    days = []
    for number in range((last - first).days + 1):
        one = first + dt.timedelta(days=number)
        found = by_day[one]
        inside = look != "month" or one.month == day.month
        made = Day(one, work.is_work(one), work.name(one), inside, one == today)
        made.rows = [(task, clock(task), words.tone(task)) for task in found[:most]]
        made.more = max(len(found) - most, 0)
        days.append(made)
    return days


def clock(task: Task) -> str:
    """The hour, for those that have one."""
    return date_format(timezone.localtime(task.due_at), "H:i") if task.due_at else ""


def _title(look: str, first: dt.date, last: dt.date, day: dt.date) -> str:
    if look == "day":
        return date_format(day, "j E Y, l")
    if look == "month":
        return date_format(day, "F Y")
    return f"{date_format(first, 'j E')} \u2013 {date_format(last, 'j E Y')}"
