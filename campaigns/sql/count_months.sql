-- A trigger's messages by month of their hand-over, and what came of them. In: campaign; zone, the company's; most, how
-- many months. Out: month, sent, delivered, opened, clicked, bought, orders, revenue. Cost: one look at its messages.
SELECT date_trunc('month', m.handed_at AT TIME ZONE %(zone)s)::date, count(*),
       count(*) FILTER (WHERE m.status IN ('delivered', 'read') OR r.opened_at IS NOT NULL
                           OR (m.channel = 'email' AND m.status IN ('handed', 'sent'))),
       count(r.opened_at), count(r.clicked_at), count(r.bought_at), COALESCE(sum(r.orders), 0),
       COALESCE(sum(r.revenue), 0)
  FROM messaging_message m
  LEFT JOIN campaigns_response r ON r.message_id = m.id
 WHERE m.campaign_id = %(campaign)s AND m.handed_at IS NOT NULL
 GROUP BY 1 ORDER BY 1 DESC LIMIT %(most)s
