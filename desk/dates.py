"""Birthdays and other dates of the coming days: a source of «Today»."""

import datetime as dt

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts import today
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from core.text import moments
from customers import dates, rights
from customers.choices import DateKind
from customers.dates import BIRTHDAY, Coming
from customers.models import Customer
from customers.models.customer import CustomerQuerySet

DAYS = 7
KEPT = "_coming_dates"


def register() -> None:
    """Offer the source."""
    today_sources.add(
        TodaySource(
            code="dates",
            label=gettext_lazy("Birthdays and dates"),
            items=items,
            count=count,
            place=TodayPlace.SIDE,
            limit=5,
            more_url=more_url,
            nothing=gettext_lazy(
                "None in the next seven days. They come from the date of birth and other dates on a client’s card."
            ),
            icon="cake",
            weight=60,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def _coming(request: HttpRequest, day: dt.date) -> list[Coming]:
    """Of the people looked at, soonest first; asked once a request."""
    found: list[Coming] | None = getattr(request, KEPT, None)
    if found is None:
        user = request.user
        may = isinstance(user, User) and rights.may_read(user, "birth_date")
        found = []
        if isinstance(user, User) and may:
            found = dates.coming(_rows(request, user), day, DAYS, others=rights.may_read(user, "dates"))
        setattr(request, KEPT, found)
    return found


def _rows(request: HttpRequest, user: User) -> CustomerQuerySet:
    rows = Customer.objects.visible_to(user).active()
    people = today.people(request)
    return rows if people is None else rows.filter(among(people))


def items(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """The nearest first."""
    return [_item(one, day) for one in _coming(request, day)[:limit]]


def _item(one: Coming, day: dt.date) -> TodayItem:
    is_today = one.on == day
    return TodayItem(
        customer_id=one.customer_id,
        reason=_reason(one, day),
        act_label=_("Congratulate"),
        act_url=reverse("customers:detail", args=[one.customer_id]),
        rank=TodayRank.DATE if is_today else TodayRank.LATER,
        tone="ok" if is_today else "",
        when=pgettext_lazy("birthday", "today") if is_today else "",
        act_icon="gift",
    )


def _reason(one: Coming, day: dt.date) -> str:
    """«Tomorrow, 40 years old», «24 November, wedding, 10 years»."""
    when = moments.relative_day(one.on, day)
    if one.kind == BIRTHDAY:
        age = one.years or 0
        return ngettext("%(day)s, %(age)s year old", "%(day)s, %(age)s years old", age) % {"day": when, "age": age}
    named = one.label or str(DateKind(one.kind).label)
    if not one.years:
        return f"{when}, {named}"
    told = ngettext("%(day)s, %(what)s, %(n)s year", "%(day)s, %(what)s, %(n)s years", one.years)
    return told % {"day": when, "what": named, "n": one.years}


def count(request: HttpRequest, day: dt.date) -> TodayCount:
    """How many birthdays in the coming days: the list that the number opens knows no other dates."""
    born = sum(one.kind == BIRTHDAY for one in _coming(request, day))
    told = ngettext("birthday in seven days", "birthdays in seven days", born)
    return TodayCount(born, told, more_url(request, day))


def more_url(request: HttpRequest, day: dt.date) -> str:
    """The list of clients whose birthday comes, of the same people."""
    query: list[tuple[str, str]] = [("birth_date__anniversary", str(DAYS))]
    query += [("responsible__is", str(person)) for person in today.people(request) or ()]
    return f"{reverse('customers:list')}?{urlencode(query)}"
