-- Of those whose first purchase fell into a month of the period: how many came again within 30, 90, 180, 365 days.
-- In: since, until, zone; people. Out: month, buyers, within 30, 90, 180, 365 days.
-- Cost: first purchases by the index of the period, one look at the second purchase of each buyer.
SELECT date_trunc('month', v.first_at AT TIME ZONE %(zone)s)::date AS month, count(*) AS buyers,
       count(*) FILTER (WHERE again.at < v.first_at + interval '30 days'),
       count(*) FILTER (WHERE again.at < v.first_at + interval '90 days'),
       count(*) FILTER (WHERE again.at < v.first_at + interval '180 days'),
       count(*) FILTER (WHERE again.at < v.first_at + interval '365 days')
  FROM (SELECT DISTINCT p.customer_id FROM sales_purchase p WHERE {asked} AND p.status <> 'returned') bought
  JOIN sales_customervalue v ON v.customer_id = bought.customer_id AND v.first_at >= %(since)s
  LEFT JOIN LATERAL (
       SELECT q.purchased_at AS at FROM sales_purchase q
        WHERE q.customer_id = v.customer_id AND q.purchased_at > v.first_at
          AND q.status NOT IN ('invoiced', 'returned') AND v.number > 1
        ORDER BY q.purchased_at LIMIT 1) again ON true
 GROUP BY 1
 ORDER BY 1
