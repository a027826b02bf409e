-- Who refused messages of the campaign's channel, or answered, within its window after the hand-over.
-- In: campaign, days. Out: responses told when.
-- Cost: states of consents of its contacts, answers since its first message.
WITH told AS (
    SELECT m.id AS message_id, m.customer_id, min(s.since) AS left_at, NULL::timestamptz AS answered_at
      FROM messaging_message m
      JOIN consents_consentstate s ON s.point_id = m.point_id AND s.channel_id = m.channel AND s.status = 'withdrawn'
       AND s.since >= m.handed_at AND s.since < m.handed_at + make_interval(days => %(days)s)
     WHERE m.campaign_id = %(campaign)s AND m.handed_at IS NOT NULL
     GROUP BY m.id, m.customer_id
    UNION ALL
    SELECT m.id, m.customer_id, NULL, min(i.received_at)
      FROM messaging_message m
      JOIN messaging_inbound i ON i.message_id = m.id AND i.heard = 'reply'
     WHERE m.campaign_id = %(campaign)s
     GROUP BY m.id, m.customer_id),
joined AS (
    SELECT message_id, customer_id, min(left_at) AS left_at, min(answered_at) AS answered_at
      FROM told GROUP BY message_id, customer_id)
INSERT INTO campaigns_response (message_id, campaign_id, customer_id, left_at, answered_at, orders, revenue)
SELECT message_id, %(campaign)s, customer_id, left_at, answered_at, 0, 0 FROM joined
    ON CONFLICT (message_id) DO UPDATE
   SET left_at = COALESCE(campaigns_response.left_at, excluded.left_at),
       answered_at = COALESCE(campaigns_response.answered_at, excluded.answered_at)
