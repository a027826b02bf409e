"""Purchases of a merged card: one document written on both stays where it is, two of one number both stay known."""

from core.registries.merging import MergeRule, merge_rules

LONGEST = 50
TAKEN = (
    "m.number <> '' AND EXISTS (SELECT 1 FROM sales_purchase s"
    " WHERE s.customer_id = %(survivor)s AND s.number = m.number{same})"
)
ALIKE = " AND (s.total, s.status, s.purchased_at::date) = (m.total, m.status, m.purchased_at::date)"
UNTOUCHED = (
    "m.returns_id IS NULL AND NOT EXISTS (SELECT 1 FROM sales_purchase r WHERE r.returns_id = m.id)"
    " AND NOT EXISTS (SELECT 1 FROM sales_purchase r JOIN sales_purchase s ON s.id = r.returns_id"
    " WHERE s.customer_id = %(survivor)s AND s.number = m.number)"
)


def register() -> None:
    """Say it: the same number, day, sum and payment is the same document, if nothing of it was returned."""
    merge_rules.add(
        MergeRule(
            code="sales.purchase",
            stays=f"{TAKEN.format(same=ALIKE)} AND {UNTOUCHED}",
            sets={
                "number": f"CASE WHEN {TAKEN.format(same='')}"
                f" THEN left(m.number, {LONGEST}) || ' (' || m.customer_id || ')' ELSE m.number END"
            },
        )
    )
