"""A part of the demo base as text for COPY: pure, so that it is made in processes of its own."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from random import Random

from customers.demo.cards import Card
from customers.demo.companies import make_company
from customers.demo.duplicates import near_copy
from customers.demo.more import fill
from customers.demo.people import make_person
from customers.demo.phones import SPACE
from customers.demo.tables import Weighted, words
from customers.identifiers import RANDOM_BITS, uuid7
from customers.normalise.names import sort_name

CUSTOMER_COLUMNS = (
    "id", "kind", "last_name", "first_name", "middle_name", "name", "sort_name", "sex", "birth_date", "city",
    "position", "inn", "kpp", "source", "note", "responsible_id", "created_at", "updated_at",
)  # fmt: skip
POINT_COLUMNS = (
    "id", "customer_id", "kind", "raw", "value", "problem", "label", "is_primary", "position", "created_at",
)  # fmt: skip
TAG_COLUMNS = ("customer_id", "tag_id", "created_at")
CODE_COLUMNS = ("customer_id", "source", "value", "created_at")
CODES_OF = "demo"
"""The program whose numbers say `<client>-<card of his>` where a base with duplicates is made."""
NULL = "\\N"
DAY = 86_400
HISTORY_DAYS = 6 * 365
COMPANIES = 0.08
# Bases grow: half of the clients came in the last three eighths of the time.
GROWTH = 0.68
OPENS, CLOSES = 6 * 3600, 18 * 3600
"""Working hours, in UTC."""
NO_ONE = 0.03
UNIX_ORDINAL = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """Cards number `first` to `first + len(ids)` of a base of `total`, with the ids they get."""

    seed: int
    end_day: int
    """Ordinal of the day before which everything happened."""
    total: int
    first: int
    ids: list[int]
    doubles: int
    """How many of them are second cards of others among them."""
    managers: tuple[int, ...]
    tags: tuple[int, ...] = ()
    """Ids of the tags, in the order of the dictionary; none: nobody wears any."""
    coded: bool = False
    """Whether cards tell by an external id which of them are of one client."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines for COPY."""

    customers: bytes
    points: bytes
    cards: int
    tags: bytes = b""
    codes: bytes = b""


def make_batch(plan: BatchPlan) -> Batch:
    """Return the lines; the same plan always gives the same bytes."""
    rng = Random(f"{plan.seed}:{plan.first}")  # noqa: S311  # a demo base is no secret
    cards = _originals(rng, plan)
    last_moment = (plan.end_day - UNIX_ORDINAL - 1) * DAY + CLOSES
    for pk, card in zip(plan.ids, cards, strict=False):
        card.code = f"{pk}-0" if plan.coded else ""
    doubled = rng.sample(cards, plan.doubles)
    cards += [near_copy(rng, words(), card, last_moment) for card in doubled]
    cards.sort(key=lambda card: card.moment)
    more = Random(f"{plan.seed}:{plan.first}:more")  # noqa: S311
    for card in cards:
        fill(more, words(), card)
    return _lines(rng, cards, plan)


def _originals(rng: Random, plan: BatchPlan) -> list[Card]:
    dictionary = words()
    slot = Random(plan.seed).randrange(SPACE) + plan.first  # noqa: S311
    cards = []
    for index in range(len(plan.ids) - plan.doubles):
        moment = _moment(rng, plan, index)
        if rng.random() < COMPANIES:
            cards.append(make_company(rng, dictionary, slot + index, moment))
        else:
            cards.append(make_person(rng, dictionary, slot + index, moment, plan.end_day))
    return cards


def _moment(rng: Random, plan: BatchPlan, index: int) -> int:
    """Return when the client came: the base grows ever faster, by day."""
    share = (plan.first + index * len(plan.ids) / max(len(plan.ids) - plan.doubles, 1)) / max(plan.total, 1)
    ago = HISTORY_DAYS - int(HISTORY_DAYS * min(share, 1.0) ** GROWTH)
    return (plan.end_day - UNIX_ORDINAL - max(ago, 1)) * DAY + rng.randrange(OPENS, CLOSES)


@cache
def _managers(ids: tuple[int, ...]) -> Weighted[str]:
    """Nobody, or one of the managers: the first has the most clients."""
    shares = [(str(pk), 1.0 / place) for place, pk in enumerate(ids, start=1)]
    return Weighted([(NULL, NO_ONE * sum(share for _, share in shares) if shares else 1.0), *shares])


@cache
def _day(number: int) -> str:
    return dt.date.fromordinal(number + UNIX_ORDINAL).isoformat()


def _timestamp(moment: int) -> str:
    day, seconds = divmod(moment, DAY)
    return f"{_day(day)} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}+00"


def _lines(rng: Random, cards: list[Card], plan: BatchPlan) -> Batch:
    managers = _managers(plan.managers)
    customers, points, tags, codes = [], [], [], []
    for pk, card in zip(plan.ids, cards, strict=True):
        at = _timestamp(card.moment)
        birth = card.birth_date.isoformat() if card.birth_date else NULL
        customers.append(
            f"{pk}\t{card.kind}\t{card.last_name}\t{card.first_name}\t{card.middle_name}\t{card.name}\t"
            f"{sort_name(card.name)}\t{card.sex}\t{birth}\t{card.city}\t"
            f"{card.position}\t{card.inn}\t{card.kpp}\t{card.source}\t{card.note}\t{managers.draw(rng)}\t{at}\t{at}\n"
        )
        if card.code:
            codes.append(f"{pk}\t{CODES_OF}\t{card.code}\t{at}\n")
        tags += [f"{pk}\t{plan.tags[place]}\t{at}\n" for place in card.tags if plan.tags]
        kind, position = "", 0
        for point in card.points:
            position = position + 1 if point.kind == kind else 0
            kind = point.kind
            unique = uuid7(card.moment * 1000, rng.getrandbits(RANDOM_BITS)).hex
            points.append(
                f"{unique}\t{pk}\t{kind}\t{point.raw}\t{point.value}\t{point.problem}\t{point.label}\t"
                f"{'f' if position else 't'}\t{position}\t{at}\n"
            )
    lines = ("".join(part).encode() for part in (customers, points, tags, codes))
    return Batch(next(lines), next(lines), len(cards), next(lines), next(lines))
