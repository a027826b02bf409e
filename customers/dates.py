"""Dates of clients: birthdays and others, told from one list; each act is one operation that can be undone."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import ExtractDay, ExtractMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from customers.choices import DateKind
from customers.models import Customer, CustomerDate
from customers.models.customer import EARLIEST_BIRTH, CustomerQuerySet
from customers.tracking import CUSTOMER
from journal.models import Operation
from journal.operations import items, single

MOST_ON_A_CARD = 100
LONGEST_LABEL = 100
LATEST_YEAR = 2200
LONGEST_LOOK = 366
BIRTHDAY = "birthday"
LEAP_DAY = 229
OF_THE_PAST = frozenset({DateKind.CHILD, DateKind.SPOUSE, DateKind.RELATIVE, DateKind.WEDDING, DateKind.FOUNDED})
"""Kinds that cannot lie ahead."""


@dataclass(frozen=True)
class Coming:
    """A date that comes round: whose, when, what it is, how many years since when the year is known."""

    customer_id: int
    on: dt.date
    kind: str
    """`birthday`, or one of `DateKind`."""
    label: str = ""
    years: int | None = None


def coming(rows: CustomerQuerySet, day: dt.date, days: int, *, others: bool = True) -> list[Coming]:
    """Dates of these clients from `day` on, that day and `days - 1` after it, soonest first.

    Months and days are compared, years are not; 29 February is kept on the 28th where there is none. Two statements,
    each by an index over month and day. Without `others` birthdays only.
    """
    keys = _keys(day, days)
    born = rows.filter(birth_date__isnull=False).annotate(
        key=ExtractMonth("birth_date") * 100 + ExtractDay("birth_date")
    )
    found = [
        Coming(pk, keys[key], BIRTHDAY, "", keys[key].year - birth.year)
        for pk, birth, key in born.filter(key__in=list(keys)).order_by("pk").values_list("pk", "birth_date", "key")
        if birth
    ]
    found += _others(rows, keys) if others else []
    return sorted(found, key=lambda one: (one.on, one.customer_id))


def _others(rows: CustomerQuerySet, keys: dict[int, dt.date]) -> list[Coming]:
    months = {key // 100 for key in keys}
    found = CustomerDate.objects.filter(month__in=months, customer__in=rows.order_by().values("pk"))
    found = found.annotate(key=F("month") * 100 + F("day")).filter(key__in=list(keys)).order_by("pk")
    return [
        Coming(one.customer_id, keys[key], one.kind, one.label, keys[key].year - one.year if one.year else None)
        for one, key in ((one, one.month * 100 + one.day) for one in found)
    ]


def _keys(day: dt.date, days: int) -> dict[int, dt.date]:
    """Month and day as one number, to the day it falls on."""
    found: dict[int, dt.date] = {}
    for ahead in range(min(max(days, 0), LONGEST_LOOK)):
        one = day + dt.timedelta(days=ahead)
        found.setdefault(one.month * 100 + one.day, one)
        if (one.month, one.day) == (2, 28) and not calendar.isleap(one.year):
            found.setdefault(LEAP_DAY, one)
    return found


def add(*, by: User, customer: Customer, kind: str, typed: str, label: str = "") -> Operation:
    """Put a date on the card; `typed` is 31.12.1987 or 31.12. Raises DomainError on what is none."""
    day, month, year = parse(typed)
    label = " ".join(label.replace("\0", "").split())
    if kind not in DateKind.values:
        raise DomainError(_("Choose what the date is."), code="kind")
    if len(label) > LONGEST_LABEL:
        raise DomainError(_("A label is at most %(most)s characters.") % {"most": LONGEST_LABEL}, code="label")
    if year and kind in OF_THE_PAST and dt.date(year, month, day) > timezone.localdate():
        raise DomainError(_("This date lies ahead."), code="date")
    with single(by=by, params=_about(customer)) as operation:
        items.lock(Customer.objects.filter(pk=customer.pk))
        standing = CustomerDate.objects.filter(customer=customer)
        if standing.count() >= MOST_ON_A_CARD:
            raise DomainError(_("A card holds at most %(most)s dates.") % {"most": MOST_ON_A_CARD}, code="many")
        values = {"kind": kind, "label": label, "day": day, "month": month, "year": year}
        if standing.filter(**values).exists():
            raise DomainError(_("This date stands on the card already."), code="taken")
        CustomerDate.objects.create(customer=customer, made_in=operation.pk, **values)
    return operation


def remove(*, by: User, customer: Customer, pk: int) -> Operation | None:
    """Take it off the card; None when it does not stand there."""
    standing = CustomerDate.objects.filter(customer=customer, pk=pk)
    if not standing.exists():
        return None
    with single(by=by, params=_about(customer)) as operation:
        standing.delete()
    return operation


def of(customer: Customer) -> list[CustomerDate]:
    """Those of a card, in the order of the year."""
    return list(CustomerDate.objects.filter(customer=customer).order_by("month", "day", "pk"))


def parse(typed: str) -> tuple[int, int, int | None]:
    """(day, month, year or None). Raises DomainError when there is no such day."""
    parts = [part for part in typed.replace("/", ".").replace("-", ".").replace(" ", ".").split(".") if part]
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    wrong = DomainError(_("There is no such date; write it as 31.12.1987, or 31.12 without the year."), code="date")
    if len(parts) not in {2, 3} or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        raise wrong
    day, month, year = int(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else None
    try:
        # A leap year serves for a day whose year is not known.
        dt.date(year if year is not None else 2000, month, day)
    except ValueError:
        raise wrong from None
    if year is not None and not EARLIEST_BIRTH.year <= year <= LATEST_YEAR:
        raise wrong
    return day, month, year


def _about(customer: Customer) -> dict[str, str]:
    return {"object_type": CUSTOMER, "object_id": str(customer.pk)}
