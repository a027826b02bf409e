-- Those of one occurrence who get its message, for the outbox. In: campaign, occurrence, after: the last recipient dealt
-- with before. Out: as queue_recipients. Cost: a range of the index.
SELECT r.customer_id, r.point_id, p.value
  FROM campaigns_recipient r
  JOIN customers_contactpoint p ON p.id = r.point_id AND p.customer_id = r.customer_id AND p.archived_at IS NULL
 WHERE r.campaign_id = %(campaign)s AND r.outcome = 'ok' AND r.id > %(after)s AND r.occurrence = %(occurrence)s
