"""Who comes and who goes when a rule changes, who is in two segments, who was in one on a day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts import company
from accounts.models import User
from core.rules.tree import Group, Join
from customers.client_list import visible_customers
from customers.models import Customer
from segmentation.models import Segment, SegmentMember
from segmentation.segments import counting, rules
from segmentation.segments.history import sees_totals

NAMED = 50


@dataclass(frozen=True)
class Difference:
    """Numbers for the reader, and names of the first that he may see."""

    entering: int
    leaving: int
    enter: list[Customer]
    leave: list[Customer]


@dataclass(frozen=True)
class Overlap:
    """Clients of the first alone, of both, of the second alone."""

    first: int
    both: int
    second: int


def members(segment: Segment) -> "QuerySet[SegmentMember]":
    """Those who are in it now."""
    return SegmentMember.objects.filter(segment=segment, left_at__isnull=True)


def is_in(segment: Segment) -> Exists:
    """Of a client: whether he is in the segment now."""
    return Exists(members(segment).filter(customer=OuterRef("pk")))


def difference(segment: Segment, tree: Group, reader: User) -> Difference:
    """Four statements: two counts over whom the reader is counted for, two lists of names he may see."""
    at_once = sees_totals(reader)
    finds = rules.holds(tree, at_once=at_once)
    misses = rules.holds(Group(Join.NONE, (tree,)), at_once=at_once)
    here = counting.base(reader)
    seen = visible_customers(reader)
    return Difference(
        entering=here.filter(finds).exclude(is_in(segment)).count(),
        leaving=here.filter(is_in(segment)).filter(misses).count(),
        enter=list(seen.filter(finds).exclude(is_in(segment)).order_by("sort_name", "pk")[:NAMED]),
        leave=list(seen.filter(is_in(segment)).filter(misses).order_by("sort_name", "pk")[:NAMED]),
    )


def overlap(first: Segment, second: Segment, reader: User) -> Overlap:
    """Three numbers by one statement over the members of both."""
    rows = counting.base(reader).annotate(in_first=is_in(first), in_second=is_in(second))
    found = rows.filter(Q(in_first=True) | Q(in_second=True)).aggregate(
        first=Count("pk", filter=Q(in_first=True, in_second=False)),
        both=Count("pk", filter=Q(in_first=True, in_second=True)),
        second=Count("pk", filter=Q(in_first=False, in_second=True)),
    )
    return Overlap(**found)


def was_in(segment: Segment, day: dt.date) -> "QuerySet[SegmentMember]":
    """Those who were in it at the end of the day."""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=company.current().zone)
    stayed = Q(left_at__isnull=True) | Q(left_at__gte=end)
    return SegmentMember.objects.filter(stayed, segment=segment, entered_at__lt=end)


def was_among(segment: Segment, day: dt.date, reader: User) -> "QuerySet[Customer]":
    """The same as clients the reader may see, in no order."""
    return visible_customers(reader).filter(Exists(was_in(segment, day).filter(customer=OuterRef("pk"))))


def size_for(segment: Segment, reader: User) -> int:
    """How many are in it now, of whom the reader is counted for."""
    return counting.base(reader).filter(is_in(segment)).count()
