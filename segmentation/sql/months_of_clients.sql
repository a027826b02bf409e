-- A part, not a statement: how evenly clients buy, population deviation of sums of months to their mean, in per cent, the
-- months without purchases among them. `of_purchases` says whose, `counted` whether returns are taken off.
-- In: zone, months_since, months_until, months (how many), least (with sales). Cost: the purchases of those months.
SELECT customer_id,
       round(LEAST(100 * sqrt(GREATEST(squares / %(months)s - (total / %(months)s) * (total / %(months)s), 0))
                   / (total / %(months)s), 999999), 6) AS variation
  FROM (SELECT customer_id, sum(total) AS total, sum(total * total) AS squares, count(*) FILTER (WHERE sold) AS sold
          FROM (SELECT p.customer_id, date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s) AS month,
                       COALESCE(sum(p.total) FILTER (WHERE {counted}), 0) AS total,
                       bool_or(p.status <> 'returned') AS sold
                  FROM sales_purchase p
                 WHERE p.status <> 'invoiced' AND p.purchased_at >= %(months_since)s
                   AND p.purchased_at < %(months_until)s AND {of_purchases}
                 GROUP BY 1, 2) months
         GROUP BY 1) sums
 WHERE sold >= %(least)s AND total > 0
