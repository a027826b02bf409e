-- Input: operation, after, upto, visible (ids of clients the actor still sees).
-- Marks rows whose client was changed, archived or taken away since the check. Cost: one look-up by key a row.
WITH told AS MATERIALIZED (
    SELECT i.ctid AS place,
           CASE WHEN c.id IS NULL THEN 'gone'
                WHEN NOT c.id = ANY(%(visible)s) THEN 'not_yours'
                WHEN c.merged_into_id IS NOT NULL THEN 'merged'
                WHEN c.archived_at IS NOT NULL THEN 'archived'
                WHEN NOT to_jsonb(c) @> (s.before - 'own') THEN 'changed_since'
                WHEN s.before ? 'own' AND EXISTS (
                    SELECT 1 FROM jsonb_each(s.before->'own') AS b (k, x)
                     WHERE COALESCE((SELECT v."values" -> b.k FROM customers_customvalues v
                                      WHERE v.customer_id = c.id), 'null') <> b.x) THEN 'changed_since' END AS code
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
      LEFT JOIN LATERAL (SELECT * FROM customers_customer WHERE id = s.customer_id) c ON true
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND s.verdict = 'updated')
UPDATE journal_operationitem i
   SET state = 'refused', reason = told.code
  FROM told WHERE i.ctid = told.place AND told.code IS NOT NULL;
