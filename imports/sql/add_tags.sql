-- Input: operation, after, upto. Puts tags on; they exist by now. Cost: one insert a tag of a client.
INSERT INTO customers_customertag (customer_id, tag_id, created_at, made_in)
SELECT DISTINCT s.customer_id, t.id, now(), %(operation)s::uuid
  FROM (SELECT s.* FROM journal_operationitem i JOIN imports_stagedrow s ON s.id = i.object_id::bigint
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen') s
 CROSS JOIN LATERAL jsonb_array_elements_text(COALESCE(s.writes->'tags', '[]')) AS w (name)
  JOIN customers_tag t ON lower(t.name) = lower(w.name)
ON CONFLICT DO NOTHING;
