"""What the page «Today» shows: sources asked once each, names of all clients at once."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.urls import reverse
from django.utils.functional import Promise

from accounts.http import UserRequest
from accounts.models import User
from core.registries.today import TodayCount, TodayItem, TodayPlace, TodaySource, today_sources
from customers import rights
from customers.models import Customer
from desk import order

MOST_LINES = 50
"""Of the one list of things to do; the rest is a link away."""


@dataclass(frozen=True)
class Line:
    """An item as it stands on the page."""

    item: TodayItem
    title: str | Promise
    client: str
    """The client's name, where the title is something else."""
    client_url: str
    url: str
    is_company: bool
    rank: str | Promise
    """Said by the first line of each rank."""

    @property
    def name(self) -> str:
        """Whom the line is about, for labels of buttons."""
        return self.client or str(self.title)


@dataclass(frozen=True)
class Part:
    """A card: the lines of one source."""

    source: TodaySource
    lines: list[Line]
    found: TodayCount | None
    more_url: str


@dataclass(frozen=True)
class Tile:
    """A number above."""

    label: str | Promise
    found: TodayCount


@dataclass(frozen=True)
class Board:
    """The whole page."""

    tiles: list[Tile]
    todo: list[Line]
    todo_sources: list[TodaySource]
    todo_more: str
    steps: list[order.Step]
    below: list[Part]
    side: list[Part]


def board(request: UserRequest, day: dt.date) -> Board:
    """Ask each source this person may use; a statement or two each, whatever the size of the base."""
    sources = [one for one in today_sources if not one.permission or request.user.has(one.permission)]
    items = {one.code: one.items(request, day, _limit(one)) for one in sources}
    found = {one.code: one.count(request, day) for one in sources if one.count}
    todo = [one for one in sources if one.place == TodayPlace.ORDER]
    names = _names((item for part in items.values() for item in part), request.user)
    in_order = order.in_order(item for one in todo for item in items[one.code])[:MOST_LINES]
    parts = [
        Part(one, _lines(items[one.code], names), found.get(one.code), _more(one, request, day))
        for one in sources
        if one not in todo and (items[one.code] or one.nothing)
    ]
    return Board(
        tiles=[Tile(one.label, found[one.code]) for one in sources if one.code in found],
        todo=_lines(in_order, names, ranks=True),
        todo_sources=todo,
        todo_more=next((url for one in todo if (url := _more(one, request, day))), ""),
        steps=order.steps(in_order),
        below=[part for part in parts if part.source.place == TodayPlace.BELOW],
        side=[part for part in parts if part.source.place == TodayPlace.SIDE],
    )


def _limit(source: TodaySource) -> int:
    return MOST_LINES if source.place == TodayPlace.ORDER else source.limit


def _more(source: TodaySource, request: UserRequest, day: dt.date) -> str:
    return source.more_url(request, day) if source.more_url else ""


def _names(items: Iterable[TodayItem], user: User) -> dict[int, tuple[str, bool]]:
    """Names of the clients this reader may see, and whether each is a company: one question for the whole page."""
    wanted = {item.customer_id for item in items if item.customer_id is not None}
    if not wanted:
        return {}
    rows = Customer.objects.visible_to(user).filter(pk__in=wanted).only("name", "kind").order_by("pk")
    return {row.pk: (rights.shown(user, "name", row.title), row.is_company) for row in rows}


def _lines(items: Iterable[TodayItem], names: dict[int, tuple[str, bool]], *, ranks: bool = False) -> list[Line]:
    lines: list[Line] = []
    last = None
    for item in items:
        name, is_company = names.get(cast(int, item.customer_id), (item.customer_name, False))
        card = reverse("customers:detail", args=[item.customer_id]) if item.customer_id in names else ""
        title = item.title or name
        lines.append(
            Line(
                item=item,
                title=title,
                client=name if item.title else "",
                client_url=card,
                url=item.url or card,
                is_company=is_company,
                rank=order.label_of(item.rank) if ranks and item.rank != last else "",
            )
        )
        last = item.rank
    return lines
