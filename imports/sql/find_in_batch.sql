-- Input: operation, after, upto. Output: tags to put on, INNs of new rows, clients of updated ones, of what will be
-- written. Cost: one pass over the batch.
WITH batch AS MATERIALIZED (
    SELECT s.verdict, s.customer_id, s.writes->'tags' AS tags, s.writes->'columns'->>'inn' AS inn
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen')
SELECT ARRAY(SELECT DISTINCT t FROM batch, jsonb_array_elements_text(tags) t WHERE tags IS NOT NULL ORDER BY t),
       ARRAY(SELECT DISTINCT inn FROM batch WHERE verdict = 'new' AND inn <> ''),
       ARRAY(SELECT customer_id FROM batch WHERE verdict = 'updated' ORDER BY customer_id);
