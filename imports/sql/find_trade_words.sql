-- Input: operation, after, upto. Output: texts of products, categories, shops that the rows to be written name.
-- Cost: one pass over the batch.
WITH batch AS MATERIALIZED (
    SELECT s.writes
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT r.writes FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen')
SELECT ARRAY(SELECT DISTINCT writes->>'product' FROM batch WHERE writes->>'product' <> '' ORDER BY 1),
       ARRAY(SELECT DISTINCT writes->>'category' FROM batch WHERE writes->>'category' <> '' ORDER BY 1),
       ARRAY(SELECT DISTINCT writes->>'shop' FROM batch WHERE writes->>'shop' <> '' ORDER BY 1);
