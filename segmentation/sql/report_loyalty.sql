-- Month by month: buyers, those who had bought before, those of them whose average purchase rose by a tenth, those who came
-- back after silence; what all have brought up to then, and how many have ever bought. counted says whose.
-- In: zone; ends, silence (days). Out: month, buyers, again, risen, old, returned, money so far, buyers so far.
-- Cost: one scan of purchases up to the end, one sort of months of clients.
WITH monthly AS (
    SELECT p.customer_id, date_trunc('month', p.purchased_at AT TIME ZONE %(zone)s)::date AS month,
           count(*) FILTER (WHERE p.status <> 'returned') AS number,
           COALESCE(sum(p.total) FILTER (WHERE p.status <> 'returned'), 0) AS bought, sum(p.total) AS total,
           min(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS first_at,
           max(p.purchased_at) FILTER (WHERE p.status <> 'returned') AS last_at
      FROM sales_purchase p
     WHERE p.status <> 'invoiced' AND p.purchased_at < %(ends)s AND {counted}
     GROUP BY 1, 2
), told AS (
    SELECT m.*, COALESCE(sum(number) OVER before, 0) AS number_before,
           COALESCE(sum(bought) OVER before, 0) AS bought_before, max(last_at) OVER before AS last_before
      FROM monthly m
    WINDOW before AS (PARTITION BY customer_id ORDER BY month ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
)
SELECT month, count(*) FILTER (WHERE number > 0), count(*) FILTER (WHERE number > 0 AND (number_before > 0 OR number > 1)),
       count(*) FILTER (WHERE number > 0 AND number_before > 0
                        AND bought * number_before > 1.1 * bought_before * number),
       count(*) FILTER (WHERE number > 0 AND number_before > 0),
       count(*) FILTER (WHERE number > 0 AND first_at >= last_before + %(silence)s * interval '1 day'),
       sum(sum(total)) OVER (ORDER BY month),
       sum(count(*) FILTER (WHERE number > 0 AND number_before = 0)) OVER (ORDER BY month)
  FROM told
 GROUP BY month
 ORDER BY month
