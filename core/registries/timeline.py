"""Sources of the one timeline of a client."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from core.registry import Registry

DIGITS, LARGEST = 19, 2**63 - 1
"""Of a key of a row."""
Before = tuple[datetime, str] | None
"""(at, key) where the page before ended; None: from the newest."""


class TimelineGroup(StrEnum):
    """What a reader can ask the timeline for alone."""

    TALK = "talk"
    PURCHASES = "purchases"
    TASKS = "tasks"
    REVIEWS = "reviews"
    CHANGES = "changes"
    OTHER = "other"


GROUP_LABELS: dict[TimelineGroup, str | Promise] = {
    TimelineGroup.TALK: pgettext_lazy("timeline", "Talks"),
    TimelineGroup.PURCHASES: pgettext_lazy("timeline", "Purchases"),
    TimelineGroup.TASKS: pgettext_lazy("timeline", "Tasks"),
    TimelineGroup.REVIEWS: pgettext_lazy("timeline", "Reviews"),
    TimelineGroup.CHANGES: pgettext_lazy("timeline", "Changes"),
    TimelineGroup.OTHER: pgettext_lazy("timeline", "Other"),
}


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """One line of the timeline. `at` is aware; `key` makes the order total and begins with a prefix of its source."""

    at: datetime
    key: str
    kind: str
    icon: str
    title: str | Promise
    meta: str = ""
    """What stands grey beside the title: the outcome, the shop."""
    body: str = ""
    author: str = ""
    minor: bool = False
    tone: str = ""
    """`ok`, `warn`, `bad`, `info` of the round icon; empty: grey."""
    box: str = ""
    """Safe HTML below the text: lines of a purchase, files."""
    pinned_at: datetime | None = None
    """When somebody has put it above the history."""
    acts: str = ""
    """Address of a menu of what can be done with it, loaded when it is opened."""
    customer_id: int = 0
    """Whose it is where the stream is of a company and its people."""
    whose: str = ""
    """His name, filled by the timeline where it is not the one whose card it is."""


@dataclass(frozen=True, kw_only=True)
class TimelineFilter:
    """What a reader looks for; a source that cannot answer is left out."""

    text: str = ""
    author_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.text or self.author_id)


@dataclass(frozen=True, kw_only=True)
class TimelineSource:
    """`fetch(customer ids, before, limit)` returns newest first, strictly before the (at, key) given."""

    code: str
    label: str | Promise
    fetch: Callable[[Iterable[int], Before, int], list[TimelineEvent]]
    group: TimelineGroup = TimelineGroup.OTHER
    fetch_for: Callable[[Any, Iterable[int], Before, int], list[TimelineEvent]] | None = None
    """(accounts.models.User, …) as `fetch`, which is not asked then: of a source that tells each what he may read."""
    search: Callable[[Iterable[int], Before, int, TimelineFilter], list[TimelineEvent]] | None = None
    """As `fetch`, of those that fit; None: the source has no words and no author to look by."""
    search_for: Callable[[Any, Iterable[int], Before, int, TimelineFilter], list[TimelineEvent]] | None = None
    """(accounts.models.User, …) as `search`, which is not asked then."""
    planned: Callable[[Iterable[int], int], list[TimelineEvent]] | None = None
    """(customer ids, limit): what is still to come, the nearest first; stands above the history."""
    pinned: Callable[[Iterable[int], int], list[TimelineEvent]] | None = None
    """(customer ids, limit): what stands above all, the last pinned first."""
    weight: int = 100
    permission: str = ""
    whole: "TimelineSource | None" = None
    """Read once instead of all sources that name it, where no group is asked for alone; they share its permission."""


def nothing(_ids: Iterable[int], _before: Before, _limit: int) -> list[TimelineEvent]:
    """`fetch` of a source that tells nothing to nobody."""
    return []


timeline_sources: Registry[TimelineSource] = Registry("timeline_sources", "what stands in a client's timeline")


def numbered(prefix: str, pk: int) -> str:
    """The key of an event that is a row of a table: keys of one source sort as numbers do."""
    return f"{prefix}{pk:0{DIGITS}d}"


def upto(before: Before, prefix: str) -> tuple[datetime, int] | None:
    """(at, number): rows strictly before are those with (at, pk) < this, whichever source the page ended in."""
    if before is None:
        return None
    at, key = before
    number = key[len(prefix) :]
    if key.startswith(prefix) and number.isascii() and number.isdecimal() and len(number) <= DIGITS:
        return at, min(int(number), LARGEST)
    return at, 0 if key < prefix else LARGEST
