-- One line for each client, for a file: `table` are the scores, `which` of them. The external id of the program `main`
-- stands first, then the oldest; who has none goes by our own number. In: as_of. Cost: one scan of scores and of external ids.
SELECT COALESCE(e.value, 'kartoteka:' || s.customer_id) AS external_id,
       CASE WHEN s.last_on > DATE '0001-01-02' THEN %(as_of)s - s.last_on END AS recency_days,
       s.frequency, s.monetary, s.profit, NULLIF(s.r, 0) AS r, NULLIF(s.f, 0) AS f, NULLIF(s.m, 0) AS m,
       NULLIF(s.rfm_segment, '') AS rfm_segment, NULLIF(s.abc, '') AS abc, NULLIF(s.xyz, '') AS xyz, s.lifecycle
  FROM {table} s
  LEFT JOIN (SELECT DISTINCT ON (customer_id) customer_id, value FROM customers_externalid
              ORDER BY customer_id, source <> 'main', id) e ON e.customer_id = s.customer_id
 WHERE {which}
 ORDER BY s.customer_id
