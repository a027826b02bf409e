-- A part, not a statement: what stands in a value row, aggregated from purchases; {which} says whose.
-- Needs the moments d90 and d365 where the windows begin. Purchases carry their own sums: no line is read.
SELECT p.customer_id,
       count(*) FILTER (WHERE p.status <> 'returned')::int AS number,
       sum(p.total) AS total,
       sum(p.profit) AS profit,
       sum(p.discount) AS discount,
       min(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS first_at,
       max(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS last_at,
       count(*) FILTER (WHERE p.status <> 'returned' AND p.purchased_at >= {d90})::int AS number_90,
       sum(p.total) FILTER (WHERE p.purchased_at >= {d90}) AS total_90,
       count(*) FILTER (WHERE p.status <> 'returned' AND p.purchased_at >= {d365})::int AS number_365,
       sum(p.total) FILTER (WHERE p.purchased_at >= {d365}) AS total_365
  FROM sales_purchase p
 WHERE p.status <> 'invoiced' {which}
 GROUP BY p.customer_id
