"""What a receiver got: his new clients with the last touch of each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from accounts.models import User
from customers.models import Customer
from customers.tracking import CUSTOMER
from journal.models import ItemState, OperationItem
from journal.tables import table

PAGE = 50
READ = 1_000
"""Items looked through for one page: clients of several receivers stand in turn."""


@dataclass(frozen=True)
class Given:
    """A client who has changed hands; `who` last changed the card before that, '' when nobody has."""

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
    who = _last_actors(operation_id, [card.pk for card in shown])
    return [Given(card, card.updated_at, who.get(card.pk, "")) for card in shown], further


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
