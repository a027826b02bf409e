-- A part, not a statement: each buyer of each step, and what he was in it; `opened` is his first purchase there.
SELECT b.step, b.number, b.total, b.came, b.opened,
       CASE WHEN v.first_at >= b.came THEN 'new'
            WHEN b.came - before.at >= make_interval(days => %(silence)s) THEN 'returned'
            ELSE 'regular' END AS kind
  FROM (SELECT p.customer_id, date_trunc(%(grain)s, p.purchased_at AT TIME ZONE %(zone)s)::date AS step,
               count(*) AS number, sum(p.total) AS total, min(p.purchased_at) AS came,
               (array_agg(p.id ORDER BY p.purchased_at, p.id))[1] AS opened
          FROM sales_purchase p
         WHERE {asked} AND p.status <> 'returned'
         GROUP BY 1, 2) b
  JOIN sales_customervalue v ON v.customer_id = b.customer_id
  LEFT JOIN LATERAL (
       SELECT q.purchased_at AS at FROM sales_purchase q
        WHERE q.customer_id = b.customer_id AND q.purchased_at < b.came AND v.first_at < b.came
          AND q.status NOT IN ('invoiced', 'returned')
        ORDER BY q.purchased_at DESC LIMIT 1) before ON true
