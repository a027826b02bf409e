-- Input: operation, after, upto. Marks rows whose client has been deleted since the check. Output: how many rows know no
-- client yet. Cost: one look-up a row.
WITH batch AS MATERIALIZED (
    SELECT i.ctid AS place, s.customer_id
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT r.customer_id FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s
), gone AS MATERIALIZED (
    SELECT place FROM batch
     WHERE customer_id IS NOT NULL
       AND (SELECT count(*) FROM customers_customer c WHERE c.id = batch.customer_id) = 0
), refused AS (
    UPDATE journal_operationitem i SET state = 'refused', reason = 'gone' FROM gone WHERE i.ctid = gone.place
)
SELECT count(*) FROM batch WHERE customer_id IS NULL;
