"""States made anew from the events alone, batch by batch: the ledger wins over whatever stood there."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from customers.models import Customer

BATCH = 10_000
NEXT_POINTS = """
SELECT array_agg(point_id) FROM (
    SELECT DISTINCT point_id FROM (
        SELECT point_id FROM consents_consentevent WHERE point_id > %(after)s
        UNION ALL SELECT point_id FROM consents_consentstate WHERE point_id > %(after)s
    ) known ORDER BY 1 LIMIT %(batch)s) page
"""
FALSE_STATES = """
SELECT count(*) FROM unnest(%(points)s::uuid[]) AS u (id)
  LEFT JOIN consents_derived(%(points)s) d ON d.point_id = u.id AND EXISTS (
       SELECT 1 FROM customers_contactpoint p WHERE p.id = u.id)
  FULL JOIN (SELECT * FROM consents_consentstate WHERE point_id = ANY (%(points)s)) s
    ON (s.point_id, s.purpose_id, s.channel_id) = (d.point_id, d.purpose_id, d.channel_id)
 WHERE (d.purpose_id IS NOT NULL OR s.id IS NOT NULL)
   AND (d.status, d.since, d.expires_at, d.document_id, d.last_event_id)
       IS DISTINCT FROM (s.status, s.since, s.expires_at, s.document_id, s.last_event_id)
"""
FIRST = UUID(int=0)
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Rebuilt:
    """What a rebuild found."""

    points: int
    false: int
    """States that were not what the events come to."""


def rebuild(*, progress: Progress | None = None) -> Rebuilt:
    """Derive every state and every row beside a client anew; each batch is a transaction of its own."""
    after, points, false = FIRST, 0, 0
    while ids := _points_after(after):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FALSE_STATES, {"points": ids})
            false += int(cursor.fetchone()[0])
            cursor.execute("DELETE FROM consents_consentstate WHERE point_id = ANY (%s)", [ids])
            cursor.execute("SELECT consents_derive(%s)", [ids])
        after, points = ids[-1], points + len(ids)
        if progress is not None:
            progress(len(ids))
    _sum_clients()
    return Rebuilt(points=points, false=false)


def _points_after(after: UUID) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_POINTS, {"after": after, "batch": BATCH})
        return list(cursor.fetchone()[0] or [])


def _sum_clients() -> None:
    """Rows beside clients, those without any events among them."""
    after = 0
    while ids := list(Customer.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO consents_clientconsents (customer_id) SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING",
                [ids],
            )
            cursor.execute("SELECT consents_sum(%s)", [ids])
        after = ids[-1]


def without_row() -> int:
    """Clients without a row of consents; `doctor` asks."""
    return Customer.objects.filter(consents=None).count()
