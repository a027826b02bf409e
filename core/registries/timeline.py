"""Sources of the one timeline of a client."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """One line of the timeline. `at` is aware; `key` makes the order total within a source."""

    at: datetime
    key: str
    kind: str
    icon: str
    title: str | Promise
    body: str = ""
    author: str = ""
    minor: bool = False


@dataclass(frozen=True, kw_only=True)
class TimelineSource:
    """`fetch(customer ids, before, limit)` returns newest first, strictly before the (at, key) given."""

    code: str
    label: str | Promise
    fetch: Callable[[Iterable[int], tuple[datetime, str] | None, int], list[TimelineEvent]]
    weight: int = 100
    permission: str = ""


timeline_sources: Registry[TimelineSource] = Registry("timeline_sources", "what stands in a client's timeline")
