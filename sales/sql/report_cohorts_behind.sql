-- Of those whose first purchase fell into a month: by which purchase they came, or with `days` by which they came again.
-- In: as report_cohorts, month, days (0: the first one), most. Out: ids of purchases, the newest first.
-- Cost: as report_cohorts.
SELECT told.id
  FROM (SELECT DISTINCT p.customer_id FROM sales_purchase p WHERE {asked} AND p.status <> 'returned') bought
  JOIN sales_customervalue v ON v.customer_id = bought.customer_id AND v.first_at >= %(since)s
   AND date_trunc('month', v.first_at AT TIME ZONE %(zone)s)::date = %(month)s
 CROSS JOIN LATERAL (
       SELECT q.id, q.purchased_at FROM sales_purchase q
        WHERE q.customer_id = v.customer_id AND q.status NOT IN ('invoiced', 'returned')
          AND CASE WHEN %(days)s = 0 THEN q.purchased_at = v.first_at
                   ELSE q.purchased_at > v.first_at AND v.number > 1 END
        ORDER BY q.purchased_at, q.id LIMIT 1) told
 WHERE %(days)s = 0 OR told.purchased_at < v.first_at + %(days)s * interval '1 day'
 ORDER BY told.purchased_at DESC, told.id DESC
 LIMIT %(most)s
