-- Of those whose first purchase fell into a month: how many bought so many months later, and what they brought.
-- counted says whose. In: zone; begins, ends. Out: month of the first purchase, months since, buyers, money.
-- Cost: first purchases of the period, the purchases of those buyers by the index of the client.
SELECT cohort, since, count(*) FILTER (WHERE number > 0), sum(total)
  FROM (SELECT v.customer_id, v.cohort,
               ((extract(year FROM p.month) - extract(year FROM v.cohort)) * 12
                + extract(month FROM p.month) - extract(month FROM v.cohort))::int AS since,
               sum(p.number) AS number, sum(p.total) AS total
          FROM (SELECT v.customer_id, date_trunc('month', v.first_at AT TIME ZONE %(zone)s)::date AS cohort
                  FROM sales_customervalue v
                 WHERE v.number > 0 AND v.first_at >= %(begins)s AND v.first_at < %(ends)s AND {counted}) v
          JOIN LATERAL (
               SELECT date_trunc('month', q.purchased_at AT TIME ZONE %(zone)s)::date AS month,
                      count(*) FILTER (WHERE q.status <> 'returned') AS number, sum(q.total) AS total
                 FROM sales_purchase q
                WHERE q.customer_id = v.customer_id AND q.status <> 'invoiced' AND q.purchased_at < %(ends)s
                GROUP BY 1) p ON p.month >= v.cohort
         GROUP BY 1, 2, 3) told
 GROUP BY cohort, since
 ORDER BY cohort, since
