-- Pairs of cards that share a key, of the whole base. A key of too many cards is no reason to compare them: the shop's
-- own phone, a common name. Parts: most, how many cards a key may have. Out: a, b with a < b.
-- Cost: a sort of all keys, some twelve a card, and of the pairs.
WITH counted AS (
    SELECT m.customer_id AS id, k.key, count(*) OVER (PARTITION BY k.key) AS number
      FROM quality_matchcard m CROSS JOIN LATERAL unnest(m.blocks) AS k (key)
), keys AS MATERIALIZED (SELECT id, key FROM counted WHERE number BETWEEN 2 AND {most})
SELECT a.id AS a, b.id AS b FROM keys a JOIN keys b ON a.key = b.key AND a.id < b.id
 WHERE NOT EXISTS (SELECT FROM quality_notduplicate n
                    WHERE least(n.left_id, n.right_id) = a.id AND greatest(n.left_id, n.right_id) = b.id)
 GROUP BY 1, 2
