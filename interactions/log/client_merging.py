"""Talks of a merged card: what was said over a number that both cards had was said over the survivor's."""

from core.registries.merging import MergeRule, merge_rules

POINT = """COALESCE((SELECT s.id FROM customers_contactpoint o JOIN customers_contactpoint s
    ON s.customer_id = %(survivor)s AND s.archived_at IS NULL AND s.kind = o.kind AND s.value = o.value
   AND (o.value <> '' OR s.raw = o.raw)
    WHERE o.id = m.point_id AND o.customer_id = %(duplicate)s ORDER BY s.position, s.id LIMIT 1), m.point_id)"""


def register() -> None:
    """Say it."""
    merge_rules.add(MergeRule(code="interactions.interaction", sets={"point_id": POINT}))
