-- What becomes of each who is due. The rule of getting it again is walked through event by event, so it comes out the
-- same whether days are looked at one by one or together. In: due, able, verdicts: tables; gap, days between two messages
-- to one client (nought: each time); known, as in trigger_due. Out: customer_id, point_id, outcome, later, occurrence,
-- due_at. Cost: look-ups by index; as many rounds as one client has events in the span.
WITH RECURSIVE prior AS (
    SELECT r.customer_id, max(r.occurrence)::date AS day
      FROM (SELECT DISTINCT customer_id FROM {able}) AS a
      JOIN campaigns_recipient r ON r.customer_id = a.customer_id AND r.campaign_id = %(known)s
       AND r.outcome IN ('ok', 'control', 'duplicate_address')
     GROUP BY r.customer_id
), walk AS (
    SELECT a.customer_id, a.n, a.day, fires, CASE WHEN fires THEN a.day ELSE prior.day END AS last
      FROM {able} a LEFT JOIN prior ON prior.customer_id = a.customer_id
     CROSS JOIN LATERAL (SELECT prior.day IS NULL OR %(gap)s = 0 OR a.day >= prior.day + %(gap)s) AS rule (fires)
     WHERE a.n = 1
    UNION ALL
    SELECT a.customer_id, a.n, a.day, rule.fires, CASE WHEN rule.fires THEN a.day ELSE w.last END
      FROM walk w JOIN {able} a ON a.customer_id = w.customer_id AND a.n = w.n + 1
     CROSS JOIN LATERAL (SELECT w.last IS NULL OR %(gap)s = 0 OR a.day >= w.last + %(gap)s) AS rule (fires)
), fired AS (
    SELECT a.*, row_number() OVER (PARTITION BY a.day, a.address ORDER BY a.due_at, a.customer_id) > 1 OR EXISTS (
               SELECT 1 FROM customers_contactpoint p
                 JOIN campaigns_recipient r ON r.customer_id = p.customer_id AND r.campaign_id = %(known)s
                  AND r.point_id = p.id AND r.occurrence = to_char(a.day, 'YYYY-MM-DD') AND r.outcome IN ('ok', 'control')
                WHERE p.kind = a.kind AND p.value = a.address) AS is_copy
      FROM {able} a JOIN walk w ON w.customer_id = a.customer_id AND w.n = a.n AND w.fires
)
SELECT f.customer_id, f.point_id,
       CASE WHEN f.is_copy THEN 'duplicate_address' WHEN f.is_control THEN 'control' ELSE 'ok' END AS outcome,
       CASE WHEN f.is_copy OR f.is_control OR f.verdict = 'allow' THEN '' ELSE f.code END AS later,
       to_char(f.day, 'YYYY-MM-DD') AS occurrence, f.due_at
  FROM fired f
UNION ALL
SELECT a.customer_id, a.point_id, 'again', '', to_char(a.day, 'YYYY-MM-DD'), a.due_at
  FROM {able} a JOIN walk w ON w.customer_id = a.customer_id AND w.n = a.n AND NOT w.fires
UNION ALL
SELECT d.customer_id, d.point_id, v.code, '', to_char(d.day, 'YYYY-MM-DD'), d.due_at
  FROM {due} d JOIN {verdicts} v ON v.customer_id = d.customer_id
 WHERE NOT d.is_minus AND v.verdict = 'deny'
UNION ALL
SELECT d.customer_id, NULL, 'minus', '', to_char(d.day, 'YYYY-MM-DD'), d.due_at FROM {due} d WHERE d.is_minus
