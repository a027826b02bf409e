"""Who would see fewer or more clients after a change of rights, before it is made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from accounts.models import User
from accounts.scope import Reach, among
from customers.models import Customer

SAMPLES = 5
SHOWN = 3
"""People whose clients are shown by name; the others are counted."""


@dataclass
class Impact:
    """What becomes of one person's sight. `lost` and `gained` are names of some clients, as the reader sees them."""

    user: User
    before: Reach
    after: Reach
    sees_now: int
    will_see: int
    loses: int
    gains: int
    lost: list[str] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)


Counts = Mapping[int | None, int]


def clients_by_person() -> Counts:
    """How many cards each person keeps, those in the archive too; None: nobody does. One statement over the index."""
    rows = Customer.objects.order_by().values_list("responsible_id").annotate(n=Count("pk"))
    return dict(rows)


def seen(reach: Reach, counts: Counts) -> int:
    """How many cards are within reach."""
    if reach.everything:
        return sum(counts.values())
    return sum(counts.get(person, 0) for person in reach.people)


def impacts(pairs: Iterable[tuple[User, Reach, Reach]], reader: User) -> list[Impact]:
    """Only of people whose sight changes, those who lose most first. A constant number of questions."""
    changed = [(user, before, after) for user, before, after in pairs if before != after]
    if not changed:
        return []
    counts = clients_by_person()
    found = [_impact(user, before, after, counts) for user, before, after in changed]
    found.sort(key=lambda one: (-one.loses, -one.gains, one.user.pk))
    for one in found[:SHOWN]:
        one.lost = _names(one.before, one.after, reader) if one.loses else []
        one.gained = _names(one.after, one.before, reader) if one.gains else []
    return found


def _impact(user: User, before: Reach, after: Reach, counts: Counts) -> Impact:
    both = sum(count for person, count in counts.items() if before.includes(person) and after.includes(person))
    now, later = seen(before, counts), seen(after, counts)
    return Impact(user, before, after, sees_now=now, will_see=later, loses=now - both, gains=later - both)


def _names(within: Reach, without: Reach, reader: User) -> list[str]:
    """Some clients of the one reach that are not of the other; only those the reader may see himself."""
    rows = Customer.objects.visible_to(reader)
    if not within.everything:
        rows = rows.filter(among(within.people))
    if without.people:
        rows = rows.filter(Q(responsible__isnull=True) | ~among(without.people))
    return [row.title for row in rows.order_by("sort_name", "pk")[:SAMPLES]]


def totals(found: Sequence[Impact]) -> tuple[int, int]:
    """How many people lose sight of somebody, and how many gain."""
    return sum(1 for one in found if one.loses), sum(1 for one in found if one.gains)
