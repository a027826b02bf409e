-- Recipients of a trigger. In: outcomes, the query of trigger_outcomes; campaign, at. Cost: the rows written; who stands
-- for the same occurrence stays as he was.
INSERT INTO campaigns_recipient (campaign_id, customer_id, point_id, outcome, later, occurrence, prepared_at)
SELECT %(campaign)s, found.customer_id, found.point_id, found.outcome, found.later, found.occurrence, %(at)s
  FROM ({outcomes}) AS found
    ON CONFLICT DO NOTHING
RETURNING id, outcome, occurrence
