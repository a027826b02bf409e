-- Input: operation, after, upto. Output: clients that rows to be written are about, those left out whom an earlier batch
-- of this operation has made. Cost: one pass over the batch, one look-up a client.
WITH batch AS MATERIALIZED (
    SELECT DISTINCT s.customer_id AS id
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT r.customer_id FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.customer_id IS NOT NULL
)
SELECT id FROM batch
 WHERE (SELECT count(*) FROM customers_customer c WHERE c.id = batch.id AND c.made_in = %(operation)s) = 0;
