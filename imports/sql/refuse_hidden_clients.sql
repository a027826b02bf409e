-- Input: operation, after, upto, hidden (ids of clients the actor does not see). Marks rows about them.
-- Cost: one pass over the batch.
WITH told AS MATERIALIZED (
    SELECT i.ctid AS place
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT r.customer_id FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.customer_id = ANY (%(hidden)s::bigint[])
)
UPDATE journal_operationitem i SET state = 'refused', reason = 'not_yours' FROM told WHERE i.ctid = told.place;
