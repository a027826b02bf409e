"""The order of the day in words: why a line stands above another."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.registries.today import TodayItem, TodayRank

NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
"""Where a line without a time stands."""
WORDS: dict[int, tuple[str | Promise, str | Promise]] = {
    TodayRank.PROMISE_LATE: (
        _("The client is waiting"),
        _("a call, a letter or a meeting was promised, and its time is over"),
    ),
    TodayRank.MISSED: (_("Missed calls"), _("somebody wanted to speak to us and could not")),
    TodayRank.TASK_LATE: (_("Overdue"), _("should have been done before today")),
    TodayRank.PROMISE: (_("Promised for an hour today"), _("the client is counting on it")),
    TodayRank.TASK_TIMED: (_("At a certain time today"), _("earlier ones stand first")),
    TodayRank.DATE: (_("A date of the client"), _("birthdays and other dates come round once a year")),
    TodayRank.TASK: (_("By the end of the day"), _("important ones stand first")),
    TodayRank.UNTOUCHED: (_("Not touched for long"), _("the longest silence stands first")),
    TodayRank.LATER: (_("Later"), _("may wait, but is worth knowing of")),
}
"""What a rank is called and why it stands where it does, from the top of the page to its foot."""


@dataclass(frozen=True)
class Step:
    """One rank of the explanation, with how many lines of it stand on the page."""

    label: str | Promise
    why: str | Promise
    count: int


def in_order(items: Iterable[TodayItem]) -> list[TodayItem]:
    """By rank, then by time; a line without a time stands after those that have one. Equal ones keep their order."""
    return sorted(items, key=lambda item: (item.rank, item.at or NEVER))


def label_of(rank: int) -> str | Promise:
    """What a rank is called; one of a package's own is called nothing."""
    return WORDS[rank][0] if rank in WORDS else ""


def steps(items: Iterable[TodayItem]) -> list[Step]:
    """The whole order in words, in its order."""
    ranks = [item.rank for item in items]
    return [Step(label, why, ranks.count(rank)) for rank, (label, why) in sorted(WORDS.items())]
