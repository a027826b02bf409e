"""Two contacts of one number become one (rule C-7): for each purpose and channel the stricter state wins.

Events stay where they are. What the surviving contact lacks is written as events of its own, so that its state is again
what its events come to; a grant of the other contact gives nothing to it that it did not have.
"""

from uuid import UUID

from django.db import transaction

from consents.ledger.writing import append_rows
from journal.actors import Actor

ROWS = """
SELECT %(survivor)s::uuid, GREATEST(clock_timestamp(), s.since, o.since), o.purpose_id, o.channel_id,
       CASE o.status WHEN 'withdrawn' THEN 'withdrawn' WHEN 'expired' THEN 'expired' ELSE 'requested' END,
       'system', o.document_id, COALESCE(d.sha256, ''), '', NULL::timestamptz, NULL::bigint, %(operation)s::uuid,
       jsonb_build_object('reason', %(reason)s::text)
  FROM consents_consentstate o
  LEFT JOIN consents_consentdocument d ON d.id = o.document_id
  LEFT JOIN consents_consentstate s
         ON s.point_id = %(survivor)s AND (s.purpose_id, s.channel_id) = (o.purpose_id, o.channel_id)
 WHERE o.point_id = %(other)s AND o.status <> 'granted'
   AND consents_strictness(o.status) > consents_strictness(COALESCE(s.status, 'none'))
 ORDER BY o.purpose_id, o.channel_id
"""


@transaction.atomic
def take_stricter(*, survivor: UUID, other: UUID, operation: UUID, reason: str, by: Actor) -> int:
    """Give `survivor` what `other` was stricter in; how many events were written. `other` keeps its own."""
    params = {"survivor": survivor, "other": other, "operation": operation, "reason": reason}
    return append_rows(ROWS, params, by=by)
