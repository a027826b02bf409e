-- The client with whom each grade begins, grades of equal size whatever the equals: ntile by value, then by id.
-- `value` says of what, `source` of whom. In: grades. Out: grade, value, client. Cost: one scan, one sort.
SELECT grade, value, customer_id
  FROM (SELECT grade, value, customer_id, lag(grade) OVER (ORDER BY value, customer_id) AS previous
          FROM (SELECT {value} AS value, i.customer_id,
                       ntile(%(grades)s) OVER (ORDER BY {value}, i.customer_id) AS grade
                  FROM {source} i WHERE i.is_scored AND i.w_number > 0) tiled) placed
 WHERE grade IS DISTINCT FROM previous
 ORDER BY grade
