-- Input: import. Rows of clients whom nobody knows yet, alike in all their keys, stand for one another: output, in the
-- order of the file, the first row of each kind that shares a key with a row of another kind; its keys, each as a number
-- from 1; its number in the program and its INN, the same way, 0 where it says none.
-- Cost: one scan of the import's rows, one sort of the kinds of keys.
WITH kinds AS MATERIALIZED (
    SELECT min(s.number) AS number, s.writes->'said' AS said,
           jsonb_path_query_array(s.said->'phones', '$[*][1]') AS phones,
           jsonb_path_query_array(s.said->'emails', '$[*][1]') AS emails
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict = 'new' AND s.customer_id IS NULL AND NOT s.writes ? 'anew'
     GROUP BY 2, 3, 4
), told AS (
    SELECT k.number, v.key, dense_rank() OVER (ORDER BY v.key, v.value) AS at,
           count(*) OVER (PARTITION BY v.key, v.value) AS kinds
      FROM kinds k
     CROSS JOIN LATERAL (
           SELECT key, value FROM jsonb_each_text(k.said)
            UNION
           SELECT p.key, o.value
             FROM (VALUES ('phone', k.phones), ('email', k.emails)) AS p (key, points)
            CROSS JOIN LATERAL jsonb_array_elements_text(p.points) AS o (value)
            WHERE k.said ? p.key) v
)
SELECT number, array_agg(at ORDER BY at), COALESCE(max(at) FILTER (WHERE key = 'external_id'), 0),
       COALESCE(max(at) FILTER (WHERE key = 'inn'), 0)
  FROM told GROUP BY number HAVING max(kinds) > 1 ORDER BY number;
