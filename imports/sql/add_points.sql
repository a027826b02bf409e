-- Input: operation, after, upto. Adds phones, e-mails, names in messengers and sites after those of the card; the first of
-- its kind is primary. What a label ends with, «доб. 12», is the extension.
-- A new client has none: nothing is looked up for him. Ids are UUIDs of version 7: the moment, then chance, so that new
-- rows stand side by side in the index.
-- Cost: one insert a point, one look-up of the card's points an updated row.
INSERT INTO customers_contactpoint
       (id, customer_id, kind, raw, value, problem, label, extension, is_primary, position, created_at, made_in)
SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
       COALESCE(i.makes, s.customer_id), k.kind, p.point->>0, p.point->>1, '',
       regexp_replace(COALESCE(p.point->>2, ''), '(^|, )доб[.] [0-9]{1,10}$', ''),
       COALESCE(substring(p.point->>2 FROM '(?:^|, )доб[.] ([0-9]{1,10})$'), ''),
       p.place = 1 AND NOT COALESCE(old.has_primary, false), COALESCE(old.last, -1) + p.place, now(), %(operation)s
  FROM journal_operationitem i
 CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
 CROSS JOIN LATERAL (
       SELECT 'phone' AS kind, s.writes->'phones' AS points
        UNION ALL SELECT 'email', s.writes->'emails'
        UNION ALL SELECT o.key, o.value FROM jsonb_each(s.writes->'others') o) k
  LEFT JOIN LATERAL (
       SELECT max(o.position) AS last, bool_or(o.is_primary) AS has_primary,
              array_agg(o.value) FILTER (WHERE o.archived_at IS NULL) AS standing
         FROM customers_contactpoint o
        WHERE s.verdict = 'updated' AND o.customer_id = s.customer_id AND o.kind = k.kind) old ON true
 CROSS JOIN LATERAL jsonb_array_elements(k.points) WITH ORDINALITY AS p (point, place)
 WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
   AND k.points IS NOT NULL AND (p.point->>1 = ANY (old.standing)) IS NOT TRUE;
