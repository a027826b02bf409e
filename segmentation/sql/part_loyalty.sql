-- A part, not a statement: month by month what each client bought, and what he had bought before it. counted says whose.
-- In: zone; ends. Cost: one scan of purchases up to the end, one sort of months of clients.
SELECT m.*, COALESCE(sum(number) OVER before, 0) AS number_before, COALESCE(sum(bought) OVER before, 0) AS bought_before,
       max(last_at) OVER before AS last_before
  FROM (SELECT p.customer_id, date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)::date AS month,
               count(*) FILTER (WHERE p.status <> 'returned') AS number,
               COALESCE(sum(p.total) FILTER (WHERE p.status <> 'returned'), 0) AS bought, sum(p.total) AS total,
               min(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS first_at,
               max(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS last_at
          FROM sales_purchase p
         WHERE p.status <> 'invoiced' AND p.purchased_at < %(ends)s AND {counted}
         GROUP BY 1, 2) m
WINDOW before AS (PARTITION BY customer_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
