"""Where both cards had a number or an address, the stricter consent wins (rule C-7)."""

from django.db import connection

from consents.ledger.merging import take_stricter
from core.registries.merging import Joining

PAIRS = """
SELECT stays.id, other.id
  FROM customers_contactpoint stays
  JOIN customers_contactpoint other
    ON other.kind = stays.kind AND other.value = stays.value AND other.customer_id <> stays.customer_id
   AND other.customer_id IN (%(survivor)s, %(duplicate)s)
 WHERE stays.customer_id IN (%(survivor)s, %(duplicate)s) AND stays.value <> '' AND stays.archived_at IS NULL
   AND (stays.customer_id = %(survivor)s OR NOT EXISTS (
        SELECT 1 FROM customers_contactpoint s
         WHERE s.customer_id = %(survivor)s AND s.kind = stays.kind AND s.value = stays.value
           AND s.archived_at IS NULL))
   AND EXISTS (SELECT 1 FROM consents_consentstate c WHERE c.point_id = other.id)
 ORDER BY stays.id, other.id
"""


def take(joining: Joining) -> int:
    """Before the points move: the one that will stand learns what the other was stricter in; how many events."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, joining.params())
        pairs = cursor.fetchall()
    return sum(
        take_stricter(survivor=stays, other=other, operation=joining.operation, reason="merge", by=joining.by)
        for stays, other in pairs
    )
