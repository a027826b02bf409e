-- Answers to an invented campaign. In: campaign, answered (of a thousand delivered), answers, gateway.
INSERT INTO messaging_inbound (gateway_id, key, channel, heard, message_id, customer_id, sender, subject, text, received_at)
SELECT %(gateway)s, 'demo-' || m.id, m.channel, 'reply', m.id, m.customer_id, '',
       CASE WHEN m.subject <> '' THEN 'Re: ' || m.subject ELSE '' END,
       (%(answers)s::text[])[1 + one.luck %% cardinality(%(answers)s::text[])],
       LEAST(m.handed_at + make_interval(mins => 30 + one.luck %% 600), now())
  FROM messaging_message m
 CROSS JOIN LATERAL (SELECT (hashint8extended(m.customer_id, m.campaign_id * 23) & 1048575)::int AS luck) AS one
 WHERE m.campaign_id = %(campaign)s AND m.status = 'delivered' AND one.luck %% 1000 < %(answered)s
    ON CONFLICT DO NOTHING
