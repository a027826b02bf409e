-- Input: operation, after, upto. Takes the ids of the clients of new rows from the sequence and writes them to the rows.
-- Cost: one update a new row.
WITH without AS MATERIALIZED (
    SELECT s.place
      FROM journal_operationitem i
     CROSS JOIN LATERAL (
           SELECT r.ctid AS place, r.verdict, r.customer_id
             FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.verdict = 'new' AND s.customer_id IS NULL)
UPDATE imports_stagedrow r SET customer_id = nextval(pg_get_serial_sequence('customers_customer', 'id'))
  FROM without WHERE r.ctid = without.place;
