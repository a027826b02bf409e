-- Openings and clicks of an invented campaign, by people who agreed to profiling and by programs that look before them.
-- Buyers of the window are keener, and follow a link before they buy; nobody reads in the night.
-- In: campaign, links, opened (of a thousand delivered), clicked (of a thousand who opened), days of the window.
-- Cost: one pass over its messages, a look-up of purchases by each.
WITH reader AS (
    SELECT m.id, m.channel, m.handed_at, buy.at AS bought_at, buy.at IS NOT NULL AS buys,
           (hashint8extended(m.customer_id, m.campaign_id * 13) & 1023)::int AS a,
           (hashint8extended(m.customer_id, m.campaign_id * 17) & 1023)::int AS b,
           (hashint8extended(m.customer_id, m.campaign_id * 19) & 1023)::int AS c
      FROM messaging_message m
      JOIN consents_consentstate s ON s.point_id = m.point_id AND s.channel_id = m.channel
       AND s.purpose_id = 'profiling' AND s.status = 'granted'
      LEFT JOIN LATERAL (
           SELECT min(p.purchased_at) AS at FROM sales_purchase p
            WHERE p.customer_id = m.customer_id AND p.purchased_at > m.handed_at + interval '2 hours'
              AND p.purchased_at < m.handed_at + make_interval(days => %(days)s)) AS buy ON true
     WHERE m.campaign_id = %(campaign)s AND m.status = 'delivered'),
opening AS (
    SELECT id, channel, bought_at, buys, b, c,
           CASE WHEN buys THEN handed_at + (bought_at - handed_at) * (0.2 + 0.6 * b / 1024)
                ELSE handed_at + interval '2 minutes' + interval '1 hour' * (30 * power(b / 1024.0, 3)) END AS at
      FROM reader WHERE a < %(opened)s * CASE WHEN buys THEN 2.0 ELSE 1.0 END),
awake AS (
    SELECT opening.id, channel, bought_at, buys, c,
           CASE WHEN extract(hour FROM at AT TIME ZONE 'Europe/Moscow') < 7 AND NOT buys
                THEN at + interval '7 hours' ELSE at END AS at
      FROM opening),
done AS (
    SELECT id, NULL::bigint AS link_id, 'open' AS kind, at, false AS is_scanner FROM awake WHERE channel = 'email'
    UNION ALL
    SELECT id, (%(links)s::bigint[])[1 + (c %% 5) * (c %% 3 + 1) %% cardinality(%(links)s::bigint[])], 'click',
           at + make_interval(secs => 8 + c %% 90), false
      FROM awake WHERE c < %(clicked)s * CASE WHEN buys THEN 2.0 ELSE 1.0 END
    UNION ALL
    SELECT reader.id, link.id, 'click', handed_at + make_interval(secs => 1), true
      FROM reader CROSS JOIN unnest(%(links)s::bigint[]) AS link (id) WHERE reader.c %% 17 = 0)
INSERT INTO campaigns_reaction (message_id, link_id, kind, at, is_scanner)
SELECT id, link_id, kind, at, is_scanner FROM done WHERE at < now() ORDER BY at, id, link_id
