-- Input: operation, after, upto. Puts tags on; they exist by now. Cost: one insert a tag of a client.
INSERT INTO customers_customertag (customer_id, tag_id, created_at, made_in)
SELECT DISTINCT COALESCE(i.makes, s.customer_id), t.id, now(), %(operation)s::uuid
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL jsonb_array_elements_text(s.writes->'tags') AS w (name)
  JOIN customers_tag t ON lower(t.name) = lower(w.name)
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND s.writes ? 'tags'
ON CONFLICT DO NOTHING;
