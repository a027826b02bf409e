-- Consents of invented clients: a query for append_rows, the same for the same base and seed.
-- In: first, last (ids of clients), seed, ends (the moment the base ends on), pd and ads (ids of the texts).
-- Of a hundred contacts 54 have agreed to everything, 9 have withdrawn it, 8 allow processing alone, the others were never
-- asked. Cost: one pass over the contacts of these clients.
WITH chance AS (
    SELECT p.id, p.kind, ('x' || substr(md5(p.customer_id::text || p.kind || p.position::text || %(seed)s::text), 1, 7))::bit(28)::int AS n
      FROM customers_contactpoint p
     WHERE p.customer_id BETWEEN %(first)s AND %(last)s AND p.archived_at IS NULL AND p.value <> ''
), asked AS (
    SELECT c.id, k.code AS channel, c.n %% 100 AS luck,
           LEAST(%(ends)s::timestamptz, now()) - make_interval(days => 60 + c.n %% 700, mins => c.n %% 540) AS at,
           (ARRAY['web_form', 'paper', 'manual', 'web_form'])[1 + c.n / 100 %% 4] AS method
      FROM chance c JOIN consents_channel k ON k.contact_kind = c.kind AND k.code <> 'robocall'
     WHERE c.n %% 100 < 71
), said AS (
    SELECT a.id, a.channel, 'marketing' AS purpose, 'granted' AS action, a.at, a.method FROM asked a
    UNION ALL
    SELECT a.id, a.channel, 'advertising', 'granted', a.at, a.method FROM asked a WHERE a.luck < 63
    UNION ALL
    SELECT a.id, a.channel, p.purpose, 'withdrawn', a.at + make_interval(days => 1 + a.luck %% 50), 'call_record'
      FROM asked a CROSS JOIN (VALUES ('marketing'), ('advertising')) AS p (purpose)
     WHERE a.luck >= 54 AND a.luck < 63
)
SELECT s.id, s.at, s.purpose, s.channel, s.action, s.method, d.id, COALESCE(d.sha256, ''), '', NULL::timestamptz,
       NULL::bigint, NULL::uuid, NULL::jsonb
  FROM said s
  LEFT JOIN consents_consentdocument d
         ON s.action = 'granted' AND d.id = CASE s.purpose WHEN 'marketing' THEN %(pd)s ELSE %(ads)s END
 ORDER BY s.at, s.id, s.purpose
