-- Who refused advertising after an invented campaign: a query for append_rows. In: campaign, channel, left (of a thousand
-- delivered). Cost: one pass over its messages.
SELECT m.point_id, LEAST(m.handed_at + make_interval(mins => 3 + luck %% 900), now()), 'advertising', m.channel,
       'withdrawn', 'web_form', NULL::bigint, '', '', NULL::timestamptz, NULL::bigint, NULL::uuid, NULL::jsonb
  FROM (SELECT one.*, (hashint8extended(customer_id, campaign_id * 29) & 1048575)::int AS luck
          FROM messaging_message one
         WHERE one.campaign_id = %(campaign)s AND one.channel = %(channel)s AND one.status = 'delivered') AS m
 WHERE luck %% 1000 < %(left)s
 ORDER BY 2, 1
