-- A part, not a statement: what grades are told from, as of any day, within a window, counted from purchases; `which`
-- says whose, `counted` whether returns are taken off sums. In: zone; until (the end of the day), since (the beginning of
-- the window), year (that of 365 days). The same figures as value rows hold. Cost: one scan of purchases.
SELECT c.id AS customer_id, c.created_at, c.archived_at IS NULL AS is_scored,
       COALESCE(a.number, 0) AS number, (a.last_at AT TIME ZONE %(zone)s)::date AS last_on,
       COALESCE(round((extract(epoch FROM a.last_at - a.first_at) / 86400 / NULLIF(a.number - 1, 0))::numeric, 1), 0)
           AS average_interval,
       COALESCE(a.year_total, 0) AS year_total, COALESCE(a.w_number, 0) AS w_number,
       COALESCE(a.w_total, 0) AS w_total, COALESCE(a.w_profit, 0) AS w_profit
  FROM customers_customer c
  LEFT JOIN (
       SELECT p.customer_id,
              count(*) FILTER (WHERE p.status <> 'returned')::int AS number,
              min(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS first_at,
              max(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS last_at,
              sum(p.total) FILTER (WHERE p.purchased_at >= %(year)s) AS year_total,
              count(*) FILTER (WHERE p.status <> 'returned' AND p.purchased_at >= %(since)s)::int AS w_number,
              sum(p.total) FILTER (WHERE {counted} AND p.purchased_at >= %(since)s) AS w_total,
              sum(p.profit) FILTER (WHERE {counted} AND p.purchased_at >= %(since)s) AS w_profit
         FROM sales_purchase p
        WHERE p.status <> 'invoiced' AND p.purchased_at < %(until)s AND {of_purchases}
        GROUP BY p.customer_id) a ON a.customer_id = c.id
 WHERE {which}
