"""Messages of a merged card: of one campaign the survivor has one, and what waits goes to the number that stands."""

from core.registries.merging import MergeRule, merge_rules
from customers.client_merging import SURVIVING_POINT

SENT_TO_SURVIVOR = (
    "SELECT 1 FROM messaging_message s WHERE s.customer_id = %(survivor)s"
    " AND (s.campaign_id, s.step, s.occurrence, s.channel) = (m.campaign_id, m.step, m.occurrence, m.channel)"
)


def register() -> None:
    """Say it; what stays with the merged card is not sent, for that card is in the archive."""
    merge_rules.add(
        MergeRule(
            code="messaging.message",
            stays=f"m.campaign_id IS NOT NULL AND EXISTS ({SENT_TO_SURVIVOR})",
            sets={"point_id": f"CASE WHEN m.status IN ('queued', 'held') THEN {SURVIVING_POINT} ELSE m.point_id END"},
        )
    )
