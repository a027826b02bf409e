-- Input: operation, after, upto, source, responsible, inn_name (with %%s). Makes the clients of rows who are known by
-- nobody, one a key, with that key, the number that his first row says beside it, and all phones and e-mails of his rows
-- as they are written there; what a label ends with, «доб. 12», is the extension.
-- Cost: one insert a client and a point.
WITH unknown AS MATERIALIZED (
    SELECT s.place, s.key, s.value, s.said, s.phones, s.emails, i.seq
      FROM journal_operationitem i
     CROSS JOIN LATERAL (
           SELECT r.ctid AS place, r.customer_id, r.writes->>'key' AS key, r.writes->>'value' AS value,
                  COALESCE(r.writes->'said', jsonb_build_object(r.writes->>'key', r.writes->'value')) AS said,
                  r.said->'phones' AS phones, r.said->'emails' AS emails
             FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND i.state = 'frozen'
       AND s.customer_id IS NULL
), people AS MATERIALIZED (
    SELECT key, value, min(seq) - %(after)s AS place, nextval(pg_get_serial_sequence('customers_customer', 'id')) AS id,
           (array_agg(said ORDER BY seq))[1] AS said
      FROM unknown GROUP BY key, value
), made AS (
    INSERT INTO customers_customer (id, kind, last_name, first_name, middle_name, name, sort_name, sex, city, inn,
           responsible_id, created_at, updated_at, made_in)
    SELECT id, CASE WHEN key = 'inn' AND length(value) = 10 THEN 'company' ELSE 'person' END, '', '', '',
           CASE WHEN key = 'inn' AND length(value) = 10 THEN replace(%(inn_name)s, '#', value) ELSE '' END,
           CASE WHEN key = 'inn' AND length(value) = 10 THEN lower(replace(%(inn_name)s, '#', value)) ELSE '' END,
           '', '', CASE WHEN key = 'inn' THEN value ELSE '' END, %(responsible)s,
           -- A microsecond apart: many rows of one moment would mislead the planner of keyset pages.
           now() + place * interval '1 microsecond', now(), %(operation)s
      FROM people ORDER BY place
), told AS MATERIALIZED (
    -- What he is known by comes first; how it was written stands among the points of his rows.
    SELECT p.id, k.kind, k.value, k.value AS raw, '' AS label, 0 AS seq, 0 AS place
      FROM people p CROSS JOIN LATERAL jsonb_each_text(p.said) AS k (kind, value) WHERE k.kind IN ('phone', 'email')
     UNION ALL
    SELECT p.id, k.kind, o.point->>1, o.point->>0, COALESCE(o.point->>2, ''), u.seq, o.place
      FROM unknown u JOIN people p ON p.key = u.key AND p.value = u.value
     CROSS JOIN LATERAL (VALUES ('phone', u.phones), ('email', u.emails)) AS k (kind, points)
     CROSS JOIN LATERAL jsonb_array_elements(k.points) WITH ORDINALITY AS o (point, place)
), reached AS MATERIALIZED (
    SELECT id, kind, value, (array_agg(raw ORDER BY seq = 0, seq, place))[1] AS raw,
           (array_agg(label ORDER BY seq = 0, seq, place))[1] AS label,
           row_number() OVER (PARTITION BY id, kind ORDER BY min(ARRAY[seq, place])) - 1 AS position
      FROM told GROUP BY id, kind, value
), points AS (
    INSERT INTO customers_contactpoint
           (id, customer_id, kind, raw, value, problem, label, extension, is_primary, position, created_at, made_in)
    SELECT (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7'
            || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid,
           id, kind, raw, value, '', regexp_replace(label, '(^|, )доб[.] [0-9]{1,10}$', ''),
           COALESCE(substring(label FROM '(?:^|, )доб[.] ([0-9]{1,10})$'), ''), position = 0, position, now(),
           %(operation)s
      FROM reached
), numbers AS (
    INSERT INTO customers_externalid (customer_id, source, value, created_at, made_in)
    SELECT id, %(source)s, said->>'external_id', now(), %(operation)s FROM people WHERE said ? 'external_id'
        ON CONFLICT DO NOTHING
)
UPDATE imports_stagedrow r SET customer_id = p.id
  FROM unknown u JOIN people p ON p.key = u.key AND p.value = u.value
 WHERE r.ctid = u.place;
