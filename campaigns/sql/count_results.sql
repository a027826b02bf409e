-- Counts people of a campaign: all of them, by hour after the hand-over, link, gateway, segment, reason of exclusion.
-- In: campaign. Out: its lines, which the caller has emptied.
-- Cost: one look at its messages, responses and recipients; pages read the lines alone.
WITH base AS MATERIALIZED (
    SELECT m.customer_id, m.gateway_id, m.handed_at, m.price, r.opened_at, r.clicked_at, r.answered_at, r.left_at,
           r.bought_at, COALESCE(r.orders, 0) AS orders, COALESCE(r.revenue, 0) AS revenue,
           m.handed_at IS NOT NULL AS sent,
           m.handed_at IS NOT NULL AND (m.status IN ('delivered', 'read') OR r.opened_at IS NOT NULL
               OR (m.channel = 'email' AND m.status IN ('handed', 'sent'))) AS delivered,
           m.status IN ('failed', 'expired') AS failed
      FROM messaging_message m
      LEFT JOIN campaigns_response r ON r.message_id = m.id
     WHERE m.campaign_id = %(campaign)s),
grouped AS (
    SELECT 'all' AS part, '' AS key, base.* FROM base
    UNION ALL
    SELECT 'gateway', gateway_id::text, base.* FROM base WHERE gateway_id IS NOT NULL
    UNION ALL
    SELECT 'segment', s.segment_id::text, base.*
      FROM campaigns_audiencesource s
      JOIN segmentation_segmentmember k ON k.segment_id = s.segment_id AND k.left_at IS NULL
      JOIN base ON base.customer_id = k.customer_id
     WHERE s.campaign_id = %(campaign)s AND NOT s.is_minus),
hours AS (
    SELECT extract(epoch FROM did.at - base.handed_at)::int / 3600 AS hour, did.is_click
      FROM base, LATERAL (VALUES (base.opened_at, false), (base.clicked_at, true)) AS did (at, is_click)
     WHERE did.at >= base.handed_at AND did.at < base.handed_at + interval '24 hours'),
clicks AS (
    SELECT DISTINCT l.id AS link_id, e.message_id
      FROM campaigns_trackedlink l
      JOIN campaigns_reaction e ON e.link_id = l.id AND NOT e.is_scanner
     WHERE l.campaign_id = %(campaign)s)
INSERT INTO campaigns_resultline (campaign_id, part, key, people, sent, delivered, failed, opened, clicked, answered,
                                  "left", bought, orders, revenue, price)
SELECT %(campaign)s, part, key, count(*), count(*) FILTER (WHERE sent), count(*) FILTER (WHERE delivered),
       count(*) FILTER (WHERE failed), count(opened_at), count(clicked_at), count(answered_at), count(left_at),
       count(bought_at), sum(orders), sum(revenue), COALESCE(sum(price), 0)
  FROM grouped GROUP BY part, key
 UNION ALL
SELECT %(campaign)s, 'hour', hour::text, count(*), 0, 0, 0, count(*) FILTER (WHERE NOT is_click),
       count(*) FILTER (WHERE is_click), 0, 0, 0, 0, 0, 0
  FROM hours GROUP BY hour
 UNION ALL
SELECT %(campaign)s, 'link', c.link_id::text, count(*), 0, 0, 0, 0, count(*), 0, 0, count(r.bought_at),
       COALESCE(sum(r.orders), 0), COALESCE(sum(r.revenue), 0), 0
  FROM clicks c
  LEFT JOIN campaigns_response r ON r.message_id = c.message_id AND r.bought_at >= r.clicked_at
 GROUP BY c.link_id
 UNION ALL
SELECT %(campaign)s, 'outcome', outcome, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM campaigns_recipient WHERE campaign_id = %(campaign)s GROUP BY outcome
