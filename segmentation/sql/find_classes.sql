-- The client with whom each class of ABC begins: by value downwards, then by id, by the share of the whole that stood
-- before him. What is not above nought takes no part. `value` says of what, `source` of whom. In: a, b (shares of a hundred).
-- Out: class, value, client. Cost: one scan, one sort.
SELECT class, value, customer_id
  FROM (SELECT class, value, customer_id, lag(class) OVER (ORDER BY value DESC, customer_id) AS previous
          FROM (SELECT value, customer_id,
                       CASE WHEN before * 100 < whole * %(a)s THEN 'A' WHEN before * 100 < whole * %(b)s THEN 'B'
                            ELSE 'C' END AS class
                  FROM (SELECT {value} AS value, i.customer_id,
                               sum({value}) OVER (ORDER BY {value} DESC, i.customer_id ROWS UNBOUNDED PRECEDING)
                                   - {value} AS before,
                               sum({value}) OVER () AS whole
                          FROM {source} i WHERE i.is_scored AND {value} > 0) summed) classed) placed
 WHERE class IS DISTINCT FROM previous
 ORDER BY class
