-- Input: operation, after, upto, source. Rows whose client was unknown at the check find him if he stands by now: an
-- earlier row of the same file may have made him; where a person said «a new one» (`anew`), only one made by this
-- operation. Cost: one look-up a key.
WITH unknown AS MATERIALIZED (
    SELECT s.place, s.key, s.value, s.anew
      FROM journal_operationitem i
     CROSS JOIN LATERAL (
           SELECT r.ctid AS place, r.customer_id, r.writes->>'key' AS key, r.writes->>'value' AS value,
                  COALESCE((r.writes->>'anew')::boolean, false) AS anew
             FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s AND s.customer_id IS NULL
), keys AS MATERIALIZED (
    SELECT DISTINCT key, value, anew FROM unknown
), found AS MATERIALIZED (
    SELECT k.key, k.value, k.anew, CASE WHEN k.anew AND k.key = 'inn' THEN (
               SELECT min(c.id) FROM customers_customer c
                WHERE c.inn <> '' AND c.inn = k.value AND c.made_in = %(operation)s)
           WHEN k.anew THEN (
               SELECT min(p.customer_id) FROM customers_contactpoint p JOIN customers_customer c ON c.id = p.customer_id
                WHERE p.kind = k.key AND p.value = k.value AND c.made_in = %(operation)s)
           ELSE CASE k.key
           WHEN 'external_id' THEN (
               SELECT min(x.customer_id) FROM customers_externalid x WHERE x.source = %(source)s AND x.value = k.value)
           WHEN 'inn' THEN (
               SELECT min(c.id) FROM customers_customer c
                WHERE c.inn <> '' AND c.inn = k.value AND c.merged_into_id IS NULL)
           ELSE (SELECT min(p.customer_id) FROM customers_contactpoint p
                  WHERE p.kind = k.key AND p.value = k.value AND p.archived_at IS NULL) END END AS customer_id
      FROM keys k)
UPDATE imports_stagedrow r SET customer_id = f.customer_id
  FROM unknown u JOIN found f ON f.key = u.key AND f.value = u.value AND f.anew = u.anew
 WHERE r.ctid = u.place AND f.customer_id IS NOT NULL;
