-- Input: from (the day windows stood at), today. Output: clients who bought on a day that has left a window since then.
-- Cost: an index range of the days that passed, twice.
SELECT DISTINCT p.customer_id
  FROM sales_purchase p
 CROSS JOIN (VALUES (90), (365)) AS w (days)
 WHERE p.purchased_at >= (%(from)s::date - w.days + 1)::timestamp AT TIME ZONE (SELECT sales_zone())
   AND p.purchased_at < (%(today)s::date - w.days + 1)::timestamp AT TIME ZONE (SELECT sales_zone())
 ORDER BY 1;
