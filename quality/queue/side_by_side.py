"""Cards side by side: their heads, their fields, contacts, consents, and what the merged card will have of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from consents.choices import ADVERTISING, Status
from consents.models import Channel, ClientConsents
from consents.words import channel as channel_name
from core.text.numbers import number
from customers import rights
from customers.card_points import ICONS
from customers.choices import ContactKind
from customers.models import ContactPoint, Customer
from customers.normalise.contacts import display_contact
from quality.merging import counting
from quality.merging.suggesting import JOINED, WORDS, joined
from quality.merging.values import JOINABLE, Line, lines

STRICT_FIRST = (Status.WITHDRAWN, Status.EXPIRED, Status.NONE, Status.PENDING, Status.GRANTED)


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    card: Customer
    title: str
    rows: str
    """How much hangs on the card: «24 purchases · 41 events»."""
    is_main: bool


@dataclass(frozen=True)
class Cell:
    """What one card says in a field."""

    card: int
    whose: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """A field of all cards."""

    code: str
    label: str | Promise
    cells: tuple[Cell, ...]
    result: str
    reason: str | Promise
    differs: bool
    may_choose: bool
    both: Cell | None = None
    """Offered where texts may be joined."""


@dataclass(frozen=True)
class PointRow:
    """All phones, or all addresses; those unticked leave the card."""

    kind: str
    label: str
    cells: tuple[tuple[tuple[str, str], ...], ...]
    """For each card (id of the point, its text)."""
    result: tuple[str, ...]


@dataclass(frozen=True)
class ConsentRow:
    """Advertising by one channel: nobody chooses here."""

    label: str
    cells: tuple[str | Promise, ...]
    result: str | Promise


@dataclass(frozen=True)
class Comparison:
    """Everything the page shows."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    """Fields in which cards differ, or only some say anything."""
    same: tuple[Row, ...]
    points: tuple[PointRow, ...]
    consents: tuple[ConsentRow, ...]
    history: str


def compare(cards: Sequence[Customer], reader: User) -> Comparison:
    """The main card first; a fixed number of queries."""
    heads, total = _heads(cards, reader)
    points = standing_points(cards)
    found = [line for line in lines(cards, reader) if line.is_seen and not line.is_empty]
    rows = [_row(line, cards, reader) for line in found]
    return Comparison(
        heads=heads,
        rows=tuple(row for row in rows if row.differs),
        same=tuple(row for row in rows if not row.differs),
        points=tuple(_point_rows(points, cards, reader)),
        consents=tuple(_consents(cards, points)),
        history=total,
    )


def best_main(found: Iterable[Customer]) -> list[Customer]:
    """The same cards, the best main one first: the one with most rows, of equals the oldest; never an archived one."""
    cards = list(found)
    rows = counting.of_cards([card.pk for card in cards])

    def weight(card: Customer) -> tuple[bool, int, float]:
        return card.is_archived, -sum(rows[card.pk].values()), card.created_at.timestamp()

    return sorted(cards, key=weight)


def _heads(cards: Sequence[Customer], reader: User) -> tuple[tuple[Head, ...], str]:
    rows = counting.of_cards([card.pk for card in cards])
    heads = tuple(
        Head(
            card=card,
            title=rights.shown(reader, "full_name", card.title),
            rows=_how_many(rows[card.pk]),
            is_main=card is cards[0],
        )
        for card in cards
    )
    sums = {code: sum(mine.get(code, 0) for mine in rows.values()) for code in (counting.PURCHASES, counting.EVENTS)}
    return heads, _how_many(sums)


def _how_many(rows: dict[str, int]) -> str:
    purchases, events = rows.get(counting.PURCHASES, 0), rows.get(counting.EVENTS, 0)
    bought = ngettext("%(n)s purchase", "%(n)s purchases", purchases) % {"n": number(purchases)}
    talked = ngettext("%(n)s event", "%(n)s events", events) % {"n": number(events)}
    return f"{bought} · {talked}"


def _row(line: Line, cards: Sequence[Customer], reader: User) -> Row:
    chosen = line.suggestion.card if line.may_choose or line.standing[0].is_empty else cards[0].pk
    cells = tuple(
        Cell(card.pk, card.title, text, is_chosen=card.pk == chosen)
        for card, text in zip(cards, line.texts, strict=True)
    )
    both = None
    if line.code == JOINABLE and line.contradicts and line.may_choose:
        both = Cell(JOINED, "", joined(line.standing), is_chosen=chosen == JOINED)
    result = both.text if both and both.is_chosen else next((cell.text for cell in cells if cell.is_chosen), "")
    return Row(
        code=line.code,
        label=line.label,
        cells=cells,
        result=result,
        reason=WORDS[line.suggestion.reason],
        differs=line.differs,
        may_choose=line.may_choose,
        both=both,
    )


def standing_points(cards: Sequence[Customer]) -> list[ContactPoint]:
    """Contacts that stand on any of these cards."""
    rows = ContactPoint.objects.filter(customer__in=[card.pk for card in cards], archived_at__isnull=True)
    return list(rows.order_by("position", "pk"))


def _point_rows(points: Sequence[ContactPoint], cards: Sequence[Customer], reader: User) -> list[PointRow]:
    found: dict[str, dict[int, list[tuple[str, str]]]] = {}
    for point in points:
        if not rights.is_hidden(reader, point.kind):
            text = rights.shown(reader, point.kind, display_contact(point.kind, point.value, point.raw)) or "•••"
            found.setdefault(point.kind, {}).setdefault(point.customer_id, []).append((str(point.pk), text))
    return [
        PointRow(
            kind=kind,
            label=str(ContactKind(kind).label),
            cells=tuple(tuple(found[kind].get(card.pk, ())) for card in cards),
            result=tuple(dict.fromkeys(text for card in cards for _id, text in found[kind].get(card.pk, ()))),
        )
        for kind in ICONS
        if kind in found
    ]


def _consents(cards: Sequence[Customer], points: Sequence[ContactPoint]) -> list[ConsentRow]:
    owners: dict[tuple[str, str], set[int]] = {}
    for point in points:
        owners.setdefault((point.kind, point.value), set()).add(point.customer_id)
    shared = {kind for (kind, value), mine in owners.items() if value and len(mine) > 1}
    rows = ClientConsents.objects.filter(customer__in=[card.pk for card in cards]).order_by("pk")
    states: dict[int, dict[str, Any]] = dict(rows.values_list("customer_id", "states"))
    found = []
    for one in Channel.objects.order_by("weight", "code"):
        key = f"{ADVERTISING}.{one.code}"
        said = [Status(states.get(card.pk, {}).get(key, Status.NONE)) for card in cards]
        if any(status != Status.NONE for status in said):
            strictest = min((status for status in said if status != Status.NONE), key=STRICT_FIRST.index)
            found.append(
                ConsentRow(
                    label=str(channel_name(one.code)),
                    cells=tuple(status.label for status in said),
                    result=strictest.label if one.contact_kind in shared else _("each number keeps its own"),
                )
            )
    return found
