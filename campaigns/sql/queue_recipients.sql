-- Some thousand of those who get the message, for the outbox. In: campaign, after, upto: ids of recipients. Out:
-- customer_id, point_id, address. A contact that has been taken off its card since gets nothing.
SELECT r.customer_id, r.point_id, p.value
  FROM campaigns_recipient r
  JOIN customers_contactpoint p ON p.id = r.point_id AND p.customer_id = r.customer_id AND p.archived_at IS NULL
 WHERE r.campaign_id = %(campaign)s AND r.outcome = 'ok' AND r.id > %(after)s AND r.id <= %(upto)s
