-- Whose silence grew to so many days: a purchase, and none after it until then. In: days, zone, since, until.
-- Out: as trigger_entered; the day is that of the last purchase, so one silence has one name. Cost: purchases of the span
-- by day, of each the next one by (client, day).
SELECT p.customer_id, (p.purchased_at AT TIME ZONE %(zone)s)::date, p.purchased_at + make_interval(days => %(days)s),
       NULL::timestamp
  FROM sales_purchase p
 WHERE p.purchased_at > %(since)s - make_interval(days => %(days)s)
   AND p.purchased_at <= %(until)s - make_interval(days => %(days)s)
   AND p.status NOT IN ('invoiced', 'returned')
   AND NOT EXISTS (
       SELECT 1 FROM sales_purchase n
        WHERE n.customer_id = p.customer_id AND n.status NOT IN ('invoiced', 'returned')
          AND (n.purchased_at, n.id) > (p.purchased_at, p.id)
          AND n.purchased_at <= p.purchased_at + make_interval(days => %(days)s))
