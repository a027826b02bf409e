-- Input: operation, after, upto. Output: tags to put on, INNs of new rows, clients of updated ones, of what will be
-- written. Cost: one pass over the batch.
WITH batch AS MATERIALIZED (
    SELECT s.verdict, s.customer_id, s.writes
      FROM journal_operationitem i JOIN imports_stagedrow s ON s.id = i.object_id::bigint
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen')
SELECT ARRAY(SELECT DISTINCT t FROM batch, jsonb_array_elements_text(COALESCE(writes->'tags', '[]')) t ORDER BY t),
       ARRAY(SELECT DISTINCT writes->'columns'->>'inn' FROM batch
              WHERE verdict = 'new' AND writes->'columns'->>'inn' <> ''),
       ARRAY(SELECT customer_id FROM batch WHERE verdict = 'updated' ORDER BY customer_id);
