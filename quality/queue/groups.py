"""Which groups of cards wait for a decision of this reader, the likeliest first; which cards a group shows."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from customers import rights
from quality.models import Decision, DuplicateSearch, Pair, PairState
from quality.models.pairs import PairQuerySet
from quality.queue.words import agreed
from quality.search.groups import LARGEST, tie

LISTED = 50
PAIRS_READ = 400
"""Pairs from which the list of groups is made: more than one of a group may stand among the likeliest."""
SIDE_BY_SIDE = 5
"""Cards a person compares at once; a larger group comes in parts."""
COUNTED = 1_000


class Show(StrEnum):
    """Tabs of the queue."""

    ALL = "all"
    SURE = "sure"
    ASK = "ask"
    MINE = "mine"
    LATER = "later"
    DIFFERENT = "different"


LABELS: dict[Show, str | Promise] = {
    Show.ALL: _("All"),
    Show.SURE: _("Sure ones"),
    Show.ASK: _("To look at"),
    Show.MINE: _("My clients"),
    Show.LATER: pgettext_lazy("duplicates", "Put off"),
    Show.DIFFERENT: _("Not duplicates"),
}


@dataclass(frozen=True)
class Group:
    """One line of the list."""

    number: int
    title: str
    cards: tuple[int, ...]
    """Ids, the likeliest first."""
    percent: int
    tone: str
    why: str

    @property
    def size(self) -> int:
        """How many cards it ties together, of those that were read."""
        return len(self.cards)


def read_show(text: str) -> Show:
    """The tab named in an address; all when there is none of this name."""
    return Show(text) if text in set(Show) else Show.ALL


def pairs(reader: User, show: Show = Show.ALL) -> PairQuerySet:
    """Pairs of the tab, both of whose cards the reader sees and may work with."""
    rows: PairQuerySet = Pair.objects.visible_to(reader).exclude(decision=Decision.NO)
    if show in (Show.LATER, Show.DIFFERENT):
        state = PairState.LATER if show == Show.LATER else PairState.DIFFERENT
        return rows.filter(state=state, left__archived_at__isnull=True, right__archived_at__isnull=True)
    rows = rows.waiting()
    if show == Show.SURE:
        return rows.filter(decision=Decision.AUTO)
    if show == Show.ASK:
        return rows.filter(decision=Decision.ASK)
    if show == Show.MINE:
        return rows.filter(Q(left__responsible=reader) | Q(right__responsible=reader))
    return rows


def waiting(reader: User, show: Show = Show.ALL) -> int:
    """How many groups wait, at most COUNTED."""
    return pairs(reader, show).order_by().values("group").distinct()[:COUNTED].count()


def listed(reader: User, show: Show) -> list[Group]:
    """The likeliest groups of the tab: two queries, however many there are."""
    rows = pairs(reader, show).select_related("left", "right").order_by("-score", "pk")[:PAIRS_READ]
    found: dict[int, list[Pair]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row)
    size = base_size()
    return [_group(number, rows, reader, size) for number, rows in list(found.items())[:LISTED]]


def one(reader: User, show: Show, number: int) -> tuple[Group, list[Pair]] | None:
    """A group of the tab with its pairs, the likeliest first; None when nothing of it waits for this reader."""
    rows = list(pairs(reader, show).filter(group=number).select_related("left", "right").order_by("-score", "pk"))
    return (_group(number, rows, reader, base_size()), rows) if rows else None


def of_card(reader: User, card: int) -> list[int]:
    """The group of each pair of this card that waits, of those the reader sees; the likeliest first."""
    rows = pairs(reader).filter(Q(left=card) | Q(right=card)).order_by("-score", "pk")
    return list(rows.values_list("group", flat=True)[:LISTED])


def sure(reader: User) -> list[Group]:
    """Cards tied by sure pairs alone, each to each: nothing is to be asked of them. For merging at once."""
    rows = list(pairs(reader, Show.SURE).select_related("left", "right").order_by("-score", "pk")[:COUNTED])
    tied = tie([(row.left_id, row.right_id) for row in rows], ()).of
    found: dict[int, list[Pair]] = {}
    for row in rows:
        found.setdefault(tied[row.left_id], []).append(row)
    size = base_size()
    return [_group(rows[0].group, rows, reader, size) for rows in found.values() if _is_whole(rows)]


def _is_whole(rows: list[Pair]) -> bool:
    """Every card is tied to every other: a chain of likenesses is nobody's to merge unseen."""
    cards = len(_cards(rows))
    return cards <= LARGEST and len(rows) == cards * (cards - 1) // 2


def decided_today(reader: User) -> int:
    """How many pairs this person has answered since midnight."""
    begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Pair.objects.filter(decided_by=reader, decided_at__gte=begin.astimezone(dt.UTC)).count()


def base_size() -> int:
    """How many cards the base had when it was searched last: a likeness proves less in a larger one."""
    sizes = DuplicateSearch.objects.filter(finished_at__isnull=False).order_by("-started_at", "-pk")
    return max(sizes.values_list("size", flat=True).first() or 0, 2)


def percent(score: float, size: int) -> int:
    """The odds as a share of a hundred, given how many cards there are to be taken for one another."""
    odds: float = 2 ** min(score - (size).bit_length(), 60)
    return min(99, round(100 * odds / (1 + odds)))


def _group(number: int, rows: list[Pair], reader: User, size: int) -> Group:
    best = rows[0]
    names = [one.title for one in (best.left, best.right)]
    may_read = rights.may_read(reader, "full_name")
    sure = all(row.decision == Decision.AUTO for row in rows)
    return Group(
        number=number,
        title=max(names, key=len) if may_read else str(number),
        cards=_cards(rows),
        percent=percent(float(best.score), size),
        tone="bad" if sure else "warn" if best.score >= size.bit_length() else "",
        why=agreed(reduce(lambda all_of, row: [*all_of, *row.reasons], rows, [])),
    )


def _cards(rows: Iterable[Pair]) -> tuple[int, ...]:
    """Cards of the likeliest pair, then those tied to them, as far as they stand side by side."""
    return tuple(dict.fromkeys(card for row in rows for card in (row.left_id, row.right_id)))
