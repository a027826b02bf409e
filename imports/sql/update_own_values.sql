-- Input: operation, after, upto. Own fields of known clients. Cost: one update a changed card.
WITH r AS MATERIALIZED (
    SELECT s.customer_id, s.writes->'own' AS own
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.verdict = 'updated' AND s.writes ? 'own')
UPDATE customers_customvalues v SET "values" = v."values" || r.own FROM r WHERE v.customer_id = r.customer_id;
