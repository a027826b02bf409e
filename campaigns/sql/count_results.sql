-- Counts people of a campaign: all of them, by gateway, link, segment they were in at the launch, hour after the
-- hand-over, hour of their own clocks, reason of exclusion, what held their message back afterwards, kind of failure.
-- In: campaign. Out: its lines, which the caller has emptied.
-- Cost: one look at its messages, responses and recipients; pages read the lines alone.
WITH base AS MATERIALIZED (
    SELECT m.id, m.customer_id, m.occurrence, m.gateway_id, m.handed_at, m.price, m.status, m.verdict_code, m.error_kind,
           r.opened_at, r.clicked_at, r.answered_at, r.left_at, r.bought_at, r.opened_hour, r.clicked_hour,
           COALESCE(r.orders, 0) AS orders, COALESCE(r.revenue, 0) AS revenue,
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
    SELECT DISTINCT ON (s.segment_id, base.id) 'segment', s.segment_id::text, base.*
      FROM campaigns_audiencesource s
      JOIN segmentation_segmentmember k ON k.segment_id = s.segment_id
      JOIN campaigns_recipient a ON a.campaign_id = s.campaign_id AND a.customer_id = k.customer_id AND a.outcome = 'ok'
       AND k.entered_at <= a.prepared_at AND (k.left_at IS NULL OR k.left_at > a.prepared_at)
      JOIN base ON base.customer_id = a.customer_id AND base.occurrence = a.occurrence
     WHERE s.campaign_id = %(campaign)s AND NOT s.is_minus),
did AS (
    SELECT floor(extract(epoch FROM did.at - base.handed_at) / 3600)::int AS after, did.clock, did.is_click
      FROM base, LATERAL (VALUES (base.opened_at, base.opened_hour, false), (base.clicked_at, base.clicked_hour, true))
                         AS did (at, clock, is_click)
     WHERE did.at >= base.handed_at AND did.at < base.handed_at + interval '24 hours'),
hours AS (
    SELECT 'hour' AS part, after AS hour, is_click FROM did
    UNION ALL
    SELECT 'clock', clock, is_click FROM did WHERE clock IS NOT NULL),
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
SELECT %(campaign)s, part, hour::text, count(*), 0, 0, 0, count(*) FILTER (WHERE NOT is_click),
       count(*) FILTER (WHERE is_click), 0, 0, 0, 0, 0, 0
  FROM hours GROUP BY part, hour
 UNION ALL
SELECT %(campaign)s, 'link', c.link_id::text, count(*), 0, 0, 0, 0, count(*), 0, 0, count(r.bought_at),
       COALESCE(sum(r.orders), 0), COALESCE(sum(r.revenue), 0), 0
  FROM clicks c
  LEFT JOIN campaigns_response r ON r.message_id = c.message_id AND r.bought_at >= r.clicked_at
 GROUP BY c.link_id
 UNION ALL
SELECT %(campaign)s, 'outcome', outcome, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM campaigns_recipient WHERE campaign_id = %(campaign)s GROUP BY outcome
 UNION ALL
SELECT %(campaign)s, 'after', CASE WHEN status = 'denied' THEN verdict_code WHEN status IN ('cancelled', 'expired', 'unknown')
                                   THEN status ELSE 'waiting' END,
       count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM base WHERE status IN ('denied', 'cancelled', 'expired', 'unknown', 'queued', 'held', 'leased', 'handing')
 GROUP BY 3
 UNION ALL
SELECT %(campaign)s, 'fault', error_kind, count(*), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  FROM base WHERE status = 'failed' GROUP BY error_kind
