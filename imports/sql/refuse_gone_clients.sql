-- Input: operation, after, upto. Marks rows whose client has been deleted since the check. Cost: one look-up a row.
WITH gone AS MATERIALIZED (
    SELECT i.ctid AS place
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND s.customer_id IS NOT NULL
       AND (SELECT count(*) FROM customers_customer c WHERE c.id = s.customer_id) = 0)
UPDATE journal_operationitem i SET state = 'refused', reason = 'gone' FROM gone WHERE i.ctid = gone.place;
