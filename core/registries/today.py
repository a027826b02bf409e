"""Reasons to act today: who waits for what, in an order that explains itself."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from django.http import HttpRequest
from django.utils.functional import Promise

from core.registry import Registry


class TodayRank(IntEnum):
    """The order of the page: what stands higher hurts more when it is put off. `desk.order` says it in words."""

    PROMISE_LATE = 10
    MISSED = 20
    TASK_LATE = 30
    PROMISE = 40
    TASK_TIMED = 50
    DATE = 60
    TASK = 70
    UNTOUCHED = 80
    LATER = 90


class TodayPlace(StrEnum):
    """`order`: the one list of things to do; `below`: a card under it; `side`: a card beside it."""

    ORDER = "order"
    BELOW = "below"
    SIDE = "side"


@dataclass(frozen=True, kw_only=True)
class TodayItem:
    """One line: a client (or a task without one), why it stands here, and what to press."""

    customer_id: int | None
    reason: str | Promise
    """Why this line stands here today: «promised for yesterday», «turns 40 tomorrow». Always shown."""
    act_label: str | Promise
    act_url: str
    """An address to open, `tel:` included."""
    title: str | Promise = ""
    """What is to be done; empty: the client's name."""
    customer_name: str = ""
    """As this reader may see it; empty: the page asks for the names of all lines at once."""
    url: str = ""
    """Where the title leads; empty: the client's card."""
    rank: int = TodayRank.TASK
    at: dt.datetime | None = None
    """Earlier stands first within a rank; without one after those that have it."""
    when: str | Promise = ""
    """The small word at the end: «15:00», «18 November»."""
    tone: str = ""
    """Of that word: bad, warn, ok, or none."""
    act_icon: str = "phone"
    done_url: str = ""
    """A POST there settles it at once (the round button before the line)."""
    ask_url: str = ""
    """Instead of `done_url`, where something is asked first: answers with a dialog, or a page without scripts."""
    owner: str = ""
    """Whose it is; shown when a supervisor looks at his team."""


@dataclass(frozen=True)
class TodayCount:
    """The number of a source's tile: `note` says what to look at first, `url` opens what is counted."""

    count: int
    note: str | Promise = ""
    url: str = ""
    of: int | None = None
    """«5 of 7», where some are done already."""
    text: str = ""
    """Stands instead of the number, such as a sum of money."""


@dataclass(frozen=True, kw_only=True)
class TodaySource:
    """`items(request, day, limit)`: one or two statements, whatever the number of rows.

    Whose things are meant says `accounts.today.people(request)`: the reader's own, his team's, one person's. Sources
    keep to it, and to `visible_to(request.user)`.
    """

    code: str
    label: str | Promise
    items: Callable[[HttpRequest, dt.date, int], list[TodayItem]]
    count: Callable[[HttpRequest, dt.date], TodayCount] | None = None
    """The tile above; without one there is none."""
    place: TodayPlace = TodayPlace.SIDE
    limit: int = 8
    """How many lines of it the page shows."""
    more_url: Callable[[HttpRequest, dt.date], str] | None = None
    """The list of all of them."""
    nothing: str | Promise = ""
    """What the card says when there is nothing, and how something comes to stand there; empty: the card is left out."""
    icon: str = "users"
    weight: int = 100
    permission: str = ""


today_sources: Registry[TodaySource] = Registry("today_sources", "reasons of the «Today» page")
