"""Birthdays of the coming days: a source of «Today»."""

import datetime as dt
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts import today
from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import among
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodayRank, TodaySource, today_sources
from core.text import moments
from customers import rights
from customers.models import Customer
from customers.models.customer import CustomerQuerySet

DAYS = 7
MOST = 5000
"""Of a week's birthdays that are put in order; there are more in a base of a quarter of a million alone."""


def register() -> None:
    """Offer the source."""
    today_sources.add(
        TodaySource(
            code="birthdays",
            label=_("Birthdays"),
            items=items,
            count=count,
            place=TodayPlace.SIDE,
            limit=5,
            more_url=more_url,
            nothing=_("Nobody in the next seven days. Birthdays come from the date of birth on a client’s card."),
            icon="cake",
            weight=60,
            permission=Permission.VIEW_CUSTOMERS,
        )
    )


def coming(rows: CustomerQuerySet, day: dt.date, days: int) -> CustomerQuerySet:
    """Those born on one of so many days from `day` on; whoever was born on 29 February is greeted on 1 March too."""
    return rows.filter(reduce(or_, (_born_on(day + dt.timedelta(days=ahead)) for ahead in range(days))))


def _born_on(day: dt.date) -> Q:
    found = Q(birth_date__month=day.month, birth_date__day=day.day)
    if (day.month, day.day) == (3, 1) and not _is_leap(day.year):
        found |= Q(birth_date__month=2, birth_date__day=29)
    return found


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def items(request: HttpRequest, day: dt.date, limit: int) -> list[TodayItem]:
    """The nearest first."""
    user = request.user
    if not isinstance(user, User) or not rights.may_read(user, "birth_date"):
        return []
    rows = _rows(request, user, day).order_by("pk").values_list("pk", "birth_date")[:MOST]
    nearest = sorted((next_birthday(born, day), pk, born) for pk, born in rows if born)[:limit]
    return [_item(pk, born, comes, day) for comes, pk, born in nearest]


def _rows(request: HttpRequest, user: User, day: dt.date) -> CustomerQuerySet:
    rows = Customer.objects.visible_to(user).active()
    people = today.people(request)
    if people is not None:
        rows = rows.filter(among(people))
    return coming(rows, day, DAYS)


def _item(pk: int, born: dt.date, comes: dt.date, day: dt.date) -> TodayItem:
    when = moments.relative_day(comes, day)
    age = comes.year - born.year
    told = ngettext("%(day)s, %(age)d year old", "%(day)s, %(age)d years old", age)
    return TodayItem(
        customer_id=pk,
        reason=told % {"day": when, "age": age},
        act_label=_("Congratulate"),
        act_url=reverse("customers:detail", args=[pk]),
        rank=TodayRank.DATE if comes == day else TodayRank.LATER,
        tone="ok" if comes == day else "",
        when=pgettext_lazy("birthday", "today") if comes == day else "",
        act_icon="gift",
    )


def next_birthday(born: dt.date, day: dt.date) -> dt.date:
    """The nearest one from `day` on; of 29 February in other years 1 March."""
    return next(found for year in (day.year, day.year + 1) if (found := _in_year(born, year)) >= day)


def _in_year(born: dt.date, year: int) -> dt.date:
    if (born.month, born.day) == (2, 29) and not _is_leap(year):
        return dt.date(year, 3, 1)
    return born.replace(year=year)


def count(request: HttpRequest, day: dt.date) -> TodayCount:
    """How many in the coming days."""
    user = request.user
    if not isinstance(user, User) or not rights.may_read(user, "birth_date"):
        return TodayCount(0)
    return TodayCount(_rows(request, user, day).count(), _("in seven days"), more_url(request, day))


def more_url(request: HttpRequest, day: dt.date) -> str:
    """The list of clients under the same question."""
    query: list[tuple[str, str]] = [("birth_date__anniversary", str(DAYS))]
    people = today.people(request)
    query += [("responsible__is", str(person)) for person in people or ()]
    return f"{reverse('customers:list')}?{urlencode(query)}"
