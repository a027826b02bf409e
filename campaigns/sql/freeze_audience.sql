-- The audience as it is now, for good. In: outcomes, the query of find_outcomes; campaign, occurrence. The caller holds
-- the campaign, so nobody writes the same rows beside us: an ON CONFLICT would cost half as much again as the rows.
-- Cost: the rows written and four indexes. One that stands is left as it is, which is asked once for all: asked for each
-- client, a table believed empty would be read anew for each, and it grows by what is written.
INSERT INTO campaigns_recipient (campaign_id, customer_id, point_id, outcome, later, occurrence, prepared_at)
SELECT %(campaign)s, found.customer_id, found.point_id, found.outcome, found.later, %(occurrence)s, now()
  FROM ({outcomes}) AS found
 WHERE NOT EXISTS (
    SELECT FROM campaigns_recipient standing
     WHERE standing.campaign_id = %(campaign)s AND standing.occurrence = %(occurrence)s)
