"""What upper packages say of a client in a few words: the head of his card, the list of clients handed over."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True, kw_only=True)
class Glance:
    """A few words about one client; `at` and `who` are for tables with columns of their own."""

    text: str
    at: dt.datetime | None = None
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class GlanceSource:
    """`tell(customer ids)`: by id, those that have something to say; one statement. Rights are the caller's."""

    code: str
    label: str | Promise
    tell: Callable[[Sequence[int]], Mapping[int, Glance]]
    icon: str = "history"
    weight: int = 100


glance_sources: Registry[GlanceSource] = Registry("glance_sources", "few words in the head of a client's card")
