-- Purchases of a period by buyers who made so many of them. In: as report_repeats, band, most. Out: ids, the newest first.
-- Cost: as report_repeats.
SELECT p.id
  FROM sales_purchase p
  JOIN (SELECT p.customer_id, count(*) FILTER (WHERE p.status <> 'returned') AS times
          FROM sales_purchase p WHERE {asked} GROUP BY 1) each_buyer ON each_buyer.customer_id = p.customer_id
 WHERE {asked} AND p.status <> 'returned'
   AND CASE WHEN times >= 10 THEN 10 WHEN times >= 5 THEN 5 WHEN times >= 3 THEN 3 ELSE times END = %(band)s
 ORDER BY p.purchased_at DESC, p.id DESC
 LIMIT %(most)s
