"""Numbers of the activity report: one statement for all acts, one for what is overdue."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count

from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import reach
from core.registries.reports import ReportAsk
from core.sql import statement
from interactions.tasks.models import Task

OTHERS = 0
"""The person under whom those are counted whom the reader does not see one by one."""
BY_PERSON, BY_DAY, BY_HOUR = 3, 5, 6


@dataclass(frozen=True)
class Sight:
    """Whose work the reader may look at: everybody's or these people's; `others`: the rest as one sum."""

    everybody: bool
    people: tuple[int, ...]
    others: bool

    def includes(self, person: int) -> bool:
        """Whether this one's work is shown by name."""
        return self.everybody or person in self.people


@dataclass
class Acts:
    """How often: (person, kind), (day, kind), (weekday, hour)."""

    people: Counter[tuple[int, str]] = field(default_factory=Counter)
    days: Counter[tuple[dt.date, str]] = field(default_factory=Counter)
    hours: Counter[tuple[int, int]] = field(default_factory=Counter)

    def total(self, *kinds: str) -> int:
        """Of everybody who is counted."""
        return sum(n for (_person, kind), n in self.people.items() if kind in kinds)


def sight(ask: ReportAsk) -> Sight:
    """By the reader's reach; a person chosen in the form alone, if he is within it."""
    user: User = ask.user
    found = reach(user)
    chosen = ask.values.get("who")
    if chosen:
        return Sight(everybody=False, people=(int(chosen),) if found.includes(int(chosen)) else (), others=False)
    everybody = found.everything
    return Sight(everybody, found.people, others=not everybody and user.has(Permission.SEE_TOTALS_OF_ALL))


def acts(ask: ReportAsk, seen: Sight) -> Acts:
    """One reading of each source; the built-in system's acts are nobody's work."""
    parameters: dict[str, Any] = {
        "since": ask.begins,
        "until": ask.ends,
        "zone": str(ask.zone),
        "everybody": seen.everybody,
        "people": list(seen.people),
        "others": seen.others,
    }
    found = Acts()
    with connection.cursor() as cursor:
        cursor.execute(statement("reports", "count_acts"), parameters)
        for grain, actor, kind, day, weekday, hour, n in cursor.fetchall():
            if grain == BY_PERSON:
                found.people[actor, kind] = n
            elif grain == BY_DAY:
                found.days[day, kind] = n
            else:
                found.hours[weekday, hour] = n
    return found


def overdue(seen: Sight) -> Counter[int]:
    """Open tasks whose time is over, by who has to do them; as of now, whatever the period."""
    rows = Task.objects.overdue().exclude(responsible=None)
    if not seen.everybody and not seen.others:
        rows = rows.filter(responsible__in=seen.people)
    counted: Counter[int] = Counter()
    for person, n in rows.values_list("responsible").annotate(n=Count("pk")).order_by("responsible"):
        counted[person if seen.includes(person) else OTHERS] += n
    return counted
