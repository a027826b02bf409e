-- A part, not a statement: who of a cohort bought in a month, with what they brought in it. shown says whose cards may be
-- opened. In: first_since, first_until (of the first purchase), month_since, month_until. Cost: the cohort by the index of
-- first purchases, its purchases by the index of the client.
SELECT v.customer_id AS id, sum(p.total) AS weight
  FROM sales_customervalue v
  JOIN sales_purchase p ON p.customer_id = v.customer_id
 WHERE v.number > 0 AND v.first_at >= %(first_since)s AND v.first_at < %(first_until)s AND p.status <> 'invoiced'
   AND p.purchased_at >= %(month_since)s AND p.purchased_at < %(month_until)s AND {shown}
 GROUP BY v.customer_id
HAVING count(*) FILTER (WHERE p.status <> 'returned') > 0
