"""When an export is worth an administrator's look: much for this person, at night, or little by little over a day."""

import datetime as dt
from collections.abc import Mapping
from statistics import median

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import company
from accounts.models import Company, User
from accounts.permissions import Permission
from listing.exports import limits
from listing.exports.models import Export

TIMES = 5
"""So many times a person's usual number of rows is unusual."""
FEW = 500
"""Fewer rows than so many never are."""
USUAL_DAYS = 30
USUAL_FROM = 3
"""Earlier exports by which a person's usual number is known."""
AT_NIGHT = 1_000
"""Rows outside working hours."""
A_DAY = 20_000
"""Rows of a day for one whose role has no limit."""
REASONS: Mapping[str, str | Promise] = {
    "more": _("far more rows than this person usually takes"),
    "hours": _("outside working hours"),
    "day": _("several exports of a day together pass the limit"),
}


def reasons(export: Export, now: dt.datetime) -> list[str]:
    """Codes of what is unusual about an export that has just been made, before it is saved as ready."""
    if export.maker.is_system:
        return []
    found = []
    if export.rows >= FEW and _is_more_than_usual(export, now):
        found.append("more")
    if export.rows > AT_NIGHT and not is_working_time(company.current(), now):
        found.append("hours")
    if _passes_the_day(export, now):
        found.append("day")
    return found


def _is_more_than_usual(export: Export, now: dt.datetime) -> bool:
    since = now - dt.timedelta(days=USUAL_DAYS)
    earlier = Export.objects.made_by(export.maker).counted().filter(created_at__gte=since).exclude(pk=export.pk)
    counts = list(earlier.order_by("-id").values_list("rows", flat=True)[:1000])
    return len(counts) >= USUAL_FROM and export.rows > TIMES * median(counts)


def is_working_time(here: Company, now: dt.datetime) -> bool:
    """By the company's week and clock."""
    local = now.astimezone(here.zone)
    return local.isoweekday() in here.working_days and here.day_begins <= local.time() < here.day_ends


def _passes_the_day(export: Export, now: dt.datetime) -> bool:
    """Cutting a large export into small ones does not go unseen."""
    limit = limits.limit_of(export.maker)
    here = company.current()
    midnight = dt.datetime.combine(here.today(now), dt.time(), tzinfo=here.zone)
    today = Export.objects.made_by(export.maker).counted().filter(created_at__gte=midnight).exclude(pk=export.pk)
    earlier = today.aggregate(rows=Sum("rows"))["rows"] or 0
    return earlier > 0 and earlier + export.rows > (A_DAY if limit is None else limit)


def watchers() -> list[User]:
    """Everybody who administers: whoever took it too, since it may not have been himself."""
    people = User.objects.filter(is_active=True, is_system=False, role__permissions__contains=[Permission.ADMINISTER])
    return list(people.order_by("pk"))
