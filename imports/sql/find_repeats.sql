-- Input: import. Output, in the order of the file: number of a row that shares a key, or its client, with another; its
-- shared keys, each as a number from 1, in the order in which the row is asked for them. Rows that share nothing are not
-- told. Cost: one scan of the import's rows, one sort of their keys.
WITH told AS (
    SELECT s.number, k.place, k.key
      FROM imports_stagedrow s
     CROSS JOIN LATERAL unnest(s.keys) WITH ORDINALITY AS k (key, place)
     WHERE s.imported_id = %(import)s AND s.verdict IN ('new', 'updated', 'unchanged')
       AND NOT (s.verdict = 'unchanged' AND s.customer_id IS NULL)
    UNION ALL
    -- The client himself is a key too: two rows may find him by different ones. The seed keeps him apart from the others.
    SELECT s.number, 1000000, hashint8extended(s.customer_id, 7203116)
      FROM imports_stagedrow s
     WHERE s.imported_id = %(import)s AND s.verdict IN ('updated', 'unchanged') AND s.customer_id IS NOT NULL
), shared AS (
    SELECT number, place, dense_rank() OVER (ORDER BY key) AS at, count(*) OVER (PARTITION BY key) AS rows FROM told
)
SELECT number, array_agg(at ORDER BY place) FROM shared WHERE rows > 1 GROUP BY number ORDER BY number;
