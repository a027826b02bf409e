-- Input: import, incomplete (a problem as rows keep it). Of a purchase that stands in the base and would be replaced, a
-- line that the file has and nobody can read, or whose client is doubtful, would be lost: all its rows are rejected
-- instead. Such a line is of the purchase when it says its number and is about its client as far as it tells.
-- Cost: one scan of the import's rows.
WITH bad AS MATERIALIZED (
    SELECT s.said->'values'->>'number' AS document, s.customer_id, k.keys
      FROM imports_stagedrow s
     CROSS JOIN LATERAL (
           SELECT array_agg(v.key || ' ' || v.value) AS keys
             FROM jsonb_each_text(s.said->'values') AS v (key, value) WHERE starts_with(v.key, 'customer.')) k
     WHERE s.imported_id = %(import)s AND s.verdict IN ('rejected', 'doubtful') AND s.reason <> 'incomplete_purchase'
       AND s.said->'values'->>'number' <> ''
), odd AS MATERIALIZED (
    SELECT DISTINCT s.customer_id, b.document
      FROM imports_stagedrow s
      JOIN bad b ON b.document = s.writes->>'number'
     WHERE s.imported_id = %(import)s AND s.verdict = 'updated'
       AND CASE WHEN b.customer_id IS NOT NULL THEN b.customer_id = s.customer_id
                ELSE b.keys IS NULL OR EXISTS (
                     SELECT 1 FROM jsonb_each_text(s.writes->'said') AS v (key, value)
                      WHERE 'customer.' || v.key || ' ' || v.value = ANY (b.keys)) END
)
UPDATE imports_stagedrow s
   SET verdict = 'rejected', reason = 'incomplete_purchase', tone = 'bad', writes = '{}',
       problems = s.problems || %(incomplete)s::jsonb
  FROM odd o
 WHERE s.imported_id = %(import)s AND s.verdict = 'updated' AND s.customer_id = o.customer_id
   AND s.writes->>'number' = o.document;
