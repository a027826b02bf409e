-- Pairs of these cards with any that share a key. In: ids. Parts: most, how many cards a key may have.
-- Out: a, b with a < b. Cost: an index look-up for each of their keys.
WITH keys AS (
    SELECT DISTINCT k.key FROM quality_matchcard m CROSS JOIN LATERAL unnest(m.blocks) AS k (key)
     WHERE m.customer_id = ANY (%(ids)s::bigint[])
), holders AS MATERIALIZED (
    SELECT k.key, h.ids FROM keys k CROSS JOIN LATERAL (
        SELECT array_agg(m.customer_id) AS ids
          FROM (SELECT customer_id FROM quality_matchcard WHERE blocks @> ARRAY[k.key] LIMIT {most} + 1) m) h
     WHERE cardinality(h.ids) BETWEEN 2 AND {most}
)
SELECT least(a.id, b.id) AS a, greatest(a.id, b.id) AS b
  FROM holders h CROSS JOIN LATERAL unnest(h.ids) AS a (id) CROSS JOIN LATERAL unnest(h.ids) AS b (id)
 WHERE a.id = ANY (%(ids)s::bigint[]) AND a.id <> b.id
   AND NOT EXISTS (SELECT FROM quality_notduplicate n
                    WHERE least(n.left_id, n.right_id) = least(a.id, b.id)
                      AND greatest(n.left_id, n.right_id) = greatest(a.id, b.id))
 GROUP BY 1, 2
