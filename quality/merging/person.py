"""Cards merged into one are one person: whoever asks for his data, or has them erased, gets all of them."""

from collections.abc import Sequence

from django.db import connection

from core.registries.personal import PersonCards, person_cards

OF_ONE = """
WITH RECURSIVE one (id) AS (
    SELECT unnest(%(ids)s::bigint[])
    UNION
    SELECT c.id FROM one CROSS JOIN LATERAL (
        SELECT id FROM customers_customer WHERE merged_into_id = one.id
        UNION ALL SELECT merged_into_id FROM customers_customer WHERE id = one.id AND merged_into_id IS NOT NULL
    ) AS c)
SELECT id FROM one ORDER BY id
"""


def register() -> None:
    """Tell whoever asks for a person's other cards."""
    person_cards.add(PersonCards(code="merged", others=others))


def others(ids: Sequence[int]) -> list[int]:
    """The cards these became a part of, and those that became a part of them, through any number of merges."""
    with connection.cursor() as cursor:
        cursor.execute(OF_ONE, {"ids": list(ids)})
        return [row[0] for row in cursor.fetchall()]
