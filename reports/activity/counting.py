"""Numbers of the activity report: one statement for all acts, one for what is overdue."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from accounts.models import User
from accounts.permissions import Permission
from accounts.scope import reach
from core import replica
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


def _parameters(ask: ReportAsk, seen: Sight) -> dict[str, Any]:
    return {
        "since": ask.begins,
        "until": ask.ends,
        "zone": str(ask.zone),
        "everybody": seen.everybody,
        "people": list(seen.people),
        "others": seen.others,
    }


def acts(ask: ReportAsk, seen: Sight) -> Acts:
    """One reading of each source; the built-in system's acts are nobody's work."""
    found = Acts()
    with replica.cursor() as cursor:
        cursor.execute(statement("reports", "count_acts"), _parameters(ask, seen))
        for grain, actor, kind, day, weekday, hour, n in cursor.fetchall():
            if grain == BY_PERSON:
                found.people[actor, kind] = n
            elif grain == BY_DAY:
                found.days[day, kind] = n
            else:
                found.hours[weekday, hour] = n
    return found


@dataclass(frozen=True)
class Answer:
    """How a person answers clients; `seconds` is the average wait, None where there was nothing to answer."""

    answered: int = 0
    seconds: float | None = None
    unanswered: int = 0


def answers(ask: ReportAsk, seen: Sight) -> dict[int, Answer]:
    """By person: missed calls and messages of the period, and the next touch after each."""
    with replica.cursor() as cursor:
        cursor.execute(statement("reports", "count_answers"), _parameters(ask, seen))
        return {person: Answer(answered, wait, left) for person, answered, wait, left in cursor.fetchall()}


def altogether(found: Mapping[int, Answer]) -> Answer:
    """Of everybody who is counted; the wait is weighed by how many were answered."""
    answered = sum(one.answered for one in found.values())
    waited = sum(one.seconds * one.answered for one in found.values() if one.seconds is not None)
    left = sum(one.unanswered for one in found.values())
    return Answer(answered, waited / answered if answered else None, left)


def overdue(seen: Sight) -> Counter[int]:
    """Open tasks whose time is over, by who has to do them; as of now, whatever the period."""
    rows = Task.objects.overdue().exclude(responsible=None)
    if not seen.everybody and not seen.others:
        rows = rows.filter(responsible__in=seen.people)
    counted: Counter[int] = Counter()
    for person, n in rows.values_list("responsible").annotate(n=Count("pk")).order_by("responsible"):
        counted[person if seen.includes(person) else OTHERS] += n
    return counted
