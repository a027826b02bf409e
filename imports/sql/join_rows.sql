-- Input: import, numbers, heads (row by row: the first row of a kind, and the first row of its client). All rows of the
-- client are found by the key of his first one, and he will have what any of them says: of two phones the first.
-- What a row says itself is kept in `joined`. Cost: one scan of the import's rows, one update a row of such clients.
WITH kinds AS MATERIALIZED (
    SELECT t.head, s.number, s.writes->'said' AS said
      FROM unnest(%(numbers)s::bigint[], %(heads)s::bigint[]) AS t (number, head)
     CROSS JOIN LATERAL (
           SELECT * FROM imports_stagedrow r WHERE r.imported_id = %(import)s AND r.number = t.number OFFSET 0) s
), clients AS MATERIALIZED (
    SELECT k.head, jsonb_object_agg(v.key, v.value ORDER BY k.number DESC) AS said
      FROM kinds k CROSS JOIN LATERAL jsonb_each_text(k.said) AS v (key, value) GROUP BY k.head
)
UPDATE imports_stagedrow s
   SET writes = s.writes || jsonb_build_object(
           'key', h.writes->'key', 'value', h.writes->'value', 'said', c.said, 'joined', jsonb_build_object(
               'key', s.writes->'key', 'value', s.writes->'value', 'said', s.writes->'said'))
  FROM kinds k
  JOIN clients c ON c.head = k.head
  JOIN imports_stagedrow h ON h.imported_id = %(import)s AND h.number = k.head
 WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.customer_id IS NULL AND NOT s.writes ? 'anew'
   AND s.writes->'said' = k.said;
