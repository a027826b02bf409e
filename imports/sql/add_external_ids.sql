-- Input: operation, after, upto, source. Adds numbers of other programs: of the file's own, and of those a row names.
-- Cost: one insert a number.
INSERT INTO customers_externalid (customer_id, source, value, created_at, made_in)
SELECT COALESCE(i.makes, s.customer_id), COALESCE(NULLIF(n.source, ''), %(source)s), n.value, now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL (
       SELECT '' AS source, s.writes->>'external_id' AS value WHERE s.writes ? 'external_id'
        UNION ALL
       SELECT p->>0, p->>1 FROM jsonb_array_elements(s.writes->'other_ids') p) n
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
ON CONFLICT DO NOTHING;
