-- How many contacts of an import may be written to with advertising, before it is applied.
-- In: import, zone of the company. Out: contacts of rows that will be written; of them those with both consents, by this file
-- with its proof or by the ledger; rows that say yes without the whole proof; all rows that refuse; of them those
-- that are not brought in themselves.
-- Cost: one pass over the rows of the import, a look-up of each known contact.
WITH rows AS MATERIALIZED (
    SELECT r.id, r.customer_id, r.said, r.writes->'consents' AS told
      FROM imports_stagedrow r
     WHERE r.imported_id = %(import)s AND r.verdict IN ('new', 'updated')
), contacts AS (
    SELECT r.id, r.customer_id, r.told, x.kind, p.point->>1 AS value
      FROM rows r
     CROSS JOIN LATERAL (VALUES ('phone', r.said->'phones'), ('email', r.said->'emails')) AS x (kind, points)
     CROSS JOIN LATERAL jsonb_array_elements(COALESCE(x.points, '[]')) AS p (point)
), judged AS (
    SELECT c.id, EXISTS (
               SELECT 1 FROM consents_channel k
                WHERE k.contact_kind = c.kind
                  AND c.told ?& ARRAY['source', 'date', 'basis']
                  AND ((c.told->>'date')::date)::timestamp AT TIME ZONE %(zone)s <= now()
                  AND c.told->'asked'->>('marketing.' || k.code) = 'yes'
                  AND c.told->'asked'->>('advertising.' || k.code) = 'yes')
           OR EXISTS (
               SELECT 1 FROM customers_contactpoint p
                 JOIN consents_consentstate m ON m.point_id = p.id AND m.purpose_id = 'marketing' AND m.status = 'granted'
                 JOIN consents_consentstate a ON a.point_id = p.id AND a.purpose_id = 'advertising'
                  AND a.channel_id = m.channel_id AND a.status = 'granted'
                WHERE p.customer_id = c.customer_id AND p.kind = c.kind AND p.value = c.value AND p.archived_at IS NULL
                  AND COALESCE(c.told->'asked'->>('advertising.' || a.channel_id), '') <> 'no') AS may
      FROM contacts c
)
SELECT (SELECT count(*) FROM judged), (SELECT count(*) FROM judged WHERE may),
       (SELECT count(*) FROM rows WHERE NOT told ?& ARRAY['source', 'date', 'basis']
           AND jsonb_path_exists(told, '$.asked.* ? (@ == "yes")')),
       refusing.whole, refusing.apart
  FROM (
    SELECT count(*) AS whole, count(*) FILTER (WHERE verdict NOT IN ('new', 'updated')) AS apart
      FROM imports_stagedrow WHERE imported_id = %(import)s AND writes ? 'refusals'
  ) refusing
