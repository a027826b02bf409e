-- Withdrawals, as events for `consents.ledger.writing.append_rows`, of the values of find_refusals wherever they stand.
-- In: refusals, that query, and its parameters; sha256 and name of the file. What is withdrawn already is not written again.
-- Cost: a look-up of each value.
SELECT p.id, now(), f.purpose, f.channel, 'withdrawn', 'import', NULL::bigint, '', %(sha256)s, NULL::timestamptz,
       NULL::bigint, %(operation)s::uuid, jsonb_build_object('place', %(name)s::text)
  FROM ({refusals}) AS f
  JOIN customers_contactpoint p ON p.kind = f.kind AND p.value = f.value
 WHERE NOT EXISTS (
       SELECT 1 FROM consents_consentstate s
        WHERE s.point_id = p.id AND s.purpose_id = f.purpose AND s.channel_id = f.channel AND s.status = 'withdrawn')
 ORDER BY p.id, f.purpose, f.channel
