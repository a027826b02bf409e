"""A search from what was typed to clients: stage after stage, until there are enough."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from accounts.models import User
from customers import rights
from customers.models import Customer
from customers.search.letters import has_latin
from customers.search.query import Query, read
from customers.search.stages import AS_TYPED, FIELDS, Hit, Stage, Visible, by_likeness, by_typo

ENOUGH = 10
MOST = 200
# Every stage has its index. For a common syllable the planner would rather read the whole table, and for a
# thousand texts compile a program: both are slow exactly when many search at once.
BY_INDEXES = "SELECT set_config('enable_seqscan', %s, true), set_config('jit', %s, true)"


@dataclass(frozen=True)
class Found:
    """Clients in the order of sureness, and what was looked for."""

    query: Query
    hits: tuple[Hit, ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether there may be more than were looked for."""
        return len(self.hits) >= MOST

    @property
    def are_guesses(self) -> bool:
        """Whether nothing stands there as it was typed."""
        return bool(self.hits) and all(hit.like for hit in self.hits)


def find(reader: User, typed: str, limit: int = MOST) -> Found:
    """Return up to `limit` clients the reader may see, archived ones too."""
    query = allowed(read(typed), reader)
    if query.is_empty:
        return Found(query)
    try:
        visible = Visible.to(reader)
    except EmptyResultSet:  # a reader who sees nothing at all
        return Found(query)
    with transaction.atomic():
        _plan("off")
        stages = [stage for stage in AS_TYPED if rights.may_read(reader, FIELDS.get(stage, ""))]
        hits = _by_stages(stages, query, visible, limit)
        _plan("on")
    return Found(query, tuple(hits.values()))


def allowed(query: Query, reader: User) -> Query:
    """Leave out contacts the reader may not read: finding by them would tell them."""
    if not rights.may_read(reader, "phone"):
        query = replace(query, digits="", phone="")
    return query if rights.may_read(reader, "email") else replace(query, emails=())


def clients(reader: User, hits: Iterable[Hit]) -> list[tuple[Hit, Customer]]:
    """Return the clients of these hits in their order; who has gone meanwhile is left out."""
    hits = list(hits)
    rows = Customer.objects.visible_to(reader).with_responsible().in_bulk([hit.id for hit in hits])
    return [(hit, rows[hit.id]) for hit in hits if hit.id in rows]


def _by_stages(stages: Iterable[Stage], query: Query, visible: Visible, limit: int) -> dict[int, Hit]:
    """Ask stage after stage; likeness, the dearest, only when there is nobody at all."""
    enough = min(ENOUGH, limit)
    hits: dict[int, Hit] = {}
    for stage in stages:
        if len(hits) < enough:
            _add(hits, stage, query, visible, limit)
    if len(hits) < enough and _may_be_mistyped(query, hits):
        _add(hits, by_typo, query, visible, limit)
    if not hits:
        _add(hits, by_likeness, query, visible, limit)
    return dict(list(hits.items())[:limit])


def _add(hits: dict[int, Hit], stage: Stage, query: Query, visible: Visible, limit: int) -> None:
    for hit in stage(query, visible, limit):
        hits.setdefault(hit.id, hit)


def _may_be_mistyped(query: Query, hits: dict[int, Hit]) -> bool:
    """Two words that stand together, or a name behind other letters, are not found by chance."""
    typed = query.variants[0]
    return not hits or not (" " in typed or has_latin(typed))


def _plan(switch: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_INDEXES, [switch, switch])
