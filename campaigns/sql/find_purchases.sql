-- Purchases that belong to messages of a campaign: made within its window after the hand-over. One that follows two
-- messages belongs to the later.
-- In: campaign, days. Out: responses told what was bought; those whose purchases went are told of none.
-- Cost: purchases of recipients within the window, found by (client, day).
WITH belongs AS (
    SELECT DISTINCT ON (p.id) m.id AS message_id, m.customer_id, p.purchased_at, p.total
      FROM messaging_message m
      JOIN sales_purchase p ON p.customer_id = m.customer_id
       AND p.purchased_at >= m.handed_at AND p.purchased_at < m.handed_at + make_interval(days => %(days)s)
     WHERE m.campaign_id = %(campaign)s AND m.handed_at IS NOT NULL AND p.status <> 'invoiced'
     ORDER BY p.id, m.handed_at DESC, m.id),
bought AS (
    SELECT message_id, customer_id, min(purchased_at) FILTER (WHERE total >= 0) AS bought_at,
           count(*) FILTER (WHERE total >= 0) AS orders, sum(total) AS revenue
      FROM belongs GROUP BY message_id, customer_id HAVING count(*) FILTER (WHERE total >= 0) > 0),
gone AS (
    UPDATE campaigns_response r SET bought_at = NULL, orders = 0, revenue = 0
     WHERE r.campaign_id = %(campaign)s AND r.orders > 0
       AND NOT EXISTS (SELECT 1 FROM bought WHERE bought.message_id = r.message_id))
INSERT INTO campaigns_response (message_id, campaign_id, customer_id, bought_at, orders, revenue)
SELECT message_id, %(campaign)s, customer_id, bought_at, orders, revenue FROM bought
    ON CONFLICT (message_id) DO UPDATE
   SET bought_at = excluded.bought_at, orders = excluded.orders, revenue = excluded.revenue
 WHERE (campaigns_response.bought_at, campaigns_response.orders, campaigns_response.revenue)
       IS DISTINCT FROM (excluded.bought_at, excluded.orders, excluded.revenue)
