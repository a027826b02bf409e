"""Segments of the demo base: some of the ready ones, with their sizes of the two weeks before, and a fixed list."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts import company
from accounts.models import User
from accounts.services import ensure_demo_accounts
from core.registries.demo import DemoPart, DemoPlan, demo_parts
from customers.models import Customer
from segmentation.models import Segment, SegmentDay, SegmentKind, SegmentMember
from segmentation.segments import library, refresh, services
from segmentation.segments.services import SegmentWish

TAKEN = ("birthdays", "new-buyers", "sleeping", "once", "generous", "broken", "forgotten", "reachable-lost")
DAYS = 14
WITH_DAYS = ("birthdays", "new-buyers", "sleeping")
LEAST_FOR_DAYS, MOST_FOR_DAYS = 200, 50_000
"""Of fewer clients hardly one comes or goes; in a larger base fourteen counts of each rule take too long."""


def register() -> None:
    """After clients, their history and their purchases."""
    demo_parts.add(DemoPart(code="segments", make=make_segments, weight=90))


def make_segments(plan: DemoPlan, progress: Callable[[int], None]) -> dict[str, int]:
    """Shared with everybody, so that each of the demo people finds them; those that stand already are left."""
    if not plan.customers:
        return {}
    ensure_demo_accounts()
    owner = User.objects.select_related("role").filter(role__code="admin", is_system=False).order_by("pk")[0]
    made = 0
    with override("ru"):
        for code in TAKEN:
            ready = library.find(code)
            if ready is not None and library.is_offered(ready, owner):
                wish = SegmentWish(str(ready.name), str(ready.about), rule=ready.rule, shared=True)
                has_days = code in WITH_DAYS and LEAST_FOR_DAYS <= plan.customers <= MOST_FOR_DAYS
                made += _make(owner, wish, has_days=has_days)
        name = _("Guests of the exhibition")
        made += _make(owner, SegmentWish(name, kind=SegmentKind.FIXED.value, shared=True))
    return {"segments": made}


@transaction.atomic
def _make(owner: User, wish: SegmentWish, *, has_days: bool = False) -> int:
    if Segment.objects.live().filter(name=wish.name).exists():
        return 0
    segment, _operation = services.make(by=owner, wish=wish)
    if segment.is_fixed:
        _pick(segment)
    elif has_days:
        _days_before(segment)
    return 1


def _pick(segment: Segment) -> None:
    first = Customer.objects.active().order_by("pk").values_list("pk", flat=True)[:12]
    segment.picks.bulk_create([segment.picks.model(segment=segment, customer_id=pk) for pk in first])


def _days_before(segment: Segment) -> None:
    """Counted as on each of the days before, so that people come and go; today’s count is the last."""
    SegmentMember.objects.filter(segment=segment).delete()
    SegmentDay.objects.filter(segment=segment).delete()
    today = company.today()
    for ago in range(DAYS, 0, -1):
        refresh.as_of(segment, today - dt.timedelta(days=ago))
    refresh.one(segment)
