-- No input but zone. What scores are told from, aggregated from purchases, with grades by ntile; selected and not written:
-- the floor of the bench. Cost: one scan of purchases, a sort for each of R, F and M.
SELECT count(*), sum(r), sum(f), sum(m), sum(total), sum(profit), sum(total_365), max(last_on)
  FROM (SELECT a.*, (a.last_at AT TIME ZONE %(zone)s)::date AS last_on,
               ntile(5) OVER (ORDER BY a.last_at, a.customer_id) AS r,
               ntile(5) OVER (ORDER BY a.number, a.customer_id) AS f,
               ntile(5) OVER (ORDER BY a.total, a.customer_id) AS m
          FROM ({aggregate}) a) graded
