-- Phones of a batch of cards whose last calls were all in vain. A call is in vain when its outcome says so; one that came
-- from the client, or any other outcome, breaks the row. In: after, upto (keys of cards), tries, days. Out: ids of points.
-- Cost: the calls of the batch, by the index of a client's history.
SELECT told.point_id
  FROM (
    SELECT i.point_id, o.code, i.direction,
           row_number() OVER (PARTITION BY i.point_id ORDER BY i.at DESC, i.id DESC) AS n
      FROM customers_customer c
      JOIN LATERAL (
          SELECT i.* FROM interactions_interaction i
           WHERE i.customer_id = c.id AND i.kind = 'call' AND i.archived_at IS NULL AND i.point_id IS NOT NULL
             AND i.at > now() - make_interval(days => %(days)s)
           ORDER BY i.at DESC, i.id DESC LIMIT 50) AS i ON true
      LEFT JOIN interactions_outcome o ON o.id = i.outcome_id
     WHERE c.id > %(after)s AND c.id <= %(upto)s AND c.archived_at IS NULL) AS told
 WHERE told.n <= %(tries)s
 GROUP BY told.point_id
HAVING count(*) = %(tries)s AND bool_and(told.direction = 'out' AND told.code IS NOT DISTINCT FROM 'silent')
