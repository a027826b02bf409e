-- What reactions of people to an invented campaign come to. In: campaign. Cost: one pass over its reactions.
INSERT INTO campaigns_response (message_id, campaign_id, customer_id, opened_at, clicked_at, orders, revenue)
SELECT m.id, m.campaign_id, m.customer_id, min(e.at), min(e.at) FILTER (WHERE e.kind = 'click'), 0, 0
  FROM messaging_message m JOIN campaigns_reaction e ON e.message_id = m.id AND NOT e.is_scanner
 WHERE m.campaign_id = %(campaign)s GROUP BY m.id
    ON CONFLICT DO NOTHING
