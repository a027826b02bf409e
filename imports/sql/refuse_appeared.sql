-- Input: operation, after, upto, source, and of each key whether it is asked: external_id, inn, phone, email,
-- name_birth_date. Marks new rows whose client stands in the base by now, though nobody stood there at the check.
-- Counted, not EXISTS: for a first row among many alike, as a table without statistics looks, the planner would read the
-- table from its beginning for every row of the batch.
-- Cost: one look-up a key of a row.
WITH told AS MATERIALIZED (
    SELECT i.ctid AS place
      FROM journal_operationitem i
     CROSS JOIN LATERAL (SELECT * FROM imports_stagedrow r WHERE r.id = i.object_id::bigint OFFSET 0) s
     WHERE i.operation_id = %(operation)s AND i.seq > %(after)s AND i.seq <= %(upto)s
       AND s.verdict = 'new' AND s.decision <> 'new' AND (
           (%(external_id)s AND (
               SELECT count(*) FROM customers_externalid x
                WHERE x.source = %(source)s AND x.value = s.writes->>'external_id') > 0)
        OR (%(external_id)s AND s.writes ? 'other_ids' AND (
               SELECT sum(x.rows) FROM jsonb_array_elements(s.writes->'other_ids') w CROSS JOIN LATERAL (
                   SELECT count(*) AS rows FROM customers_externalid x
                    WHERE x.source = COALESCE(NULLIF(w->>0, ''), %(source)s) AND x.value = w->>1) x) > 0)
        OR (%(inn)s AND s.writes->'columns'->>'inn' <> '' AND s.writes->'columns'->>'inn' IN (
               SELECT c.inn FROM customers_customer c
                WHERE c.inn <> '' AND c.inn = ANY (%(inns)s::text[]) AND c.merged_into_id IS NULL)
            -- Another branch of the company is another client.
            AND (COALESCE(s.writes->'columns'->>'kpp', '') = '' OR (
               SELECT count(*) FROM customers_customer c
                WHERE c.inn <> '' AND c.inn = s.writes->'columns'->>'inn'
                  AND c.kpp IN ('', s.writes->'columns'->>'kpp')) > 0))
        OR (%(phone)s AND s.writes ? 'phones' AND (
               SELECT sum(p.rows) FROM jsonb_array_elements(s.writes->'phones') w CROSS JOIN LATERAL (
                   SELECT count(*) AS rows FROM customers_contactpoint p
                    WHERE p.kind = 'phone' AND p.value = w->>1 AND p.archived_at IS NULL) p) > 0)
        OR (%(email)s AND s.writes ? 'emails' AND (
               SELECT sum(p.rows) FROM jsonb_array_elements(s.writes->'emails') w CROSS JOIN LATERAL (
                   SELECT count(*) AS rows FROM customers_contactpoint p
                    WHERE p.kind = 'email' AND p.value = w->>1 AND p.archived_at IS NULL) p) > 0)
        OR (%(name_birth_date)s AND s.writes->'columns' ? 'birth_date' AND (
               SELECT count(*) FROM customers_customer c
                WHERE c.sort_name = s.writes->'columns'->>'sort_name'
                  AND c.birth_date = (s.writes->'columns'->>'birth_date')::date AND c.merged_into_id IS NULL) > 0)))
UPDATE journal_operationitem i SET state = 'refused', reason = 'appeared_since'
  FROM told WHERE i.ctid = told.place;
