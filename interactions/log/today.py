"""Missed calls nobody has answered yet, and clients untouched for too long, on the page «Today»."""

import datetime as dt

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, IntegerField, OuterRef, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts import today as whose
from accounts.models import User
from accounts.permissions import Permission
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from core.text import moments
from customers import primary
from customers.models import Customer
from interactions.log.choices import Direction
from interactions.log.fields import MISSED_DAYS, TALKS
from interactions.log.models import Interaction, InteractionQuerySet, LastTouch

UNTOUCHED_DAYS = 90
MOST_COUNTED = 1_000
KEPT = "_missed_calls"


def register() -> None:
    """Calls stand in the one order of the day, clients beside it."""
    today_sources.add(
        TodaySource(
            code="missed", label=gettext_lazy("Missed calls"), items=missed, count=count_missed,
            place=TodayPlace.ORDER, limit=20, icon="phone-x", weight=20, permission=Permission.VIEW_CUSTOMERS,
        ),
        TodaySource(
            code="untouched", label=gettext_lazy("Time to get in touch"), items=untouched, icon="hourglass", weight=40,
            nothing=gettext_lazy("Nobody has been silent for 90 days."),
            more_url=untouched_url, permission=Permission.VIEW_CUSTOMERS,
        ),
    )  # fmt: skip


def missed(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """The oldest first: who has waited longest. One statement, which counts them too."""
    assert isinstance(request.user, User)
    rows = _missed(request)
    some = ArraySubquery(rows.order_by().values("pk")[:MOST_COUNTED])
    total = Func(some, function="CARDINALITY", output_field=IntegerField())
    rows = rows.select_related("customer", "customer__responsible").annotate(
        total=total, phone=primary.phone(request.user)
    )
    found = list(rows.order_by("at", "pk")[:limit])
    setattr(request, KEPT, (found[0].total, found[0].at) if found else (0, None))  # type: ignore[attr-defined]
    return [_call(row) for row in found]


def count_missed(request: HttpRequest, day: dt.date) -> TodayCount:
    """How many wait, up to MOST_COUNTED, and since when: `missed` has counted them."""
    if not hasattr(request, KEPT):
        missed(request, day, 1)
    total, first = getattr(request, KEPT)
    if not total:
        return TodayCount(0, _("everybody was called back"))
    said = _("the first one %(when)s") % {"when": moments.relative(first, timezone.now())}
    return TodayCount(total, said, _clients_url(request, "missed_call__filled", "1"))


def _missed(request: HttpRequest) -> InteractionQuerySet:
    """Of each client the last missed call, when nobody has turned to him since. Cost: the index of missed calls.

    A letter or a complaint of the client is no answer of ours, as in the report of activity.
    """
    assert isinstance(request.user, User)
    since = timezone.now() - dt.timedelta(days=MISSED_DAYS)
    later = Interaction.objects.standing().filter(customer=OuterRef("customer"), at__gt=OuterRef("at"))
    rows = Interaction.objects.standing().filter(direction=Direction.MISSED, at__gte=since)
    rows = rows.filter(customer__archived_at__isnull=True)
    turned = Q(direction__in=(Direction.OUT, Direction.MISSED)) | Q(kind__in=TALKS)
    rows = rows.visible_to(request.user).exclude(Exists(later.filter(turned)))
    people = whose.people(request)
    return rows if people is None else rows.filter(customer__responsible__in=people)


def _call(row: Interaction) -> TodayItem:
    now = timezone.now()
    minutes = max(0, int((now - row.at).total_seconds() // 60))
    waits = moments.relative(row.at, now)
    return TodayItem(
        customer_id=row.customer_id,
        reason=_("nobody has called back yet, missed %(when)s") % {"when": waits},
        act_label=_("Call back"),
        act_url=f"tel:{row.phone}" if row.phone else row.customer.get_absolute_url(),  # type: ignore[attr-defined]
        title=_("Missed call"),
        rank=TodayRank.MISSED,
        at=row.at,
        when=waits,
        tone="bad" if minutes > 60 else "warn",
        act_icon="phone",
        owner=row.customer.responsible.full_name if row.customer.responsible else "",
    )


def untouched(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """Those not touched for UNTOUCHED_DAYS, the nearest to the edge first: they may still remember us.

    A client nobody has ever touched is silent since he came into the base.
    """
    assert isinstance(request.user, User)
    edge = timezone.now() - dt.timedelta(days=UNTOUCHED_DAYS)
    rows = LastTouch.objects.filter(silent_since__lt=edge, customer__archived_at__isnull=True)
    people = whose.people(request)
    if people is not None:
        rows = rows.filter(customer__responsible__in=people)
    rows = rows.filter(Q(customer__in=Customer.objects.visible_to(request.user)))
    found = rows.select_related("customer__responsible").order_by("-silent_since", "-customer")[:limit]
    return [_quiet(row) for row in found]


def untouched_url(request: HttpRequest, day: dt.date) -> str:
    """The list of all of them."""
    return _clients_url(request, "silent_since__older_days", str(UNTOUCHED_DAYS))


def _clients_url(request: HttpRequest, condition: str, value: str) -> str:
    """The list of clients of those whose day is looked at."""
    query = [("view", "all"), (condition, value)]
    query += [("responsible__is", str(person)) for person in whose.people(request) or ()]
    return f"{reverse('customers:list')}?{urlencode(query)}"


def _quiet(row: LastTouch) -> TodayItem:
    days = (timezone.now() - row.silent_since).days
    said = ngettext("silent for %(n)d day", "silent for %(n)d days", days)
    if not row.is_known:
        said = ngettext("never in touch, in the base for %(n)d day", "never in touch, in the base for %(n)d days", days)
    return TodayItem(
        customer_id=row.customer_id,
        reason=said % {"n": days},
        act_label=_("Get in touch"),
        act_url=row.customer.get_absolute_url(),
        rank=TodayRank.UNTOUCHED,
        at=row.silent_since,
        owner=row.customer.responsible.full_name if row.customer.responsible else "",
    )
