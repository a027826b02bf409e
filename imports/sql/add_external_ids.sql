-- Input: operation, after, upto, source. Adds numbers of the other program. Cost: one insert a row.
INSERT INTO customers_externalid (customer_id, source, value, created_at, made_in)
SELECT s.customer_id, %(source)s, s.writes->>'external_id', now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND s.writes ? 'external_id'
ON CONFLICT DO NOTHING;
