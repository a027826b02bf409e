-- Input: operation, after, upto. Adds phones and e-mails after those of the card; the first of its kind is primary.
-- Cost: one insert a point, one look-up of the card's points a row.
INSERT INTO customers_contactpoint
       (id, customer_id, kind, raw, value, problem, label, is_primary, position, created_at, made_in)
SELECT gen_random_uuid(), s.customer_id, k.kind, p.point->>0, p.point->>1, '', COALESCE(p.point->>2, ''),
       p.place = 1 AND NOT COALESCE(old.has_primary, false), COALESCE(old.last, -1) + p.place, now(), %(operation)s
  FROM (SELECT s.* FROM journal_operationitem i JOIN imports_stagedrow s ON s.id = i.object_id::bigint
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen') s
 CROSS JOIN (VALUES ('phone', 'phones'), ('email', 'emails')) AS k (kind, name)
 CROSS JOIN LATERAL jsonb_array_elements(COALESCE(s.writes->k.name, '[]')) WITH ORDINALITY AS p (point, place)
  LEFT JOIN LATERAL (
       SELECT max(position) AS last, bool_or(is_primary) AS has_primary FROM customers_contactpoint o
        WHERE o.customer_id = s.customer_id AND o.kind = k.kind) old ON true
 WHERE NOT EXISTS (SELECT 1 FROM customers_contactpoint o WHERE o.customer_id = s.customer_id AND o.kind = k.kind
                      AND o.value = p.point->>1 AND o.archived_at IS NULL);
