-- Consents of invented clients to profiling: a query for append_rows, the same for the same base and seed.
-- In: document, most (points), seed. Cost: one pass over granted consents to advertising.
SELECT s.point_id, s.since + interval '1 second', 'profiling', s.channel_id, 'granted', 'web_form', d.id,
       COALESCE(d.sha256, ''), '', NULL::timestamptz, NULL::bigint, NULL::uuid, NULL::jsonb
  FROM consents_consentstate s
  JOIN consents_consentdocument d ON d.id = %(document)s
 WHERE s.purpose_id = 'advertising' AND s.status = 'granted' AND s.channel_id IN ('email', 'sms')
   AND ('x' || substr(md5(s.point_id::text || %(seed)s::text), 1, 7))::bit(28)::int %% 100 < 75
 ORDER BY s.since, s.point_id, s.channel_id LIMIT %(most)s
