-- Consents that rows of a batch bring, as events for `consents.ledger.writing.append_rows`.
-- In: operation, after, upto, sha256 and name of the file, zone of the company.
-- A yes becomes a grant only with source, date and basis (rule C-5), of a day that can be, for contacts that the row names.
-- What stands there already is not written again. Refusals: keep_refusals.
-- Cost: a look-up of the contacts of each row that speaks of consents.
WITH batch AS MATERIALIZED (
    SELECT COALESCE(i.makes, s.customer_id) AS customer_id, s.said, s.writes->'consents' AS told
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.writes ? 'consents'
), asked AS (
    SELECT b.customer_id, b.told, split_part(t.key, '.', 1) AS purpose, split_part(t.key, '.', 2) AS channel,
           t.value AS answer, k.contact_kind AS kind,
           ARRAY(SELECT x->>1 FROM jsonb_array_elements(COALESCE(
               CASE k.contact_kind WHEN 'phone' THEN b.said->'phones' WHEN 'email' THEN b.said->'emails'
                                   ELSE b.said->'others'->k.contact_kind::text END, '[]')) x) AS named,
           ((b.told->>'date')::date)::timestamp AT TIME ZONE %(zone)s AS at
      FROM batch b
     CROSS JOIN LATERAL jsonb_each_text(b.told->'asked') t
      JOIN consents_channel k ON k.code = split_part(t.key, '.', 2) AND k.contact_kind <> ''
      JOIN consents_purpose u ON u.code = split_part(t.key, '.', 1)
), standing AS (
    SELECT a.*, p.id AS point_id, p.value
      FROM asked a
      JOIN customers_contactpoint p ON p.customer_id = a.customer_id AND p.kind = a.kind AND p.archived_at IS NULL
       AND p.value <> ''
     WHERE a.answer = 'yes' AND p.value = ANY (a.named)
), granted AS (
    SELECT DISTINCT ON (g.point_id, g.purpose, g.channel)
           g.point_id, g.at, g.purpose, g.channel, 'imported' AS action,
           jsonb_build_object('source', g.told->>'source', 'basis', g.told->>'basis', 'place', %(name)s::text) AS details
      FROM standing g
      JOIN customers_customer c ON c.id = g.customer_id
     WHERE g.told ?& ARRAY['source', 'date', 'basis'] AND g.at <= now()
       AND (c.birth_date IS NULL OR (g.told->>'date')::date >= c.birth_date)
       AND NOT EXISTS (
           SELECT 1 FROM consents_consentstate s
            WHERE s.point_id = g.point_id AND s.purpose_id = g.purpose AND s.channel_id = g.channel
              AND s.status = 'granted' AND s.since >= g.at)
     ORDER BY g.point_id, g.purpose, g.channel, g.at DESC
)
SELECT e.point_id, e.at, e.purpose, e.channel, e.action, 'import', NULL::bigint, '', %(sha256)s, NULL::timestamptz,
       NULL::bigint, %(operation)s::uuid, e.details
  FROM granted e
 ORDER BY e.point_id, e.purpose, e.channel
