-- Input: operation, after, upto. Own fields of new clients, and an empty row for known ones that had none: see
-- customers.models.CustomValues. Cost: one insert a row that fills an own field.
INSERT INTO customers_customvalues (customer_id, "values", made_in)
SELECT c.id, CASE s.verdict WHEN 'new' THEN s.writes->'own' ELSE '{}' END, c.made_in
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL (
       SELECT id, made_in FROM customers_customer WHERE id = COALESCE(i.makes, s.customer_id) OFFSET 0) c
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND s.writes ? 'own'
ON CONFLICT DO NOTHING;
