"""What a receiver got: his new clients with the last touch of each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from accounts.models import User
from core.registries.glances import glance_sources
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.models import ItemState, OperationItem
from journal.tables import table

LAST_TOUCH = "last_touch"
PAGE = 50
READ = 1_000
"""Items looked through for one page: clients of several receivers stand in turn."""


@dataclass(frozen=True)
class Given:
    """A client who has changed hands; `who` was last in touch, else last changed the card before; '' for nobody."""

    customer: Customer
    at: dt.datetime
    who: str


def page_of(operation_id: UUID, reader: User, after: int, *, only_own: bool) -> tuple[list[Given], int | None]:
    """Clients the reader sees, in the order of work, and the number to go on after."""
    rows = OperationItem.objects.filter(operation_id=operation_id, state=ItemState.FROZEN, seq__gt=after)
    found = list(rows.order_by("seq").values_list("seq", "object_id")[:READ])
    seen = Customer.objects.visible_to(reader).with_responsible().filter(pk__in=[int(pk) for _, pk in found])
    if only_own:
        seen = seen.filter(responsible=reader)
    cards = {str(row.pk): row for row in seen.order_by("pk")}
    mine = [(seq, cards[pk]) for seq, pk in found if pk in cards]
    if len(mine) > PAGE:
        further: int | None = mine[PAGE - 1][0]
    else:
        further = found[-1][0] if len(found) == READ else None
    shown = [card for _, card in mine[:PAGE]]
    return _given(operation_id, shown), further


def _given(operation_id: UUID, shown: Sequence[Customer]) -> list[Given]:
    """With the last touch that a package above knows of, else the last change of the card."""
    ids = [card.pk for card in shown]
    touches = glance_sources.get(LAST_TOUCH).tell(ids) if LAST_TOUCH in glance_sources else {}
    who = _last_actors(operation_id, [pk for pk in ids if pk not in touches])
    found = []
    for card in shown:
        touch = touches.get(card.pk)
        at = touch.at if touch else None
        found.append(Given(card, at, touch.who) if touch and at else Given(card, card.updated_at, who.get(card.pk, "")))
    return found


def _last_actors(operation_id: UUID, ids: Sequence[int]) -> dict[int, str]:
    """Who changed each card last, this operation aside."""
    events = table(CUSTOMER).events
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT c.id, o.actor_name FROM unnest(%s::bigint[]) AS c (id)
                 CROSS JOIN LATERAL (
                     SELECT e.pgh_context_id FROM {events} e
                      WHERE e.pgh_obj_id = c.id AND e.pgh_context_id IS DISTINCT FROM %s
                      ORDER BY e.pgh_id DESC LIMIT 1) AS last
                  JOIN journal_operation o ON o.id = last.pgh_context_id""",  # noqa: S608  # a table's name
            [list(ids), operation_id],
        )
        return dict(cursor.fetchall())
