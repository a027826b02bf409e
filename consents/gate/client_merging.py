"""What the gate knows of a merged card: blocks go along, and messages of late are counted on both (rule C-7)."""

from django.db import connection

from consents.models.gate import MOST_IN_A_PERIOD
from core.registries.merging import Joining, MergeRule, merge_rules

STANDING = "s.customer_id = %(survivor)s AND s.scope = m.scope AND s.lifted_at IS NULL"


def register() -> None:
    """Say it."""
    merge_rules.add(
        MergeRule(
            code="consents.processingblock",
            stays=f"m.lifted_at IS NULL AND EXISTS (SELECT 1 FROM consents_processingblock s WHERE {STANDING})",
        ),
        MergeRule(code="consents.contactload", run=_add_up),
    )


def _add_up(joining: Joining) -> int:
    """Added to the survivor's and left on the merged card: parted again, both count what was sent to either."""
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO consents_contactload AS s (customer_id, message_class, family, recent)
               SELECT %(survivor)s, m.message_class, m.family, m.recent FROM consents_contactload m
                WHERE m.customer_id = %(duplicate)s ORDER BY m.message_class, m.family
                   ON CONFLICT (customer_id, message_class, family) DO UPDATE
                  SET recent = ARRAY(SELECT moment FROM unnest(s.recent || excluded.recent) AS joined (moment)
                                      ORDER BY moment DESC LIMIT %(most)s)""",
            {**joining.params(), "most": MOST_IN_A_PERIOD},
        )
        return int(cursor.rowcount)
