-- A part, not a statement: what each buyer of a period brought and what he cost, and of which kind he is: the first that is
-- true. asked says whose purchases. In: since, until; tail (per cent of the sum), back (per cent of goods brought back).
-- The tail are the smallest buyers, who together bring at most so much. Cost: the period by its index, one sort of buyers.
SELECT customer_id, number, total, cost, discount, profit, back,
       CASE WHEN profit < 0 THEN 'loss' WHEN bought > 0 AND 100 * back >= %(back)s * bought THEN 'returns'
            WHEN discount > 0 AND discount >= profit THEN 'discount'
            WHEN 100 * upto <= %(tail)s * whole THEN 'tail' ELSE 'pays' END AS kind
  FROM (SELECT b.*, sum(GREATEST(total, 0)) OVER (ORDER BY total, customer_id ROWS UNBOUNDED PRECEDING) AS upto,
               sum(GREATEST(total, 0)) OVER () AS whole
          FROM (SELECT p.customer_id, count(*) FILTER (WHERE p.status <> 'returned') AS number, sum(p.total) AS total,
                       sum(p.cost) AS cost, sum(p.discount) AS discount, sum(p.profit) AS profit,
                       -COALESCE(sum(p.total) FILTER (WHERE p.status = 'returned'), 0) AS back,
                       COALESCE(sum(p.total) FILTER (WHERE p.status <> 'returned'), 0) AS bought
                  FROM sales_purchase p
                 WHERE {asked}
                 GROUP BY p.customer_id) b) summed
