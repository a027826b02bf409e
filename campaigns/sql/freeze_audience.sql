-- The audience as it is now, for good. In: outcomes, the query of find_outcomes; campaign, occurrence. Cost: the rows
-- written and three indexes; who is there already stays as he was.
INSERT INTO campaigns_recipient (campaign_id, customer_id, point_id, outcome, later, occurrence, prepared_at)
SELECT %(campaign)s, found.customer_id, found.point_id, found.outcome, found.later, %(occurrence)s, now()
  FROM ({outcomes}) AS found
    ON CONFLICT DO NOTHING
